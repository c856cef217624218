#include "queue/place.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <sstream>
#include <unistd.h>

namespace vouch::bench {

namespace {

constexpr auto look_every = std::chrono::milliseconds(1);

job::worker_settings settings_of(const std::string& conninfo) {
    job::worker_settings made;
    made.conninfo = conninfo;
    made.name = fmt::format("benchmark:{}", ::getpid());
    made.version = "benchmark";
    made.now = clock_now;
    return made;
}

}  // namespace

instant clock_now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

double quantile(std::vector<double> values, double part) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    return values.at(std::min(values.size() - 1, static_cast<std::size_t>(static_cast<double>(values.size()) * part)));
}

result<rival_engine> rival_engine::install(installation& beside, std::filesystem::path node, std::string name) {
    rival_engine made;
    const auto database = name == "pg-boss" ? "pgboss" : "graphile";
    CHECK_RESULT(beside.owner().execute(fmt::format("CREATE DATABASE {} TEMPLATE template0", database)));
    made.conninfo_ = beside.admin_conninfo().substr(0, beside.admin_conninfo().rfind("dbname=")) + "dbname=" + database;
    made.node_ = std::move(node);
    made.name_ = std::move(name);
    TRY(owner, db::session::open(made.conninfo_));
    made.owner_ = std::make_unique<db::session>(std::move(owner));
    TRY(installed, made.run("install", 0));
    return made;
}

std::string_view rival_engine::jobs_table() const {
    return name_ == "pg-boss" ? "pgboss.job" : "graphile_worker._private_jobs";
}

result<std::map<std::string, double>> rival_engine::run(std::string_view command, double number) {
    const auto words = fmt::format(
        "node '{}' {} \"{}\" {} {} 2>&1", (node_ / "queue_rival.mjs").string(), name_, conninfo_, command, number
    );
    std::string said;
    const std::unique_ptr<FILE, int (*)(FILE*)> output(popen(words.c_str(), "r"), pclose);
    if (!output) return fail(errc::io, "node cannot be started");
    std::array<char, 4096> some{};
    while (const auto read = fread(some.data(), 1, some.size(), output.get())) said.append(some.data(), read);
    std::map<std::string, double> figures;
    std::istringstream from(said);
    std::string name;
    for (double value = 0; from >> name >> value;) figures[name] = value;
    if (!from.eof() || (figures.empty() && !said.empty())) return fail(errc::io, name_ + ": " + said);
    return figures;
}

result<> rival_engine::empty() {
    CHECK_RESULT(owner_->execute(fmt::format("TRUNCATE {}", jobs_table())));
    return vacuum(*owner_);
}

result<> vacuum(db::session& owner) {
    return owner.execute("VACUUM (ANALYZE)");
}

running_worker::running_worker(const std::string& conninfo, std::vector<job::queue> queues)
    : worker_(context_, settings_of(conninfo), std::move(queues)) {}

result<std::unique_ptr<running_worker>> running_worker::start(
    const std::string& conninfo, std::vector<job::queue> queues
) {
    std::unique_ptr<running_worker> made(new running_worker(conninfo, std::move(queues)));
    CHECK_RESULT(run_to_end(made->context_, made->worker_.start()));
    made->context_.restart();  // before the thread is there, which the destructor may stop at once
    made->thread_ = std::thread([at = made.get()] {
        const auto kept = asio::make_work_guard(at->context_);
        at->context_.run();
    });
    return made;
}

running_worker::~running_worker() {
    if (!thread_.joinable()) return;
    context_.stop();
    thread_.join();
    const auto drained = run_to_end(context_, worker_.drain());
    if (!drained) fmt::print(stderr, "the worker did not end: {}\n", describe(drained.error()));
}

result<> running_worker::wait_for(std::int64_t finished, std::chrono::seconds longest) const {
    const auto until = std::chrono::steady_clock::now() + longest;
    while (this->finished() < finished) {
        if (std::chrono::steady_clock::now() > until) {
            return fail(errc::db_timeout, fmt::format("{} of {} jobs were done", this->finished(), finished));
        }
        std::this_thread::sleep_for(look_every);
    }
    return {};
}

job::queue queue_of_nothing() {
    job::queue made{
        .settings = {.name = "nothing"},
        .handler = job::short_handler([](db::worker_tx&, const std::vector<job::claimed>&, job::verdicts&) -> task<> {
            co_return result<>();
        })
    };
    made.settings.batch_max = 1'000;
    made.settings.at_once = 2;
    return made;
}

result<> declare(const std::string& conninfo, std::vector<job::queue> queues) {
    TRY(made, running_worker::start(conninfo, std::move(queues)));
    return {};
}

result<db::session> open_worker_session(const std::string& conninfo) {
    return db::session::open(conninfo, "-c role=vouch_worker");
}

result<std::int64_t> enqueue_nothing(db::session& on, std::int64_t count, uuid tenant) {
    std::int64_t number = 0;
    return job::enqueue_many(
        on,
        {.queue = "nothing",
         .now = clock_now(),
         .next =
             [&](uuid& tenant_id, int&, std::string& payload) {
                 if (number == count) return false;
                 tenant_id = tenant;
                 payload = fmt::format(R"({{"n":{}}})", number++);
                 return true;
             }}
    );
}

}  // namespace vouch::bench
