#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/values.h"
#include "db/encode.h"
#include "db/statement.h"
#include "seal/subject_kinds.h"
#include "sql/seal.h"

namespace vouch::seal {

struct head_row {
    std::optional<std::int64_t> seq;  // none: there is no such tenant, or somebody took its head away
    std::optional<db::bytes> hash;
    std::optional<instant> recorded_at;  // none also: infinite, by somebody's hand
    std::int64_t last_seq;               // of any change set; seq, unless somebody cut the chain
};
BOOST_DESCRIBE_STRUCT(head_row, (), (seq, hash, recorded_at, last_seq))

/// Optional is what somebody with a superuser's rights can make null, infinite or of another length.
struct change_set_row {
    using names = std::vector<std::optional<std::string>>;

    std::int64_t seq;
    std::optional<instant> recorded_at;
    std::string actor;
    std::string reason;
    std::optional<names> kinds;
    std::optional<names> ids;
    std::optional<std::vector<std::optional<db::bytes>>> digests;
    db::bytes previous_hash;
    db::bytes hash;
};
BOOST_DESCRIBE_STRUCT(change_set_row, (), (seq, recorded_at, actor, reason, kinds, ids, digests, previous_hash, hash))

struct difference_row {
    std::string kind;
    uuid id;
    std::string difference;
};
BOOST_DESCRIBE_STRUCT(difference_row, (), (kind, id, difference))

struct unlike_kind_row {
    std::string kind;
};
BOOST_DESCRIBE_STRUCT(unlike_kind_row, (), (kind))

struct misplaced_snapshot_row {
    std::string id;
    std::int64_t seq;
    bool is_gone;
};
BOOST_DESCRIBE_STRUCT(misplaced_snapshot_row, (), (id, seq, is_gone))

struct misstated_step_row {
    uuid id;
    std::int64_t seq;
};
BOOST_DESCRIBE_STRUCT(misstated_step_row, (), (id, seq))

struct known_row {
    std::int64_t known_seq;
};
BOOST_DESCRIBE_STRUCT(known_row, (), (known_seq))

/// tenant, moment; none: now.
inline constexpr db::query<known_row, uuid, std::optional<instant>> known_seq{sql::seal::known_seq};
inline constexpr db::query<head_row, uuid> head{sql::seal::head};
/// tenant, first seq, how many at most.
inline constexpr db::query<change_set_row, uuid, std::int64_t, std::int64_t> change_sets{sql::seal::change_sets};
inline constexpr db::query<difference_row, uuid> differences{sql::seal::differences};
/// kinds, their version tables, their present; those of subject_kinds.
inline constexpr db::
    query<unlike_kind_row, std::vector<std::string>, std::vector<std::string>, std::vector<std::string>>
        unlike_kinds{sql::seal::unlike_kinds};
inline constexpr db::query<misplaced_snapshot_row, uuid> misplaced_snapshots{sql::seal::misplaced_snapshots};
inline constexpr db::query<misstated_step_row, uuid> misstated_steps{sql::seal::misstated_steps};

/// The statement that reads the versions of a kind whole ($1 tenant, $2 first seq, $3 last seq); lives for ever.
db::statement versions_of(const subject_kind& kind);

}  // namespace vouch::seal
