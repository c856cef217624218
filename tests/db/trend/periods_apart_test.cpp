// Figures of periods against tests/oracle/metrics.py: of random programmes in tenants that move their clock, their zone
// and their fiscal year; of every month, quarter and year, at several knowledges.
#include <boost/json.hpp>
#include <fmt/format.h>
#include <map>

#include "db/metric/random_programme.h"
#include "db/support/oracle.h"
#include "trend/roll_forward.h"
#include "trend/series.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

namespace json = boost::json;
using place = test::random_programme::place;
using PeriodsCalculatedApart = test::programme_database;

/// A moment of knowledge: the number of a change set, and when it was recorded.
struct knowledge {
    std::int64_t seq;
    instant at;
};

task<trend::series> series_of(
    db::pool& app, uuid tenant, const char* about, trend::grain by, date until, knowledge known, instant now
) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant));
    const trend::series_request wanted{
        *trend::find_subject(about), by, {}, until, trend::basis::restated, known.at, now
    };
    co_return co_await trend::read_series(tx, wanted);
}

task<trend::roll_forward> roll_forward_of(
    db::pool& app, uuid tenant, std::string label, date starts_on, knowledge known, instant now
) {
    CO_TRY(tx, co_await db::tenant_tx::begin_read(app, tenant));
    const trend::roll_forward_request wanted{std::move(label), trend::basis::restated, known.at, now, starts_on};
    co_return co_await trend::read_roll_forward(tx, wanted);
}

json::value number(const std::optional<std::int64_t>& value) {
    return value ? json::value(*value) : json::value();
}

json::object figures(const trend::subject& about, const trend::point& shown) {
    json::object all;
    for (std::size_t i = 0; i < about.values.size(); ++i) all[about.values[i].name] = number(shown.values.at(i));
    return all;
}

/// The lines of one severity, as the calculation names them.
json::object lines_of(const trend::roll_forward& moved, std::size_t severity) {
    json::object lines{
        {"opening_reported", number(moved.opening_reported[severity])},
        {"corrections", number(moved.corrections[severity])},
        {"opening", number(moved.opening_known[severity])},
        {"closing", number(moved.closing[severity])}
    };
    for (const auto& step : moved.steps) lines[step.name] = number(step.counts[severity]);
    return lines;
}

}  // namespace

TEST_F(PeriodsCalculatedApart, AreWhatTheProgramSaysOfEveryPeriodAndEveryKnowledge) {
    fmt::print("seed {}\n", test::test_seed());
    SCOPED_TRACE(fmt::format("VOUCH_TEST_SEED={}", test::test_seed()));
    const place places[] = {
        {"Asia/Kolkata", *parse_date("2024-03-31")},
        {"America/Havana", *parse_date("2024-11-03")},    // midnight happens twice
        {"America/St_Johns", *parse_date("2010-11-07")},  // back over midnight
        {"Pacific/Apia", *parse_date("2011-12-30")},      // a day that was not
        {"Pacific/Niue", *parse_date("2025-02-28"), "Pacific/Kiritimati"},
        {"Pacific/Kiritimati", *parse_date("2025-07-01"), "Pacific/Niue"},
    };
    const std::map<std::string, trend::grain> grains{
        {"month", trend::grain::month}, {"quarter", trend::grain::quarter}, {"year", trend::grain::year}
    };
    auto all = admin();
    db::pool app(context, settings(db::role::app));
    auto seed = test::test_seed();
    std::size_t periods = 0, closings = 0, repeats = 0, balances = 0;
    for (const auto& where : places) {
        if (HasFailure()) break;
        SCOPED_TRACE(fmt::format("{} around {}", where.zone, to_string(where.around)));
        const auto first = where.around - std::chrono::days(6), until = where.around + std::chrono::days(4);
        const auto now = instant(until) + 60h;
        const auto bank = found_at(where, instant(first) - 100h);
        std::vector<instant> favourites{instant(first) - 200h};
        for (auto day = first; day <= until; day += std::chrono::days(1)) favourites.push_back(instant(day) - 14h);
        for (auto day = first; day <= until; day += std::chrono::days(1)) favourites.push_back(instant(day) + 11h);
        test::random_programme life(session_as(db::role::app), bank, where, instant(first), favourites, ++seed);
        for (int step = 0; step < 100; ++step) life.step();

        const auto head = head_of(bank);
        std::map<std::int64_t, knowledge> known;
        for (const auto seq : {head / 2, head * 3 / 4, head}) {
            known[seq] = {
                seq,
                test::take(parse_instant(test::cell(
                    all,
                    "SELECT to_char(recorded_at, 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM seal.change_set"
                    " WHERE tenant_id = $1 AND seq = $2",
                    db::parameters::of(bank.id, seq)
                )))
            };
        }
        const test::exported_chain chain(conninfo(), bank.slug);
        for (const auto& [name, grain] : grains) {
            const auto said = chain.ask(
                "metrics.py",
                fmt::format(
                    "--periods {} --known-seq {},{},{} --until {}", name, head / 2, head * 3 / 4, head, to_string(until)
                )
            );
            ASSERT_EQ(said.status, 0) << said.printed;
            std::map<std::pair<std::int64_t, std::string>, json::value> calculated;
            for (const auto& each : json::parse(said.printed).as_array()) {
                calculated[{each.at("known_seq").as_int64(), std::string(each.at("starts_on").as_string())}] = each;
            }
            for (const auto& [seq, knew] : known) {
                for (const auto* metric : {"closure", "repeats", "movements"}) {
                    const auto told = test::take(run(series_of(app, bank.id, metric, grain, until, knew, now)));
                    for (const auto& point : told.points) {
                        const auto found = calculated.find({seq, to_string(point.starts_on)});
                        const auto here = fmt::format("{} of {}, known {}", metric, point.label, seq);
                        ASSERT_EQ(point.business_date.has_value(), found != calculated.end()) << here;
                        if (!point.business_date) continue;
                        EXPECT_EQ(figures(**trend::find_subject(metric), point), found->second.at(metric).as_object())
                            << here;
                    }
                }
            }
            for (const auto& [key, expected] : calculated) {
                ++periods;
                closings += expected.at("closure").at("closed_and_standing").as_int64() > 0 ? 1U : 0U;
                repeats += expected.at("repeats").at("repeats").as_int64() > 0 ? 1U : 0U;
                const auto moved = test::take(run(roll_forward_of(
                    app,
                    bank.id,
                    std::string(expected.at("label").as_string()),
                    test::take(parse_date(key.second)),
                    known.at(key.first),
                    now
                )));
                if (to_string(moved.closing_date) != expected.at("business_date").as_string()) continue;  // it goes on
                EXPECT_TRUE(moved.balances) << moved.label;
                ++balances;
                for (std::size_t i = 0; i < trend::severities.size(); ++i) {
                    EXPECT_EQ(lines_of(moved, i), expected.at("roll_forward").at(trend::severities[i]).as_object())
                        << trend::severities[i] << " of " << moved.label << ", known " << key.first;
                }
            }
        }
    }
    fmt::print(
        "{} periods, {} with closings, {} with repeats, {} roll-forwards\n", periods, closings, repeats, balances
    );
    EXPECT_GT(closings, 0U) << "periods in which nothing happens show little";
    EXPECT_GT(repeats, 0U);
    EXPECT_GT(balances, 20U);
}
