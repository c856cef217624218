// spine_bench: the whole way from records to trends, each step against a rival in the same run. bench/README.md says
// what the lines mean; bench/run builds and starts it.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fstream>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <sys/utsname.h>
#include <thread>
#include <unistd.h>
#include <vector>

#include "base/grouped_number.h"
#include "spine/measurements.h"

namespace vouch::bench {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view all_parts[] = {
    "capture", "memory", "capture-of-all", "one-bank", "all-banks", "requests", "moves", "replay", "import"
};

struct settings {
    int banks = 50;
    double replay_seconds_max = 60;
    std::vector<std::string> parts;  // to measure; empty: all
    fs::path node;                   // the folder of capture_loop.js with what it needs; empty: there is none
    fs::path data;

    bool has(std::string_view part) const { return parts.empty() || std::ranges::find(parts, part) != parts.end(); }
};

std::string load_average() {
    double loads[3] = {};
    getloadavg(loads, 3);
    return fmt::format("{:.1f}", loads[0]);
}

std::string processor() {
    std::ifstream about("/proc/cpuinfo");
    for (std::string line; std::getline(about, line);) {
        if (line.starts_with("model name")) return line.substr(line.find(": ") + 2);
    }
    return "unknown processor";
}

result<> print_surroundings(installation& at) {
    TRY(version, at.value("SHOW server_version"));
    fmt::print(
        "{:%Y-%m-%d %H:%M} UTC, {} cores of {}, PostgreSQL {}, load average {}\n",
        fmt::gmtime(std::time(nullptr)),
        std::thread::hardware_concurrency(),
        processor(),
        version,
        load_average()
    );
    return {};
}

result<> grow(installation& at, int banks) {
    TRY(cost, milliseconds_of([&] { return at.grow_to(banks); }));
    TRY(versions, at.value("SELECT count(*) FROM history.observation_version"));
    TRY(sizes,
        at.value("SELECT format('database %s; versions %s, of which the state index %s, the steps %s', "
                 "pg_size_pretty(pg_database_size(current_database())),"
                 " pg_size_pretty(pg_total_relation_size('history.observation_version')),"
                 " pg_size_pretty(pg_relation_size('history.observation_state')),"
                 " pg_size_pretty(pg_relation_size('history.observation_step')))"));
    fmt::print(
        "{} banks with {} observations and {} versions: loaded and analyzed in {:.1f} s; {}\n",
        banks,
        grouped(banks * observations_per_bank),
        grouped(std::stoll(versions)),
        cost / 1e3,
        sizes
    );
    return {};
}

result<int> run(const fs::path& folder, const settings& wanted) {
    TRY(cluster, start_cluster(folder));
    TRY(of_fewer, installation::make(cluster, "fewer"));
    TRY(at, installation::make(cluster, "banks"));
    CHECK_RESULT(print_surroundings(at));
    table lines;
    CHECK_RESULT(grow(of_fewer, wanted.banks / 10));
    CHECK_RESULT(grow(at, wanted.banks));
    TRY(plain, read_sql("plain_tables"));
    CHECK_RESULT(at.owner().execute(plain));
    CHECK_RESULT(at.owner().execute("VACUUM (ANALYZE) bench.plain_observation"));
    table::print_head();
    if (wanted.has("capture")) CHECK_RESULT(measure_capture(at, of_fewer, lines));
    if (wanted.has("memory")) CHECK_RESULT(measure_memory(at, of_fewer, lines));
    if (wanted.has("capture-of-all")) CHECK_RESULT(measure_capture_of_all(at, lines, wanted.node));
    if (wanted.has("one-bank")) CHECK_RESULT(measure_one_bank(at, lines));
    if (wanted.has("all-banks")) CHECK_RESULT(measure_all_banks(at, lines));
    if (wanted.has("requests")) CHECK_RESULT(measure_requests(at, lines));
    if (wanted.has("moves")) CHECK_RESULT(measure_moves(at, lines));
    if (wanted.has("replay")) CHECK_RESULT(measure_replay(at, lines, wanted.replay_seconds_max));
    if (wanted.has("import")) CHECK_RESULT(measure_import(at, lines, wanted.data));
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    TRY(size, at.value("SELECT pg_size_pretty(pg_database_size(current_database()))"));
    fmt::print(
        "\nThis process took {} MB at most; the database has {} now; load average {}. {} targets missed.\n",
        used.ru_maxrss / 1024,
        size,
        load_average(),
        lines.missed()
    );
    return lines.missed() == 0 ? 0 : 1;
}

}  // namespace

}  // namespace vouch::bench

/// spine_bench small|large|huge FOLDER NODE_FOLDER|none [PART...]: FOLDER is for the cluster and is left behind.
int main(int count, char** words) {
    using namespace vouch::bench;
    const std::string_view size = count >= 4 ? words[1] : "";
    settings wanted;
    if (size == "large")
        wanted = {.banks = 1'000, .replay_seconds_max = 600, .parts = {}, .node = {}, .data = {}};
    else if (size == "huge")
        wanted = {.banks = 10'000, .parts = {"capture", "memory"}, .node = {}, .data = {}};
    else if (size != "small") {
        fmt::print(
            stderr, "usage: spine_bench small|large|huge FOLDER NODE_FOLDER|none [PART...]; bench/run starts it\n"
        );
        return 2;
    }
    if (std::string_view(words[3]) != "none") wanted.node = words[3];
    if (count > 4) wanted.parts.assign(words + 4, words + count);
    for (const auto& part : wanted.parts) {
        if (std::ranges::find(all_parts, part) != std::ranges::end(all_parts)) continue;
        fmt::print(stderr, "spine_bench: there is no part {}; there are {}\n", part, fmt::join(all_parts, ", "));
        return 2;
    }
    const char* data = std::getenv("VOUCH_SHARED_DATA");
    wanted.data = data ? fs::path(data) : fs::path(VOUCH_SOURCE_DIRECTORY).parent_path() / "shared/data";
    auto outcome = run(words[2], wanted);
    if (outcome) return *outcome;
    fmt::print(stderr, "spine_bench: {}\n", describe(outcome.error()));
    return 3;
}
