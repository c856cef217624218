// How the server is, for people and programs that watch over it.
#include <chrono>
#include <cstdlib>
#include <fmt/format.h>

#include "api/job_measures.h"
#include "api/queries.h"
#include "api/routes.h"
#include "api/tenant_answer.h"
#include "base/json_text.h"
#include "db/lookup.h"
#include "db/migration.h"

namespace vouch::api {

namespace {

constexpr std::chrono::seconds skew_s_max{5};
constexpr int job_workers_max = 1'000;

struct check {
    std::string name;
    bool ok;
    std::string detail;
};
BOOST_DESCRIBE_STRUCT(check, (), (name, ok, detail))

std::vector<check> checks_of(const result<std::vector<clock_row>>& asked) {
    if (!asked || asked->empty()) {
        return {
            {"database", false, "it cannot be reached"},
            {"schema", false, "not known"},
            {"clock", false, "not known"},
        };
    }
    const auto& found = asked->front();
    const auto known = static_cast<std::int64_t>(db::embedded_migrations().size());
    const auto skew = std::chrono::duration_cast<std::chrono::milliseconds>(now() - found.now);
    return {
        {"database", true, "it answers"},
        {"schema", found.migrations == known, fmt::format("{} of {} migrations", found.migrations, known)},
        {"clock", std::chrono::abs(skew) <= skew_s_max, fmt::format("{} ms apart from the database", skew.count())},
    };
}

}  // namespace

task<http::reply> get_health(service&, http::request&) {
    co_return http::json(R"({"status":"ok"})");
}

task<http::reply> get_readiness(service& from, http::request& asked) {
    asked.statements.emplace_back("schema.clock");
    const auto checks = checks_of(co_await db::look_up(from.app, clock));
    bool ready = true;
    for (const auto& each : checks) ready = ready && each.ok;
    auto made =
        http::json(fmt::format(R"({{"status":"{}","checks":{}}})", ready ? "ready" : "not ready", json_text(checks)));
    if (!ready) made.status = 503;
    co_return made;
}

// Where the database cannot be asked, what is counted here is told without how jobs stand: that is unknown, and not
// nothing.
task<http::reply> get_measures(service& from, http::request& asked) {
    asked.statements.emplace_back("job.queue_standings");
    auto text = from.counted.text();
    const auto queues = co_await job::list_queues(from.worker, now());
    if (queues) {
        asked.statements.emplace_back("job.worker_standings");
        const auto workers = co_await job::list_workers(from.worker, job_workers_max);
        if (workers) text += job_measures(*queues, *workers, now());
    }
    auto made = http::json(std::move(text));
    made.content_type = http::measures::content_type;
    co_return made;
}

}  // namespace vouch::api
