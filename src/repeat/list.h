#pragma once
// The repeats of a period, as the report of a quarter lists them.
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/tenant_tx.h"
#include "repeat/links.h"
#include "tenant/named_period.h"

namespace vouch::repeat {

/// An observation issued in the period that repeats an earlier one, as it stood at the end of the period.
struct listed_repeat {
    uuid id;
    std::optional<std::string> reference;
    std::optional<std::string> external_ref;
    std::optional<std::string> title;  // none: its words were recorded later
    std::optional<std::string> branch_code;
    std::optional<std::string> branch;
    std::optional<date> found_on;
    std::optional<date> original_date;         // when the first of its chain was found
    std::int32_t occurrences;                  // its place in the chain: 2 for what is found the second time
    std::string severity_now;                  // LOW, MEDIUM, HIGH, CRITICAL
    std::optional<std::string> severity_then;  // with which the first of its chain was issued; none: it never was
    std::optional<bool> escalated;             // graver than it was assessed; none: the assessment is unknown
    std::string kind;                          // "persisting": its prior still stood when it was found; "recurred"
    std::string status;
};
BOOST_DESCRIBE_STRUCT(
    listed_repeat,
    (),
    (id,
     reference,
     external_ref,
     title,
     branch_code,
     branch,
     found_on,
     original_date,
     occurrences,
     severity_now,
     severity_then,
     escalated,
     kind,
     status)
)

struct repeat_list {
    tenant::period of;
    bool partial = false;  // the period has not ended
    std::int64_t known_seq = 0;
    std::vector<listed_repeat> repeats;  // by severity, then by how often they were found
};

/// The same of a part of a period: what was issued from its first day to `last`, as it stood at the end of that day and
/// as known at a sequence number. Errors: as below.
task<repeat_list> list_repeats_until(db::tenant_tx& tx, tenant::period of, date last, std::int64_t known_seq);

/// The chains of repeats, in their order, each from the first found down to the repeat, as they stood at the end of a
/// day. Errors: refused (a chain of over links_max links); db_unavailable, db_timeout.
task<std::vector<std::vector<occurrence>>> chains_of(
    db::tenant_tx& tx, std::vector<uuid> repeats, date last, std::int64_t known_seq
);

/// The repeats among the observations that were issued in a period and not withdrawn. known_at: as it was known then;
/// none: as it is known now. Errors: refused (a chain of over links_max links); db_unavailable, db_timeout.
task<repeat_list> list_repeats(db::tenant_tx& tx, tenant::period of, std::optional<instant> known_at);

}  // namespace vouch::repeat
