#pragma once
// The canonical bytes that are hashed, as docs/seal.md defines them, computed without asking PostgreSQL for them.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/sha256.h"
#include "base/values.h"
#include "db/raw_rows.h"

namespace vouch::seal {

/// The canonical text of a version: a JSON object of its columns that are not null, keys sorted by bytes. Without the
/// column worked_out (of its kind; empty: none).
/// Errors: internal, naming a column of a type that has no canonical form.
result<std::string> canonical(db::raw_row version, std::string_view worked_out);

/// The canonical form of a JSON document: keys sorted, no spaces, members that are null left out, numbers integers.
/// Errors: bad_input when it is not JSON or holds a number that is not an integer.
result<std::string> canonical_json(std::string_view document);

/// What one change set lists of one change. A part that somebody took away is empty.
struct listed_change {
    std::string kind;
    std::string id;
    db::bytes digest;
};

/// A link of the chain, as stored.
struct change_set {
    std::int64_t seq = 0;
    std::optional<instant> recorded_at;  // none: infinite, by somebody's hand
    std::string actor;
    std::string reason;
    std::vector<listed_change> changes;  // the n-th has ordinal n, from 1
    db::bytes previous_hash;
    db::bytes hash;
};

/// What the hash of a change set must be, from its content and the hash before it.
sha256_digest hash_of(const uuid& tenant_id, const change_set& link);

}  // namespace vouch::seal
