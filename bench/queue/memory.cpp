#include <array>
#include <cstdio>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>

#include "queue/measurements.h"

namespace vouch::bench {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t growth_from = 200'000;

/// The most that this process had resident, in MB.
double memory_at_most() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with("VmHWM:"))
            return std::strtod(line.c_str() + line.find_first_of("0123456789"), nullptr) / 1024;
    }
    return 0;
}

}  // namespace

result<> drain_alone(const std::string& conninfo, std::int64_t jobs) {
    TRY(worker, running_worker::start(conninfo, {queue_of_nothing()}));
    CHECK_RESULT(worker->wait_for(std::min(jobs, growth_from)));
    const auto early = memory_at_most();
    CHECK_RESULT(worker->wait_for(jobs));
    fmt::print("{} {}\n", early, memory_at_most());
    return {};
}

result<> measure_memory(place& at, table& into, std::int64_t jobs) {
    TRY(on, open_worker_session(at.ours.conninfo()));
    CHECK_RESULT(enqueue_nothing(on, jobs));
    CHECK_RESULT(vacuum(at.ours.owner()));
    const auto command =
        fmt::format("'{}' drain \"{}\" {}", fs::read_symlink("/proc/self/exe").string(), at.ours.conninfo(), jobs);
    const std::unique_ptr<FILE, int (*)(FILE*)> output(popen(command.c_str(), "r"), pclose);
    if (!output) return fail(errc::io, "this program cannot be started again");
    double early = 0;
    double most = 0;
    if (std::fscanf(output.get(), "%lf %lf", &early, &most) != 2) return fail(errc::io, "the drain gave no figures");
    into.add(
        fmt::format("memory, {} jobs; after {}", jobs, std::min(jobs, growth_from)),
        "MB",
        {{most}, {early}},
        {target::kind::at_most, 100}
    );
    return {};
}

}  // namespace vouch::bench
