// queue_bench: the job engine against pg-boss and graphile-worker, on one PostgreSQL, in one run. bench/README.md says
// what the lines mean; bench/jobs builds and starts it.
#include <algorithm>
#include <cstdlib>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <string_view>
#include <thread>

#include "base/grouped_number.h"
#include "queue/measurements.h"

namespace vouch::bench {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view all_parts[] = {"drain", "latency", "old-snapshot", "long-jobs", "fairness", "memory"};
constexpr int rounds = 3;

struct settings {
    std::int64_t drained = 200'000;  // jobs, in each round
    int latency_jobs = 300;
    int old_snapshot_s = 60;
    int long_jobs = 1'000;
    std::int64_t jobs_of_the_large = 100'000;
    std::int64_t memory_jobs = 1'000'000;
    std::vector<std::string> parts;  // to measure; empty: all

    bool has(std::string_view part) const { return parts.empty() || std::ranges::find(parts, part) != parts.end(); }
};

double load_average() {
    double loads[3] = {};
    getloadavg(loads, 3);
    return loads[0];
}

result<int> run(const fs::path& folder, const fs::path& node, const settings& wanted) {
    TRY(cluster, start_cluster(folder));
    TRY(ours, installation::make(cluster, "ours"));
    place at{std::move(ours), {}};
    for (const auto* name : {"pg-boss", "graphile"}) {
        TRY(rival, rival_engine::install(at.ours, node, name));
        at.rivals.push_back(std::move(rival));
    }
    CHECK_RESULT(declare(at.ours.conninfo(), {queue_of_nothing()}));
    TRY(version, at.ours.value("SHOW server_version"));
    fmt::print(
        "{:%Y-%m-%d %H:%M} UTC, {} cores, PostgreSQL {}, load average {:.1f}; {} jobs a round\n",
        fmt::gmtime(std::time(nullptr)),
        std::thread::hardware_concurrency(),
        version,
        load_average(),
        grouped(wanted.drained)
    );
    table lines;
    table::print_head();
    if (wanted.has("drain")) CHECK_RESULT(measure_drains(at, lines, wanted.drained, rounds));
    if (wanted.has("latency")) CHECK_RESULT(measure_latency(at, lines, wanted.latency_jobs));
    if (wanted.has("old-snapshot")) CHECK_RESULT(measure_old_snapshot(at, lines, wanted.old_snapshot_s));
    if (wanted.has("long-jobs")) CHECK_RESULT(measure_hot_updates(at, lines, wanted.long_jobs));
    if (wanted.has("fairness")) CHECK_RESULT(measure_fairness(at, lines, wanted.jobs_of_the_large));
    if (wanted.has("memory")) CHECK_RESULT(measure_memory(at, lines, wanted.memory_jobs));
    fmt::print("\nLoad average {:.1f}. {} targets missed.\n", load_average(), lines.missed());
    return lines.missed() == 0 ? 0 : 1;
}

}  // namespace

}  // namespace vouch::bench

/// queue_bench small|large FOLDER NODE_FOLDER [PART...]: FOLDER is for the cluster and is left behind.
/// queue_bench drain CONNINFO JOBS: drains jobs that are there and prints the memory of this process.
int main(int count, char** words) {
    using namespace vouch::bench;
    const std::string_view size = count >= 4 ? words[1] : "";
    if (size == "drain") {
        const auto drained = drain_alone(words[2], std::atoll(words[3]));
        if (!drained) fmt::print(stderr, "queue_bench: {}\n", describe(drained.error()));
        return drained ? 0 : 3;
    }
    settings wanted;
    if (size == "large") {
        wanted.drained = 1'000'000;
        wanted.old_snapshot_s = 600;
    } else if (size != "small") {
        fmt::print(stderr, "usage: queue_bench small|large FOLDER NODE_FOLDER [PART...]; bench/jobs starts it\n");
        return 2;
    }
    wanted.parts.assign(words + 4, words + count);
    for (const auto& part : wanted.parts) {
        if (std::ranges::find(all_parts, part) != std::ranges::end(all_parts)) continue;
        fmt::print(stderr, "queue_bench: there is no part {}; there are {}\n", part, fmt::join(all_parts, ", "));
        return 2;
    }
    const auto outcome = run(words[2], words[3], wanted);
    if (outcome) return *outcome;
    fmt::print(stderr, "queue_bench: {}\n", describe(outcome.error()));
    return 3;
}
