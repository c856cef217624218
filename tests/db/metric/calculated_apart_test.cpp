// The metrics against tests/oracle/metrics.py, which knows docs/metrics.md and the exported history and not a line of
// ours: over random programmes, in zones that move their clock, at every day and several knowledges, in both forms.
#include <boost/json.hpp>
#include <fmt/format.h>
#include <set>

#include "db/batch_tx.h"
#include "db/metric/random_programme.h"
#include "db/support/oracle.h"
#include "metric/queries.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

using place = test::random_programme::place;

using CalculatedApart = test::programme_database;

task<std::vector<metric::instant_row>> ask(
    db::pool& batch, uuid tenant, std::vector<date> days, std::vector<instant> ends, std::vector<std::int64_t> known_seq
) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    const std::vector tenants(known_seq.size(), tenant);
    co_return co_await tx.rows(metric::ask(metric::current_definition()), tenants, days, ends, known_seq);
}

task<std::vector<metric::day_row>> ask_days(db::pool& batch, uuid tenant, date first, date last, std::int64_t known) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    co_return co_await tx.rows(metric::ask_days(metric::current_definition()), tenant, first, last, known);
}

/// The ends of a range of business dates.
std::vector<instant> day_ends(db::session& on, uuid tenant, date first, date last) {
    const auto found = test::take(on.rows(
        "SELECT to_char(ends_at, 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') FROM tenant.days($1, $2, $3) ORDER BY place",
        db::parameters::of(tenant, first, last)
    ));
    std::vector<instant> ends;
    for (const auto& row : found.rows) ends.push_back(test::take(parse_instant(*row.at(0))));
    return ends;
}

/// What the program says otherwise than the calculation, a line for each member.
std::string differences(const std::optional<std::string>& said, const boost::json::value& calculated) {
    const auto document = boost::json::parse(said.value_or("null"));
    if (document == calculated) return {};
    if (!document.is_object() || !calculated.is_object()) return serialize(document) + " and not a document";
    std::string text;
    for (const auto& [group, members] : calculated.as_object()) {
        for (const auto& [member, value] : members.as_object()) {
            const auto* found = document.as_object().if_contains(group);
            if (found) found = found->as_object().if_contains(member);
            if (found && *found == value) continue;
            text += fmt::format(
                "{}.{} is {}, calculated {}\n",
                std::string(group),
                std::string(member),
                found ? serialize(*found) : "missing",
                serialize(value)
            );
        }
    }
    return text.empty() ? "has members that nobody calculated: " + serialize(document) : text;
}

}  // namespace

TEST_F(CalculatedApart, IsWhatTheProgramSaysOfEveryDayAndEveryKnowledge) {
    fmt::print("seed {}\n", test::test_seed());
    SCOPED_TRACE(fmt::format("VOUCH_TEST_SEED={}", test::test_seed()));
    const place places[] = {
        {"Asia/Kolkata", *parse_date("2024-03-31")},
        {"Asia/Kolkata", *parse_date("2024-02-28")},      // a leap day
        {"America/Havana", *parse_date("2024-03-10")},    // midnight is skipped
        {"America/Havana", *parse_date("2024-11-03")},    // midnight happens twice
        {"America/St_Johns", *parse_date("2010-11-07")},  // back over midnight
        {"Pacific/Apia", *parse_date("2011-12-30")},      // a day that was not
        {"Pacific/Niue", *parse_date("2025-02-28"), "Pacific/Kiritimati"},
    };
    auto all = admin();
    db::pool batch(context, settings(db::role::batch));
    std::set<std::string> answers;
    int accepted = 0, refused = 0;
    auto seed = test::test_seed();
    for (const auto& where : places) {
        if (HasFailure()) break;
        SCOPED_TRACE(fmt::format("{} around {}", where.zone, to_string(where.around)));
        const auto first = where.around - std::chrono::days(6), last = where.around + std::chrono::days(4);
        const auto bank = found_at(where, instant(first) - 100h);
        const auto ends = day_ends(all, bank.id, first, last);
        std::vector<date> dates;
        for (auto day = first; day <= last; day += std::chrono::days(1)) dates.push_back(day);
        auto favourites = ends;
        for (const auto end : ends) favourites.push_back(end - 1us);
        favourites.push_back(instant(first) - 200h);
        test::random_programme life(session_as(db::role::app), bank, where, instant(first), favourites, ++seed);
        for (int step = 0; step < 60; ++step) life.step();
        accepted += life.accepted();
        refused += life.refused();

        const auto head = head_of(bank);
        const std::vector<std::int64_t> knowledges{1, head / 4, head / 2, head * 3 / 4, head - 1, head};
        const auto said =
            test::exported_chain(conninfo(), bank.slug)
                .ask(
                    "metrics.py",
                    fmt::format(
                        "--days {}..{} --known-seq {}", to_string(first), to_string(last), fmt::join(knowledges, ",")
                    )
                );
        ASSERT_EQ(said.status, 0) << said.printed;
        const auto calculated = boost::json::parse(said.printed).as_array();
        ASSERT_EQ(calculated.size(), knowledges.size() * ends.size());
        auto next = calculated.begin();
        for (const auto known : knowledges) {
            const auto days = test::take(run(ask_days(batch, bank.id, first, last, known)));
            const auto instants = test::take(run(ask(batch, bank.id, dates, ends, std::vector(ends.size(), known))));
            ASSERT_EQ(days.size(), ends.size());
            ASSERT_EQ(instants.size(), ends.size());
            for (std::size_t i = 0; i < days.size(); ++i, ++next) {
                const auto where_we_are = fmt::format("{} known {}", to_string(days[i].business_date), known);
                ASSERT_EQ(next->at("business_date").as_string(), to_string(days[i].business_date));
                ASSERT_EQ(next->at("known_seq").as_int64(), known);
                EXPECT_EQ(differences(days[i].metrics, next->at("metrics")), "") << where_we_are;
                EXPECT_EQ(differences(instants[i].metrics, next->at("metrics")), "") << where_we_are << ", alone";
                answers.insert(days[i].metrics.value_or("null"));
            }
        }
    }
    EXPECT_GT(answers.size(), 100u) << "days that are all alike show little";
    EXPECT_GT(accepted, 150);
    fmt::print("{} accepted, {} refused, {} different documents\n", accepted, refused, answers.size());
}
