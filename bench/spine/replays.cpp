#include <fmt/format.h>
#include <functional>
#include <span>

#include "db/batch_tx.h"
#include "metric/catalogue.h"
#include "snapshot/queries.h"
#include "snapshot/replay.h"
#include "spine/measurements.h"

namespace vouch::bench {

namespace {

instant now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

/// The statement of a replay with another definition than today's.
task<std::int64_t> replay_with(installation& at, const metric::definition& wanted, uuid bank, date first, date last) {
    CO_TRY(
        tx, co_await db::batch_tx::begin_write(at.batch(), {bank}, "benchmark", "replay of days without a snapshot")
    );
    CO_TRY(written, co_await tx.rows(snapshot::replay(wanted), bank, first, last, now(), wanted.version));
    CO_CHECK(co_await tx.commit());
    co_return static_cast<std::int64_t>(written.size());
}

task<std::int64_t> replay_all_metrics(installation& at, uuid bank, date first, date last) {
    CO_TRY(done, co_await snapshot::replay(at.batch(), bank, {first, last}, now(), "benchmark", [](auto, auto) {}));
    co_return done.written;
}

using replay_of_bank = std::function<task<std::int64_t>(uuid bank, date first, date last)>;

/// The banks of a range, each once by ours and once by the rival.
result<> replay_banks(
    installation& at,
    table& into,
    const std::string& what,
    std::span<const uuid> banks,
    const replay_of_bank& replay,
    double seconds_max,
    target wanted
) {
    TRY(first, parse_date(first_day));
    TRY(last, parse_date(last_day));
    std::size_t next_of_ours = 0, next_of_rival = 0;
    const auto ours = [&]() -> result<double> {
        const auto bank = banks[next_of_ours++];
        return milliseconds_of([&]() -> result<> {
            TRY(written, at.run(replay(bank, first, last)));
            if (written != (last - first).count() + 1) return fail(errc::internal, fmt::format("{} days", written));
            return {};
        });
    };
    const auto rival = [&]() -> result<double> {
        const auto bank = banks[next_of_rival++];
        return milliseconds_of([&]() -> result<> {
            TRY(done, at.rival().run("raw_sweep", db::parameters::of(bank, first, last)));
            return {};
        });
    };
    TRY(measured, take_turns(static_cast<int>(banks.size()) - 1, seconds_max, ours, rival));
    into.add(what, "ms", measured, wanted);
    fmt::print("    {} of {} banks replayed\n", measured.ours.size() + 1, at.banks().size());
    return {};
}

}  // namespace

result<> measure_replay(installation& at, table& into, double seconds_max) {
    TRY(raw, read_sql("raw_sweep"));
    CHECK_RESULT(at.rival().prepare("raw_sweep", raw));
    TRY(severities, metric::find_definition(1));
    const std::span<const uuid> banks(at.banks());
    const auto half = banks.size() / 2;
    const auto of_severities = [&](uuid bank, date first, date last) {
        return replay_with(at, *severities, bank, first, last);
    };
    const auto of_all = [&](uuid bank, date first, date last) { return replay_all_metrics(at, bank, first, last); };
    CHECK_RESULT(replay_banks(
        at,
        into,
        "replay of 1,096 days, a bank",
        banks.first(half),
        of_severities,
        seconds_max,
        {target::kind::ratio_at_most, 3}
    ));
    CHECK_RESULT(
        replay_banks(at, into, "replay of 1,096 days, all metrics", banks.subspan(half), of_all, seconds_max, {})
    );
    TRY(different,
        at.value("SELECT count(*) FROM bench.plain_snapshot AS p JOIN snapshot.dashboard_snapshot AS s"
                 " USING (tenant_id, business_date, revision)"
                 " WHERE s.metrics -> 'severity' <> p.metrics -> 'severity' OR s.slot_at <> p.slot_at"));
    if (different != "0") return fail(errc::internal, different + " snapshots differ from the rival's");
    TRY(sizes,
        at.value("SELECT format('%s bytes a row with severities, %s with all metrics, the rival %s',"
                 " round(avg(pg_column_size(s.*)) FILTER (WHERE definition_version = 1)),"
                 " round(avg(pg_column_size(s.*)) FILTER (WHERE definition_version > 1)),"
                 " (SELECT round(avg(pg_column_size(p.*))) FROM bench.plain_snapshot AS p))"
                 " FROM snapshot.dashboard_snapshot AS s"));
    fmt::print("    {}; the rival's numbers are the same\n", sizes);
    return {};
}

}  // namespace vouch::bench
