#include "db/job/workplace.h"

#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "db/db/scratch_database.h"
#include "db/worker_tx.h"

namespace vouch::test {

namespace {

constexpr db::query<db::no_row, std::int64_t, uuid, std::optional<std::string>> add_effect{
    {"test.add_effect", "INSERT INTO public.test_effect (job_id, tenant_id, words) VALUES ($1, $2, $3)"}
};

}  // namespace

task<std::optional<std::int64_t>> enqueue_alone(db::pool& from, job::new_job wanted, instant now) {
    CO_TRY(tx, co_await db::worker_tx::begin(from));
    CO_TRY(enqueued, co_await job::enqueue(tx, std::move(wanted), now));
    CO_CHECK(co_await tx.commit());
    co_return enqueued;
}

void workplace::SetUp() {
    bank_database::SetUp();
    if (IsSkipped()) return;
    asking_.emplace(admin());
    execute(
        "CREATE TABLE IF NOT EXISTS public.test_effect ("
        "    place bigint GENERATED ALWAYS AS IDENTITY, job_id bigint, tenant_id uuid, words text,"
        "    at timestamptz DEFAULT clock_timestamp());"
        "GRANT ALL ON public.test_effect TO vouch_worker, vouch_app"
    );
}

std::string workplace::queue_named(std::string_view what) {
    static std::atomic<int> number;
    return fmt::format("{}-{}-{}", what, ::getpid(), ++number);
}

job::worker_settings workplace::worker_named(std::string name) {
    job::worker_settings settings;
    settings.conninfo = conninfo();
    settings.name = std::move(name);
    settings.version = "test";
    settings.now = [this] { return now; };
    settings.heartbeat_ms = std::chrono::milliseconds(100);
    settings.dead_after_ms = std::chrono::milliseconds(2'000);
    settings.poll_ms = std::chrono::milliseconds(50);
    settings.chance_seed = 7;
    return settings;
}

std::int64_t workplace::enqueue(job::new_job wanted) {
    db::pool pool(context, settings(db::role::worker));
    const auto done = run(enqueue_alone(pool, std::move(wanted), now));
    EXPECT_TRUE(done) << describe(done.error());
    return done ? done->value_or(0) : 0;
}

std::vector<std::int64_t> workplace::enqueue(const std::string& queue, std::size_t count) {
    std::vector<std::int64_t> ids;
    for (std::size_t i = 0; i < count; ++i) {
        job::new_job wanted;
        wanted.queue = queue;
        ids.push_back(enqueue(wanted));
    }
    return ids;
}

bool workplace::wait_until(const std::function<bool()>& ready, std::chrono::milliseconds ms_max) {
    const auto until = std::chrono::steady_clock::now() + ms_max;
    context.restart();
    while (!ready()) {
        if (std::chrono::steady_clock::now() > until) return false;
        context.run_for(std::chrono::milliseconds(10));
        context.restart();
    }
    return true;
}

bool workplace::work(job::worker& with, const std::function<bool()>& ready) {
    const auto started = run(with.start());
    EXPECT_TRUE(started) << describe(started.error());
    const bool was_ready = started && wait_until(ready);
    const auto drained = run(with.drain());
    EXPECT_TRUE(drained) << describe(drained.error());
    return was_ready;
}

std::string workplace::ask(const std::string& text, const db::parameters& values) {
    const auto found = take(asking_->rows(text, values));
    if (found.rows.empty()) return "none";
    return found.rows.front().at(0).value_or("null");
}

void workplace::execute(const std::string& text) {
    take(asking_->execute(text));
}

std::string workplace::standing_of(const std::string& queue) {
    return ask(
        "WITH q AS (SELECT queue_id FROM job.queue WHERE name = $1) "
        "SELECT concat((SELECT count(*) FROM job.job JOIN q USING (queue_id)), ' waiting, ',"
        "              (SELECT count(*) FROM job.finished JOIN q USING (queue_id) WHERE outcome = 'done'), ' done, ',"
        "              (SELECT count(*) FROM job.dead JOIN q USING (queue_id)), ' dead')",
        db::parameters::of(queue)
    );
}

task<> leave_effects(db::worker_tx& tx, const std::vector<job::claimed>& jobs, job::verdicts&) {
    for (const auto& each : jobs) CO_CHECK(co_await tx.execute(add_effect, each.id, each.tenant_id, each.payload));
    co_return result<>();
}

}  // namespace vouch::test
