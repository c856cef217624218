#pragma once
// The decisions of a verification, without I/O: fed with links and versions as stored, it collects what is wrong.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "seal/anchor.h"
#include "seal/canonical.h"
#include "seal/retired.h"

namespace vouch::seal {

inline constexpr std::size_t problems_max = 1000;  // more are counted and not listed

struct verification {
    std::int64_t change_sets = 0;
    std::int64_t versions = 0;
    std::int64_t retired = 0;  // snapshots that the chain lists and a retirement took away
    std::int64_t problem_count = 0;
    std::vector<std::string> problems;  // sentences that name the thing; empty: everything is as it was sealed

    void add(std::string problem);
};

/// One version as found, with its digest computed again.
struct found_version {
    std::string kind;
    std::string id;
    sha256_digest digest;
    std::string unreadable;                 // why it has no canonical form, and so no digest; else empty
    std::vector<retired_snapshot> retires;  // of a retirement
};

/// What the head of a tenant says.
struct chain_head {
    std::int64_t seq;
    db::bytes hash;
    std::optional<instant> recorded_at;  // none: infinite, by somebody's hand
};

class chain_check {
public:
    /// Checks against an anchor when there is one.
    chain_check(uuid tenant_id, std::optional<anchored_head> anchor);

    /// The next links, ascending; gaps in their numbers are found. Their versions follow, then end_of_group().
    void link(change_set found);
    void version(std::int64_t seq, std::int32_t ordinal, found_version found);
    /// Compares the links given since the last call with the versions given since.
    void end_of_group();
    /// After the last group.
    verification finish(const std::optional<chain_head>& head);

private:
    using place = std::pair<std::int64_t, std::int32_t>;  // seq, ordinal
    /// A snapshot that its change set lists and that is not there. Retired, if a later change set says so.
    struct gone_snapshot {
        listed_change listed;
        std::string where;
    };
    struct listed_retirement {
        std::int64_t seq;
        std::string where;
        retired_snapshot retires;
    };

    void check_place_in_chain(const change_set& found);
    void check_is_whole(const change_set& found);
    void check_changes(const change_set& found);
    void check_retirements();
    void check_head(const std::optional<chain_head>& head);
    void check_anchor();
    void missing_change_sets(std::int64_t first, std::int64_t last);

    uuid tenant_id_;
    std::optional<anchored_head> anchor_;
    std::optional<std::string> hash_at_anchor_;
    std::int64_t last_seq_ = 0;
    std::optional<instant> last_recorded_at_ = instant();
    db::bytes last_hash_ = db::bytes(32);
    std::vector<change_set> group_;
    std::map<place, found_version> versions_;
    std::map<place, gone_snapshot> gone_;
    std::vector<listed_retirement> retirements_;  // of versions that are as they were sealed
    verification found_;
};

}  // namespace vouch::seal
