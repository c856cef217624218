#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/values.h"
#include "db/statement.h"
#include "job/job.h"
#include "job/lanes.h"
#include "job/schedule.h"
#include "sql/job.h"

namespace vouch::job {

using ids = std::vector<std::int64_t>;
using texts = std::vector<std::string>;

BOOST_DESCRIBE_STRUCT(
    claimed, (), (id, tenant_id, failures, crashes, gated, created_at, run_at, rank, key, schedule_id, slot_at, payload)
)
BOOST_DESCRIBE_STRUCT(lane_row, (), (tenant_id, rank, id))
inline constexpr db::
    query<lane_row, int, std::vector<uuid>, std::vector<instant>, std::vector<std::int64_t>, std::vector<uuid>>
        look_for_lanes{sql::job::look_for_lanes};
inline constexpr db::query<claimed, int, std::vector<uuid>, std::vector<instant>, std::vector<std::int64_t>, int, int>
    claim_ready{sql::job::claim_ready};
inline constexpr db::query<claimed, int> claim_alone{sql::job::claim_alone};

struct leased : claimed {
    std::int64_t lease_id = 0;
};
BOOST_DESCRIBE_STRUCT(leased, (claimed), (lease_id))
inline constexpr db::query<leased, int, int, std::int64_t, instant, std::optional<int>, int> claim_long{
    sql::job::claim_long
};

struct id_row {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(id_row, (), (id))
struct optional_id_row {
    std::optional<std::int64_t> id;
};
BOOST_DESCRIBE_STRUCT(optional_id_row, (), (id))

inline constexpr db::query<db::no_row, std::int64_t, int, std::int64_t, std::string> hold{sql::job::hold};
inline constexpr db::query<db::no_row, std::int64_t, int, std::int64_t> let_go{sql::job::let_go};
inline constexpr db::query<db::no_row, ids, instant, instant, std::int64_t, ids, texts> finish{sql::job::finish};
inline constexpr db::query<
    id_row,
    ids,
    std::vector<instant>,
    std::vector<std::optional<std::string>>,
    std::vector<std::int16_t>,
    instant>
    put_back{sql::job::put_back};
inline constexpr db::query<id_row, ids, texts, std::string, instant, std::vector<std::int16_t>, int> bury{sql::job::bury
};
inline constexpr db::query<id_row, ids, instant, texts> finish_cancelled{sql::job::finish_cancelled};

struct ended_lease_row {
    std::int64_t id = 0;
    std::optional<std::string> cancelled_by;
};
BOOST_DESCRIBE_STRUCT(ended_lease_row, (), (id, cancelled_by))
inline constexpr db::query<ended_lease_row, std::int64_t, std::int64_t> end_lease{sql::job::end_lease};

struct cancelled_row {
    bool cancelled = false;
};
BOOST_DESCRIBE_STRUCT(cancelled_row, (), (cancelled))
inline constexpr db::
    query<cancelled_row, std::int64_t, std::int64_t, std::int64_t, std::optional<std::int64_t>, std::string, instant>
        report_progress{sql::job::report_progress};

struct worker_row {
    std::int64_t worker_id = 0;
};
BOOST_DESCRIBE_STRUCT(worker_row, (), (worker_id))
inline constexpr db::query<worker_row, std::string, std::string, texts> register_worker{sql::job::register_worker};

struct heartbeat_row {
    ids cancelled;  // leases
};
BOOST_DESCRIBE_STRUCT(heartbeat_row, (), (cancelled))
inline constexpr db::query<heartbeat_row, std::int64_t> heartbeat{sql::job::heartbeat};
inline constexpr db::query<worker_row, std::int64_t> leave{sql::job::leave};

struct rescued_row {
    std::int64_t id = 0;
    std::int32_t queue_id = 0;
    std::string outcome;
};
BOOST_DESCRIBE_STRUCT(rescued_row, (), (id, queue_id, outcome))
inline constexpr db::query<rescued_row, int, instant, int> rescue{sql::job::rescue};

struct overdue : claimed {
    std::optional<std::string> cancelled_by;
};
BOOST_DESCRIBE_STRUCT(overdue, (claimed), (cancelled_by))
inline constexpr db::query<overdue, instant, int> overdue_leases{sql::job::overdue_leases};

struct promoted_row {
    std::int64_t moved = 0;
    std::vector<std::int32_t> ready;  // queues
    std::vector<std::int32_t> held;
    std::optional<instant> next_at;
};
BOOST_DESCRIBE_STRUCT(promoted_row, (), (moved, ready, held, next_at))
inline constexpr db::query<promoted_row, instant, int> promote{sql::job::promote};

struct let_in_row {
    std::int32_t let_in = 0;
};
BOOST_DESCRIBE_STRUCT(let_in_row, (), (let_in))
inline constexpr db::query<let_in_row, int, instant, std::optional<uuid>, std::optional<std::string>, uuid> let_in{
    sql::job::let_in
};

struct dropped_row {
    std::int32_t dropped = 0;
};
BOOST_DESCRIBE_STRUCT(dropped_row, (), (dropped))
inline constexpr db::query<dropped_row, instant, int, int> keep_days{sql::job::keep_days};

struct queue_row {
    std::int32_t queue_id = 0;
    bool gated = false;
};
BOOST_DESCRIBE_STRUCT(queue_row, (), (queue_id, gated))
inline constexpr db::query<
    queue_row,
    std::string,
    std::string,
    int,
    int,
    int,
    bool,
    std::optional<int>,
    std::optional<int>,
    std::optional<int>,
    std::optional<int>>
    declare_queue{sql::job::declare_queue};

inline constexpr db::query<
    optional_id_row,
    std::string,
    std::optional<std::string>,
    uuid,
    int,
    std::optional<instant>,
    std::optional<std::string>,
    std::optional<std::string>,
    std::string,
    std::optional<int>,
    instant>
    enqueue_one{sql::job::enqueue};

struct due_schedule_row {
    std::int64_t schedule_id = 0;
    uuid tenant_id;
    std::string name;
    std::int32_t queue_id = 0;
    std::string expression;
    std::string zone;
    job::missed missed = job::missed::once;
    std::int32_t missed_s_max = 0;
    std::int32_t missed_max = 0;
    std::int16_t priority = 0;
    std::int32_t spread_s = 0;
    std::optional<std::string> payload;
    instant next_at;
};
BOOST_DESCRIBE_STRUCT(
    due_schedule_row,
    (),
    (schedule_id,
     tenant_id,
     name,
     queue_id,
     expression,
     zone,
     missed,
     missed_s_max,
     missed_max,
     priority,
     spread_s,
     payload,
     next_at)
)
inline constexpr db::query<due_schedule_row, instant, int> due_schedules{sql::job::due_schedules};
inline constexpr db::query<id_row, ids, std::vector<instant>, std::vector<bool>, std::vector<instant>, instant>
    fire_slots{sql::job::fire_slots};
inline constexpr db::query<db::no_row, ids, std::vector<std::optional<instant>>> move_schedules{sql::job::move_schedules
};
inline constexpr db::query<db::no_row, ids, std::string, instant> pause_schedules{sql::job::pause_schedules};

struct next_slot_row {
    std::optional<instant> next_at;
};
BOOST_DESCRIBE_STRUCT(next_slot_row, (), (next_at))
inline constexpr db::query<next_slot_row> next_slot{sql::job::next_slot};

struct schedule_id_row {
    std::int64_t schedule_id = 0;
};
BOOST_DESCRIBE_STRUCT(schedule_id_row, (), (schedule_id))
inline constexpr db::query<
    schedule_id_row,
    uuid,
    std::string,
    std::string,
    std::string,
    std::string,
    std::string,
    int,
    int,
    int,
    int,
    std::optional<std::string>,
    instant,
    instant>
    put_schedule{sql::job::put_schedule};
inline constexpr db::query<db::no_row, uuid, std::string> delete_schedule{sql::job::delete_schedule};

struct schedule_named_row {
    uuid tenant_id;
    std::string expression;
    std::string zone;
};
BOOST_DESCRIBE_STRUCT(schedule_named_row, (), (tenant_id, expression, zone))
inline constexpr db::query<schedule_named_row, std::string> schedules_named{sql::job::schedules_named};

struct told_row {
    std::string queue;
};
BOOST_DESCRIBE_STRUCT(told_row, (), (queue))
inline constexpr db::query<told_row, texts> notify{sql::job::notify};

}  // namespace vouch::job
