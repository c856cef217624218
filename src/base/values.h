#pragma once
// The values that travel between PostgreSQL, files and the terminal: days, instants, identifiers.
#include <boost/uuid/uuid.hpp>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace vouch {

using uuid = boost::uuids::uuid;

/// A calendar date without a zone: a business date, a due date. Prints as 2026-02-09.
using date = std::chrono::sys_days;

/// A point in time in UTC, microseconds, as PostgreSQL keeps it.
using instant = std::chrono::sys_time<std::chrono::microseconds>;

std::string to_string(date day);        // "2026-02-09"
std::string to_string(instant moment);  // "2026-02-09T19:30:00.000000Z"
std::string to_string(const uuid& id);  // lower case with hyphens

/// Exactly YYYY-MM-DD and a day that exists. Errors: bad_input.
result<date> parse_date(std::string_view text);
/// RFC 3339: 2026-02-09T01:00:00Z or with an offset +05:30, up to six decimals. Errors: bad_input.
result<instant> parse_instant(std::string_view text);
/// 36 characters with hyphens. Errors: bad_input.
result<uuid> parse_uuid(std::string_view text);

/// A name-based identifier (RFC 4122 version 5) in the namespace of a tenant: the same name in the same tenant is
/// the same identifier on every machine, so that an import can be repeated. `name` is "kind/source/key".
uuid name_based_uuid(const uuid& tenant_id, std::string_view name);
uuid random_uuid();

}  // namespace vouch
