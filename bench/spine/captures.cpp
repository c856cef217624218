#include <algorithm>
#include <array>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "snapshot/capture.h"
#include "spine/measurements.h"

namespace vouch::bench {

namespace fs = std::filesystem;

namespace {

// Behind the days that are replayed and the last change set that is loaded, one stretch for each measurement.
constexpr std::string_view first_day_alone = "2025-04-06";
constexpr std::string_view first_day_against_rivals = "2025-05-31";  // the day of capture_loop.js
constexpr std::string_view day_of_the_program = "2025-09-01";
constexpr std::string_view first_day_of_plain = "2030-01-01";
constexpr std::string_view by_number = "--steps-by-number";  // of capture_loop.js

instant now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

/// Captures the next day of every bank; milliseconds for all of them.
class daily_capture {
public:
    daily_capture(installation& at, std::string_view first) : at_(&at), first_(first) {}

    result<double> operator()() {
        const auto& banks = at_->banks();
        TRY(first, parse_date(first_));
        const auto day = first + std::chrono::days(captured_++);
        return milliseconds_of([&]() -> result<> {
            TRY(done, at_->run(snapshot::capture(at_->batch(), banks, day, now(), "benchmark")));
            const auto captured = static_cast<std::size_t>(
                std::ranges::count(done, snapshot::capture_outcome::captured, &snapshot::capture_of_tenant::outcome)
            );
            if (captured == banks.size()) return {};
            return fail(errc::internal, fmt::format("{} of {} banks captured", captured, banks.size()));
        });
    }

private:
    installation* at_;
    std::string_view first_;
    int captured_ = 0;
};

attempt per_bank(const installation& at, attempt all) {
    return [&at, all = std::move(all)]() -> result<double> {
        TRY(cost, all());
        return cost / static_cast<double>(at.banks().size());
    };
}

/// One pass of bench/node/capture_loop.js over every bank, in the milliseconds that it prints: without its start.
result<double> run_node(const installation& at, const fs::path& node, std::string_view flag = "") {
    const auto command = fmt::format(
        "node '{}' \"{}\" {} {} 2>&1", (node / "capture_loop.js").string(), at.admin_conninfo(), at.banks().size(), flag
    );
    const std::unique_ptr<FILE, int (*)(FILE*)> output(popen(command.c_str(), "r"), pclose);
    if (!output) return fail(errc::io, "node cannot be started");
    std::string said;
    std::array<char, 4096> some{};
    while (const auto read = fread(some.data(), 1, some.size(), output.get())) said.append(some.data(), read);
    constexpr std::string_view mark = "milliseconds ";
    if (!said.starts_with(mark)) return fail(errc::io, "node: " + said);
    return std::strtod(said.c_str() + mark.size(), nullptr);
}

/// Runs `vouch capture` of a day of every bank; the most memory it had resident, in MB.
result<double> memory_of_vouch(const installation& at) {
    const auto program = (fs::read_symlink("/proc/self/exe").parent_path() / "vouch").string();
    const auto database = "VOUCH_DATABASE_URL=" + at.conninfo();
    const std::string day(day_of_the_program);
    std::array words{program.c_str(), "capture", "--date", day.c_str(), static_cast<const char*>(nullptr)};
    std::vector<char*> variables{const_cast<char*>(database.c_str())};
    for (char** each = environ; *each; ++each) variables.push_back(*each);
    variables.push_back(nullptr);
    pid_t id = 0;
    if (posix_spawn(&id, program.c_str(), nullptr, nullptr, const_cast<char**>(words.data()), variables.data()) != 0)
        return fail(errc::io, program + " cannot be run");
    int status = 0;
    rusage used{};
    wait4(id, &status, 0, &used);
    if (status != 0) return fail(errc::internal, fmt::format("vouch capture ended with {}", WEXITSTATUS(status)));
    return static_cast<double>(used.ru_maxrss) / 1024;
}

/// Lets the loop capture every bank once more, and fails where one of its documents is not the same as ours.
result<> check_documents(installation& at, const fs::path& node, std::string_view flag) {
    CHECK_RESULT(run_node(at, node, flag));
    TRY(alike,
        at.value(
            "SELECT format('%s of %s', count(*) FILTER (WHERE p.metrics = s.metrics), count(*))"
            "  FROM snapshot.dashboard_snapshot AS s JOIN bench.plain_snapshot AS p USING (tenant_id, business_date)"
            " WHERE p.origin = 'observed' AND p.definition_version = 2"
            "   AND p.revision = (SELECT max(revision) FROM bench.plain_snapshot)"
        ));
    fmt::print(
        "    documents of node-postgres{} that are the same as ours: {}\n", flag.empty() ? "" : " by number", alike
    );
    if (alike != fmt::format("{0} of {0}", at.banks().size())) return fail(errc::internal, "the rival says otherwise");
    return {};
}

}  // namespace

result<> measure_capture(installation& at, installation& of_fewer, table& into) {
    TRY(measured,
        take_turns(
            15,
            300,
            per_bank(at, daily_capture(at, first_day_alone)),
            per_bank(of_fewer, daily_capture(of_fewer, first_day_alone))
        ));
    into.add(
        fmt::format("capture, a bank of {} (rival: of {})", at.banks().size(), of_fewer.banks().size()),
        "ms",
        measured,
        {target::kind::ratio_at_most, 1.2}
    );
    return {};
}

result<> measure_capture_of_all(installation& at, table& into, const fs::path& node) {
    TRY(three, read_sql("raw_three_severities"));
    CHECK_RESULT(at.rival().prepare("raw_three_severities", three));
    TRY(present, read_sql("raw_present"));
    CHECK_RESULT(at.rival().prepare("raw_present", present));
    TRY(moment, parse_date(first_day_against_rivals));
    TRY(plain_day, parse_date(first_day_of_plain));
    const auto counting_three = [&]() -> result<double> {
        return milliseconds_of([&]() -> result<> {
            TRY(found, at.rival().run("raw_three_severities", db::parameters::of(instant(moment), last_loaded_seq)));
            return {};
        });
    };
    const auto counting_the_present = [&]() -> result<double> {
        return milliseconds_of([&]() -> result<> {
            plain_day += std::chrono::days(1);
            TRY(written, at.rival().run("raw_present", db::parameters::of(plain_day)));
            return {};
        });
    };
    std::vector<attempt> rivals{counting_three, counting_the_present};
    if (!node.empty()) {
        rivals.emplace_back([&] { return run_node(at, node); });
        rivals.emplace_back([&] { return run_node(at, node, "--reads-alone"); });
        rivals.emplace_back([&] { return run_node(at, node, by_number); });
        TRY(index, read_sql("steps_of_rival"));
        CHECK_RESULT(at.owner().execute(index));
    }
    CHECK_RESULT(at.rival().execute(plan_each_call));
    TRY(measured, take_turns(9, 240, daily_capture(at, first_day_against_rivals), rivals));
    CHECK_RESULT(at.rival().execute(plan_once));
    into.add("capture of all; rival: three severities, read", "ms", measured[0], {target::kind::ratio_at_most, 2});
    into.add("capture of all; rival: the present, written", "ms", measured[1], {});
    if (node.empty()) {
        fmt::print("    no npm here: the line against a loop of node-postgres is left out; it needs nodejs and npm\n");
        return {};
    }
    CHECK_RESULT(check_documents(at, node, ""));
    CHECK_RESULT(check_documents(at, node, by_number));
    CHECK_RESULT(at.owner().execute("DROP INDEX history.steps_of_rival"));
    into.add("capture of all; rival: node-postgres, 10 at once", "ms", measured[2], {target::kind::ratio_at_most, 0.2});
    into.add("capture of all; rival: its reads, only counted", "ms", measured[3], {});
    into.add("capture of all; rival: node-postgres, by number", "ms", measured[4], {});
    return {};
}

result<> measure_memory(const installation& at, const installation& of_fewer, table& into) {
    comparison measured;
    TRY(of_all, memory_of_vouch(at));
    TRY(of_some, memory_of_vouch(of_fewer));
    measured.ours.push_back(of_all);
    measured.rival.push_back(of_some);
    into.add("memory of vouch capture (rival: of fewer banks)", "MB", measured, {target::kind::at_most, 200});
    return {};
}

}  // namespace vouch::bench
