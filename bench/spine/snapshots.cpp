#include <algorithm>
#include <fmt/format.h>

#include "snapshot/capture.h"
#include "snapshot/replay.h"
#include "spine/measurements.h"

namespace vouch::bench {

namespace {

instant now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

/// Captures the next day of every bank; milliseconds per bank.
class daily_capture {
public:
    explicit daily_capture(installation& at) : at_(&at) {}

    result<double> operator()() {
        const auto& banks = at_->banks();
        TRY(first, parse_date("2025-04-01"));  // behind the days that are replayed
        const auto day = first + std::chrono::days(captured_++);
        TRY(cost, milliseconds_of([&]() -> result<> {
                TRY(done, at_->run(snapshot::capture(at_->batch(), banks, day, now(), "benchmark")));
                const auto captured = static_cast<std::size_t>(
                    std::ranges::count(done, snapshot::capture_outcome::captured, &snapshot::capture_of_tenant::outcome)
                );
                if (captured == banks.size()) return {};
                return fail(errc::internal, fmt::format("{} of {} banks captured", captured, banks.size()));
            }));
        return cost / static_cast<double>(banks.size());
    }

private:
    installation* at_;
    int captured_ = 0;
};

}  // namespace

result<> measure_capture(installation& at, installation& of_fewer, table& into) {
    TRY(measured, take_turns(15, 300, daily_capture(at), daily_capture(of_fewer)));
    into.add(
        fmt::format("capture, a bank of {} (rival: of {})", at.banks().size(), of_fewer.banks().size()),
        "ms",
        measured,
        {target::kind::ratio_at_most, 1.2}
    );
    return {};
}

result<> measure_replay(installation& at, table& into, double seconds_max) {
    TRY(raw, read_sql("raw_sweep"));
    CHECK_RESULT(at.rival().prepare("raw_sweep", raw));
    TRY(first, parse_date(first_day));
    TRY(last, parse_date(last_day));
    std::size_t next_of_ours = 0, next_of_rival = 0;
    const auto ours = [&]() -> result<double> {
        const auto bank = at.banks().at(next_of_ours++);
        return milliseconds_of([&]() -> result<> {
            TRY(done, at.run(snapshot::replay(at.batch(), bank, {first, last}, now(), "benchmark", [](auto, auto) {})));
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
