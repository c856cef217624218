#include <array>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <cstdio>
#include <fmt/format.h>
#include <memory>
#include <random>

#include "db/tenant_tx.h"
#include "seal/queries.h"
#include "spine/measurements.h"

namespace vouch::bench {

namespace {

constexpr int readers = 64;  // coroutines, over the four connections of the pool
constexpr auto run_s = std::chrono::seconds(4);

struct reading {
    installation* at = nullptr;
    std::chrono::steady_clock::time_point ends;
    std::int64_t answers = 0;
    int open = readers;
    std::optional<error> failure;
    std::mt19937 chance{20260209};
};

asio::awaitable<void, executor> read_until_the_end(reading& shared) {
    const auto& banks = shared.at->banks();
    std::uniform_int_distribution<std::size_t> any(0, banks.size() - 1);
    while (!shared.failure && std::chrono::steady_clock::now() < shared.ends) {
        const auto bank = banks[any(shared.chance)];
        auto head = co_await db::tenant_tx::read_once(shared.at->app(), bank, seal::head, bank);
        if (!head)
            shared.failure = head.error();
        else if (head->size() != 1)
            shared.failure = error{errc::internal, "a bank has no head", {}, {}};
        ++shared.answers;
    }
    if (--shared.open == 0) shared.at->context().stop();
}

result<double> read_through_the_pool(installation& at) {
    reading shared{.at = &at, .ends = std::chrono::steady_clock::now() + run_s, .failure = {}};
    for (int n = 0; n < readers; ++n) asio::co_spawn(at.context(), read_until_the_end(shared), asio::detached);
    at.context().restart();
    at.context().run();
    if (shared.failure) return std::unexpected(*shared.failure);
    return static_cast<double>(shared.answers) / static_cast<double>(run_s.count());
}

/// Transactions a second that pgbench reports.
result<double> run_pgbench(const installation& at) {
    const auto command = fmt::format(
        "PGOPTIONS='-c role=vouch_app' '{}' -n -M prepared -c 8 -j 2 -T {} -D banks={} -f "
        "'{}/bench/sql/requests.pgbench' "
        "\"{}\" 2>&1",
        (at.programs() / "pgbench").string(),
        run_s.count(),
        at.banks().size(),
        VOUCH_SOURCE_DIRECTORY,
        at.conninfo()
    );
    const std::unique_ptr<FILE, int (*)(FILE*)> output(popen(command.c_str(), "r"), pclose);
    if (!output) return fail(errc::io, "pgbench cannot be started");
    std::string said;
    std::array<char, 4096> some{};
    while (const auto read = fread(some.data(), 1, some.size(), output.get())) said.append(some.data(), read);
    const auto at_rate = said.find("tps = ");
    if (at_rate == std::string::npos) return fail(errc::io, "pgbench: " + said);
    return std::strtod(said.c_str() + at_rate + 6, nullptr);
}

}  // namespace

result<> measure_requests(installation& at, table& into) {
    TRY(measured, take_turns(5, 60, [&] { return read_through_the_pool(at); }, [&] { return run_pgbench(at); }));
    into.add("small reads of any bank, 64 at a time", "/s", measured, {target::kind::ratio_at_least, 1});
    return {};
}

}  // namespace vouch::bench
