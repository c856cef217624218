// Each round begins with empty tables, vacuumed, and with a checkpoint: what WAL holds of whole pages is the same for
// all.
#include <fmt/format.h>

#include "queue/measurements.h"

namespace vouch::bench {

namespace {

constexpr int raw_batch = 1'000;

/// What an engine needed for one round.
struct round_of {
    double enqueued_per_s = 0;
    double drained_per_s = 0;
    double enqueue_bytes = 0;  // of WAL, per job
    double drain_bytes = 0;
};

result<double> wal_position(db::session& owner) {
    TRY(found, owner.rows("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')"));
    return std::stod(found.rows.at(0).at(0).value_or("0"));
}

result<round_of> run_round(
    db::session& owner,
    std::int64_t jobs,
    const std::function<result<double>()>& enqueue,
    const std::function<result<double>()>& drain
) {
    CHECK_RESULT(owner.execute("CHECKPOINT"));
    const auto count = static_cast<double>(jobs);
    round_of done;
    TRY(begun, wal_position(owner));
    TRY(enqueued, enqueue());
    TRY(between, wal_position(owner));
    TRY(drained, drain());
    TRY(ended, wal_position(owner));
    done.enqueued_per_s = enqueued;
    done.drained_per_s = drained;
    done.enqueue_bytes = (between - begun) / count;
    done.drain_bytes = (ended - between) / count;
    return done;
}

double per_second(std::int64_t jobs, double ms) {
    return static_cast<double>(jobs) / ms * 1e3;
}

result<round_of> run_ours(place& at, db::session& on, std::int64_t jobs) {
    CHECK_RESULT(at.ours.owner().execute("TRUNCATE job.job, job.finished"));
    CHECK_RESULT(vacuum(at.ours.owner()));
    const auto enqueue = [&]() -> result<double> {
        TRY(cost, milliseconds_of([&]() -> result<> {
                CHECK_RESULT(enqueue_nothing(on, jobs));
                return {};
            }));
        return per_second(jobs, cost);
    };
    const auto drain = [&]() -> result<double> {
        std::unique_ptr<running_worker> worker;
        TRY(cost, milliseconds_of([&]() -> result<> {
                TRY(started, running_worker::start(at.ours.conninfo(), {queue_of_nothing()}));
                worker = std::move(started);
                return worker->wait_for(jobs);
            }));
        return per_second(jobs, cost);
    };
    TRY(done, run_round(at.ours.owner(), jobs, enqueue, drain));
    TRY(kept, at.ours.value("SELECT count(*) FROM job.finished"));
    TRY(left, at.ours.value("SELECT count(*) FROM job.job"));
    if (kept != std::to_string(jobs) || left != "0")
        return fail(errc::internal, fmt::format("{} jobs of {} are finished, {} are left", kept, jobs, left));
    return done;
}

result<round_of> run_rival(rival_engine& rival, std::int64_t jobs) {
    CHECK_RESULT(rival.empty());
    const auto count = static_cast<double>(jobs);
    return run_round(
        rival.owner(),
        jobs,
        [&]() -> result<double> {
            TRY(done, rival.run("enqueue", count));
            return done["per_s"];
        },
        [&]() -> result<double> {
            TRY(done, rival.run("drain", count));
            return done["per_s"];
        }
    );
}

/// What PostgreSQL can do at most: batches of rows are locked and deleted by one statement each, and nobody is told.
result<double> drain_raw(place& at, std::int64_t jobs) {
    TRY(make, read_sql("raw_queue"));
    TRY(drain, read_sql("raw_drain"));
    auto& rival = at.ours.rival();
    CHECK_RESULT(rival.execute(make));
    TRY(filled,
        at.ours.owner().rows(
            "INSERT INTO bench.raw_job SELECT n, '{}' FROM generate_series(1, $1::integer) AS n",
            db::parameters::of(static_cast<int>(jobs))
        ));
    CHECK_RESULT(vacuum(at.ours.owner()));
    CHECK_RESULT(rival.execute("DEALLOCATE ALL"));
    CHECK_RESULT(rival.prepare("raw_drain", drain));
    TRY(cost, milliseconds_of([&]() -> result<> {
            for (;;) {
                TRY(gone, rival.run("raw_drain", db::parameters::of(raw_batch)));
                if (gone.rows_affected() == 0) return {};
            }
        }));
    return per_second(jobs, cost);
}

}  // namespace

result<> measure_drains(place& at, table& into, std::int64_t jobs, int rounds) {
    TRY(on, open_worker_session(at.ours.conninfo()));
    std::vector<round_of> ours;
    std::vector<std::vector<round_of>> rivals(at.rivals.size());
    comparison raw;
    for (int round = 0; round < rounds; ++round) {
        for (const bool mine : {round % 2 == 0, round % 2 != 0}) {
            if (mine) {
                TRY(done, run_ours(at, on, jobs));
                ours.push_back(done);
                TRY(limit, drain_raw(at, jobs));
                raw.ours.push_back(done.drained_per_s);
                raw.rival.push_back(limit);
                continue;
            }
            for (std::size_t i = 0; i < rivals.size(); ++i) {
                TRY(done, run_rival(at.rivals[i], jobs));
                rivals[i].push_back(done);
            }
        }
    }
    const auto add = [&](const std::string& what, const std::string& unit, target wanted, auto figure) {
        for (std::size_t i = 0; i < rivals.size(); ++i) {
            comparison measured;
            for (const auto& each : ours) measured.ours.push_back(figure(each));
            for (const auto& each : rivals[i]) measured.rival.push_back(figure(each));
            into.add(fmt::format("{}; {}", what, at.rivals[i].name()), unit, measured, wanted);
        }
    };
    const target three_times{target::kind::ratio_at_least, 3};
    add("drain of jobs that do nothing", "/s", three_times, [](const round_of& of) { return of.drained_per_s; });
    into.add("drain; batches of locked deletes alone", "/s", raw, {});
    add("enqueueing many", "/s", three_times, [](const round_of& of) { return of.enqueued_per_s; });
    add("WAL of a job, enqueued", "B", {}, [](const round_of& of) { return of.enqueue_bytes; });
    add("WAL of a job, taken and done", "B", {}, [](const round_of& of) { return of.drain_bytes; });
    add("WAL of a job, in all", "B", {target::kind::ratio_at_most, 0.75}, [](const round_of& of) {
        return of.enqueue_bytes + of.drain_bytes;
    });
    return {};
}

}  // namespace vouch::bench
