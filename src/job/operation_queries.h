#pragma once
// The statements of operators: inspection.h, operations.h and hindrances.h.
#include <boost/describe/class.hpp>

#include "job/hindrances.h"
#include "job/inspection.h"
#include "job/queries.h"

namespace vouch::job {

inline constexpr db::query<listed_job, std::optional<int>, std::optional<uuid>, texts, instant, int> list_jobs_where{
    sql::job::list_jobs
};

inline constexpr db::query<shown_job, std::int64_t> job_by_id{sql::job::show_job};

inline constexpr db::query<queue_standing, instant, int, int> queue_standings{sql::job::queue_standings};

inline constexpr db::query<worker_standing, int> worker_standings{sql::job::worker_standings};

inline constexpr db::query<schedule_standing, std::optional<std::string>, std::optional<uuid>, int> schedule_standings{
    sql::job::schedule_standings
};

inline constexpr db::query<hindrances, std::int64_t, int, int> hindrances_of{sql::job::hindrances};

struct lock_timeout_row {
    std::string lock_timeout;
};
BOOST_DESCRIBE_STRUCT(lock_timeout_row, (), (lock_timeout))
inline constexpr db::query<lock_timeout_row, int> wait_briefly{sql::job::wait_briefly};
inline constexpr db::query<db::no_row, std::string> ring{sql::job::ring};

inline constexpr db::query<id_row, std::int64_t, instant, std::string> cancel_lease{sql::job::cancel_lease};
inline constexpr db::query<id_row, std::int64_t> lock_gate{sql::job::lock_gate};
inline constexpr db::query<id_row, std::int64_t> leased_job{sql::job::leased};
inline constexpr db::query<id_row, std::int64_t, instant, std::string> put_forward{sql::job::put_forward};
inline constexpr db::query<id_row, std::int64_t, instant, std::string> discard_dead{sql::job::discard};
inline constexpr db::query<id_row, std::string> queue_id_of{sql::job::queue_id_of};

struct locked_job {
    std::int64_t id = 0;
    std::int32_t queue_id = 0;
    uuid tenant_id;
    std::optional<std::string> key;
    bool gated = false;
    std::string stage;
};
BOOST_DESCRIBE_STRUCT(locked_job, (), (id, queue_id, tenant_id, key, gated, stage))
inline constexpr db::query<locked_job, std::int64_t> lock_job{sql::job::lock_job};

struct dead_row {
    std::int64_t id = 0;
    instant died_at;
};
BOOST_DESCRIBE_STRUCT(dead_row, (), (id, died_at))
inline constexpr db::query<dead_row, int, std::optional<instant>, std::optional<std::int64_t>, int> dead_of_queue{
    sql::job::dead_of_queue
};

struct redriven_row {
    std::int64_t id = 0;
    std::int32_t queue_id = 0;
    bool gated = false;
    bool back = false;
    std::optional<std::string> unique_key;
    std::optional<std::int64_t> key_has;
};
BOOST_DESCRIBE_STRUCT(redriven_row, (), (id, queue_id, gated, back, unique_key, key_has))
inline constexpr db::query<redriven_row, ids, instant, std::string> redrive_dead{sql::job::redrive};

struct pause_row {
    std::int64_t id = 0;  // of the queue, or of the schedule
    std::optional<instant> paused_at;
    std::optional<std::string> paused_by;
};
BOOST_DESCRIBE_STRUCT(pause_row, (), (id, paused_at, paused_by))
inline constexpr db::query<pause_row, std::string, instant, std::string> pause_queue{sql::job::pause_queue};
inline constexpr db::query<pause_row, std::string> resume_queue{sql::job::resume_queue};
inline constexpr db::query<pause_row, std::string, uuid, instant, std::string> pause_tenant{sql::job::pause_tenant};
inline constexpr db::query<id_row, std::string, uuid> hold_back{sql::job::hold_back};
inline constexpr db::query<pause_row, std::string, uuid> resume_tenant{sql::job::resume_tenant};
inline constexpr db::query<pause_row, uuid, std::string, instant, std::string> pause_schedule{sql::job::pause_schedule};
inline constexpr db::query<pause_row, uuid, std::string> resume_schedule{sql::job::resume_schedule};

}  // namespace vouch::job
