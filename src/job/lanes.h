#pragma once
// Which tenants of a queue have short jobs that are ready, and how far each was worked off: so that a claim begins
// where the one before ended, and does not pass over what was done since. That matters while somebody's old transaction
// keeps PostgreSQL from forgetting what is done. Decides only; short.cpp asks and claims.
#include <chrono>
#include <compare>
#include <cstdint>
#include <map>
#include <vector>

#include "base/values.h"
#include "job/job.h"

namespace vouch::job {

/// Where a job stands among those of its tenant.
struct lane_position {
    instant rank{};
    std::int64_t id = 0;
    auto operator<=>(const lane_position&) const = default;
};
/// Before every job: PostgreSQL's earliest year that all of its forms of a date have.
inline constexpr lane_position lane_begin{std::chrono::sys_days(std::chrono::year(1) / std::chrono::January / 1), 0};

/// A tenant with jobs that are ready; the first of them.
struct lane_row {
    uuid tenant_id;
    instant rank;
    std::int64_t id = 0;
};

/// Stretches of the index of ready jobs, each from behind a position of a tenant to before the tenant `until`.
struct lane_question {
    std::vector<uuid> tenant_ids;
    std::vector<instant> ranks;
    std::vector<std::int64_t> ids;
    std::vector<uuid> until;
    bool full = false;
    std::int64_t edition = 0;
};

/// The tenants whose turn it is, each from behind a position.
struct lane_turn {
    std::vector<uuid> tenant_ids;
    std::vector<instant> ranks;
    std::vector<std::int64_t> ids;
    int share = 1;  // jobs of each
    std::int64_t edition = 0;
};

class lanes {
public:
    using steady = std::chrono::steady_clock;

    // A look costs as much as what it passes over; it is repeated when so many times its cost have gone by.
    static constexpr int rests = 20;
    static constexpr std::chrono::milliseconds onward_every_min{10};
    static constexpr std::chrono::milliseconds full_every_min{200};
    static constexpr std::chrono::milliseconds quick_look{5};

    /// `remembers`: jobs become ready about in the order of their rank. Behind a gate they do not.
    explicit lanes(bool remembers = true) : remembers_(remembers) {}

    /// Whether to look onward, from where the lanes were worked off: finds new jobs of any tenant.
    bool onward_is_due(steady::time_point now) const;
    /// Whether to look from the beginning of each lane: finds what came late, or back, with a place before others'.
    bool full_is_due(steady::time_point now) const;
    /// The same when nothing else is left to do: only the cost of the last one counts.
    bool full_may_be(steady::time_point now) const;
    /// Jobs came back to where they were: a full look is worth while as soon as it may be.
    void look_back() { looks_back_ = true; }

    lane_question onward() const;
    lane_question full() const;
    void found(
        const lane_question& asked,
        const std::vector<lane_row>& rows,
        steady::time_point asked_at,
        steady::time_point now
    );

    /// The next tenants in turn, those behind `last` first, of those that have jobs; empty: nobody has.
    lane_turn turn(uuid last, int tenants_max, int jobs_max) const;
    /// What was taken: jobs of those tenants, in the order of their ranks within a tenant. A tenant with fewer than its
    /// share has no more.
    void taken(const lane_turn& of, const std::vector<claimed>& jobs);

private:
    struct lane {
        lane_position behind = lane_begin;
        bool ready = false;
    };
    lane_position behind(const lane& of) const { return remembers_ ? of.behind : lane_begin; }

    bool remembers_;
    bool looks_back_ = false;
    std::map<uuid, lane> lanes_;
    // Grows with each full look: what was asked before it moves no lane afterwards.
    std::int64_t edition_ = 0;
    steady::time_point onward_next_, full_next_, full_may_next_;
};

}  // namespace vouch::job
