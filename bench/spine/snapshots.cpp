#include <fmt/format.h>

#include "snapshot/capture.h"
#include "snapshot/replay.h"
#include "spine/measurements.h"

namespace vouch::bench {

result<> capture_measurement::measure(installation& at, table& into) {
    constexpr int captures = 10;
    // Days that no replay has reached yet, and not those of the earlier call.
    TRY(first, parse_date("2025-04-01"));
    const auto banks = at.banks();
    const bool grown = !per_bank_.ours.empty();
    per_bank_.rival = std::move(per_bank_.ours);
    per_bank_.ours.clear();
    for (int n = 0; n < captures; ++n) {
        const auto day = first + std::chrono::days(n + (grown ? captures : 0));
        std::size_t written = 0;
        TRY(cost, milliseconds_of([&]() -> result<> {
                const auto now =
                    std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
                TRY(done, at.run(snapshot::capture(at.batch(), banks, day, now, "benchmark")));
                written = done.size();
                return {};
            }));
        if (written != banks.size())
            return fail(errc::internal, fmt::format("{} of {} banks captured", written, banks.size()));
        per_bank_.ours.push_back(cost / static_cast<double>(banks.size()));
    }
    into.add(
        fmt::format("capture, each of {} banks{}", banks.size(), grown ? " (rival: fewer)" : ""),
        "ms",
        per_bank_,
        grown ? target{target::kind::ratio_at_most, 1.2} : target{}
    );
    return {};
}

result<> measure_replay(installation& at, table& into, double seconds_max) {
    TRY(raw, read_sql("raw_sweep"));
    CHECK_RESULT(at.rival().prepare("raw_sweep", raw));
    TRY(first, parse_date(first_day));
    TRY(last, parse_date(last_day));
    const auto now = std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
    std::size_t next_of_ours = 0, next_of_rival = 0;
    const auto ours = [&]() -> result<double> {
        const auto bank = at.banks().at(next_of_ours++);
        return milliseconds_of([&]() -> result<> {
            TRY(done, at.run(snapshot::replay(at.batch(), bank, {first, last}, now, "benchmark", [](auto, auto) {})));
            if (done.written != done.days) return fail(errc::internal, fmt::format("{} days written", done.written));
            return {};
        });
    };
    const auto rival = [&]() -> result<double> {
        const auto bank = at.banks().at(next_of_rival++);
        return milliseconds_of([&]() -> result<> {
            TRY(done, at.rival().run("raw_sweep", db::parameters::of(bank, first, last)));
            return {};
        });
    };
    TRY(measured, take_turns(static_cast<int>(at.banks().size()) - 1, seconds_max, ours, rival));
    into.add("replay of 1,096 days, a bank", "ms", measured, {target::kind::ratio_at_most, 3});
    TRY(different,
        at.value("SELECT count(*) FROM bench.plain_snapshot AS p JOIN snapshot.dashboard_snapshot AS s"
                 " USING (tenant_id, business_date, revision) WHERE s.metrics <> p.metrics OR s.slot_at <> p.slot_at"));
    if (different != "0") return fail(errc::internal, different + " snapshots differ from the rival's");
    TRY(sizes,
        at.value("SELECT format('%s and %s bytes a row', (SELECT round(avg(pg_column_size(s.*))) FROM "
                 "snapshot.dashboard_snapshot AS s),"
                 " (SELECT round(avg(pg_column_size(p.*))) FROM bench.plain_snapshot AS p))"));
    const auto done = measured.ours.size() + 1;
    fmt::print("    {} of {} banks replayed; {}; the rival's numbers are the same\n", done, at.banks().size(), sizes);
    return {};
}

}  // namespace vouch::bench
