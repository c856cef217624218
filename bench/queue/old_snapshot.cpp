#include <algorithm>
#include <fmt/format.h>

#include "queue/measurements.h"

namespace vouch::bench {

namespace {

constexpr std::int64_t waiting_max = 20'000;
constexpr std::int64_t enqueue_batch = 1'000;

/// A transaction that has read a row and stays open: no row that was deleted since can be removed.
class old_snapshot {
public:
    static result<old_snapshot> take(const std::string& conninfo, std::string_view table) {
        TRY(opened, db::session::open(conninfo));
        CHECK_RESULT(opened.execute(fmt::format("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT FROM {} LIMIT 1", table))
        );
        return old_snapshot(std::move(opened));
    }

private:
    explicit old_snapshot(db::session opened) : session_(std::move(opened)) {}
    db::session session_;
};

/// Jobs per second that were enqueued and done, with so many waiting at most.
result<double> sustain(place& at, int seconds) {
    TRY(worker, running_worker::start(at.ours.conninfo(), {queue_of_nothing()}));
    TRY(on, open_worker_session(at.ours.conninfo()));
    const auto begun = std::chrono::steady_clock::now();
    const auto until = begun + std::chrono::seconds(seconds);
    for (std::int64_t enqueued = 0; std::chrono::steady_clock::now() < until;) {
        if (enqueued - worker->finished() >= waiting_max) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
            continue;
        }
        TRY(more, enqueue_nothing(on, enqueue_batch));
        enqueued += more;
    }
    const std::chrono::duration<double> passed = std::chrono::steady_clock::now() - begun;
    return static_cast<double>(worker->finished()) / passed.count();
}

result<> empty_ours(place& at) {
    CHECK_RESULT(at.ours.owner().execute("TRUNCATE job.job, job.finished"));
    return vacuum(at.ours.owner());
}

}  // namespace

result<> measure_old_snapshot(place& at, table& into, int seconds) {
    const int without = std::max(5, seconds / 6);
    comparison measured;
    CHECK_RESULT(empty_ours(at));
    TRY(alone, sustain(at, without));
    CHECK_RESULT(empty_ours(at));
    TRY(one, open_worker_session(at.ours.conninfo()));
    CHECK_RESULT(enqueue_nothing(one, 1));
    {
        TRY(held, old_snapshot::take(at.ours.admin_conninfo(), "job.job"));
        TRY(beside, sustain(at, seconds));
        measured.ours.push_back(beside);
    }
    measured.rival.push_back(alone);
    into.add(
        fmt::format("an old snapshot, {} s; ours without", seconds), "/s", measured, {target::kind::ratio_at_least, 0.8}
    );
    CHECK_RESULT(empty_ours(at));
    for (auto& rival : at.rivals) {
        CHECK_RESULT(rival.empty());
        TRY(theirs_alone, rival.run("sustain", without));
        CHECK_RESULT(rival.empty());
        TRY(some, rival.run("enqueue", 1));
        TRY(held, old_snapshot::take(rival.conninfo(), rival.jobs_table()));
        TRY(theirs, rival.run("sustain", seconds / 3));
        into.add(
            fmt::format("  {} itself, {} s; without", rival.name(), seconds / 3),
            "/s",
            {{theirs["per_s"]}, {theirs_alone["per_s"]}},
            {}
        );
    }
    return {};
}

}  // namespace vouch::bench
