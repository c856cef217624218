// A metric has two forms, at one instant and by sweep over many days: over any history, in any zone, they say the same,
// and at (now, head) they say what plain SQL counts in the present. So does the first where it reads present rows.
#include <boost/describe/class.hpp>
#include <boost/json.hpp>
#include <fmt/format.h>
#include <random>

#include "db/batch_tx.h"
#include "db/history/random_life.h"
#include "metric/queries.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

/// A zone and a day within days of which it moves its clock, or is asked about at least.
struct place {
    std::string zone;
    date around;
    std::string moves_to = {};  // the zone of the tenant from that day on; none: it stays
};

class TwoForms : public test::bank_database {
protected:
    void move_zone(const test::bank& of, const std::string& to, date starts_on, instant recorded_at) {
        auto app = session_as(db::role::app);
        test::take(test::write(
            app,
            of.id,
            {.actor = "administrator", .recorded_at = recorded_at},
            {{"INSERT INTO tenant.setting (tenant_id, id, starts_on, zone, approved_by) VALUES ($1, $2, $3, $4, 'the "
              "board')",
              db::parameters::of(of.id, random_uuid(), starts_on, to)}}
        ));
    }
};

task<std::vector<metric::instant_row>> ask(
    db::pool& batch, uuid tenant, std::vector<date> days, std::vector<instant> ends, std::vector<std::int64_t> known_seq
) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    const std::vector tenants(known_seq.size(), tenant);
    co_return co_await tx.rows(metric::ask(metric::current_definition()), tenants, days, ends, known_seq);
}

/// The same through nearly_present, told that fewer_settled change sets less are settled than are.
task<std::vector<metric::instant_row>> ask_nearly_present(
    db::pool& batch,
    uuid tenant,
    std::vector<date> days,
    std::vector<instant> ends,
    std::int64_t known,
    std::int64_t fewer_settled
) {
    static constexpr std::string_view text = R"(
        WITH asked AS MATERIALIZED (
            SELECT question.*, $4::bigint AS known_seq,
                   (SELECT coalesce(max(c.seq) - $5::bigint, 0) FROM seal.change_set AS c
                     WHERE c.tenant_id = $1::uuid AND c.seq <= $4::bigint
                       AND c.recorded_at < question.effective_before) AS settled_seq
              FROM (SELECT $1::uuid AS tenant_id, day.*
                      FROM unnest($2::date[], $3::timestamptz[])
                           WITH ORDINALITY AS day(business_date, effective_before, place)) AS question)
        SELECT asked.place - 1 AS question, CASE WHEN asked.known_seq > 0 THEN state.metrics END AS metrics
          FROM asked CROSS JOIN LATERAL ({nearly_present}) AS state ORDER BY asked.place)";
    const db::query<metric::instant_row, uuid, std::vector<date>, std::vector<instant>, std::int64_t, std::int64_t>
        query{metric::with_metrics({"test nearly present", text}, metric::current_definition())};
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    co_return co_await tx.rows(query, tenant, days, ends, known, fewer_settled);
}

task<std::vector<metric::day_row>> ask_days(db::pool& batch, uuid tenant, date first, date last, std::int64_t known) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {tenant}));
    co_return co_await tx.rows(metric::ask_days(metric::current_definition()), tenant, first, last, known);
}

/// The first instants of a range of business dates and of the day after them.
std::vector<instant> day_starts(db::session& on, uuid tenant, date first, date last) {
    const auto found = test::take(on.rows(
        "SELECT to_char(tenant.day_start($1, $2::date + n), 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
        "  FROM generate_series(0, $3::date - $2::date + 1) AS n ORDER BY n",
        db::parameters::of(tenant, first, last)
    ));
    std::vector<instant> starts;
    for (const auto& row : found.rows) starts.push_back(test::take(parse_instant(*row.at(0))));
    return starts;
}

constexpr std::string_view counted_in_the_present = R"(
    SELECT jsonb_build_object(
               'critical_open', count(*) FILTER (WHERE outstanding AND severity = 'CRITICAL'),
               'high_open', count(*) FILTER (WHERE outstanding AND severity = 'HIGH'),
               'medium_open', count(*) FILTER (WHERE outstanding AND severity = 'MEDIUM'),
               'low_open', count(*) FILTER (WHERE outstanding AND severity = 'LOW'),
               'total_open', count(*) FILTER (WHERE outstanding),
               'in_preparation', count(*) FILTER (WHERE status = ANY ('{DRAFT,SUBMITTED,REVIEWED}')),
               'risk_accepted', count(*) FILTER (WHERE status = 'RISK_ACCEPTED'),
               'closed', count(*) FILTER (WHERE status = 'CLOSED'),
               'total', count(*) FILTER (WHERE status <> ALL ('{DRAFT,SUBMITTED,REVIEWED,WITHDRAWN}')))
      FROM (SELECT *, status = ANY ('{ISSUED,RESPONSE,COMPLIANCE}') AS outstanding
              FROM record.observation WHERE tenant_id = $1) AS o)";

}  // namespace

TEST_F(TwoForms, SayTheSameOfEveryDayInEveryZoneAndOfThePresent) {
    fmt::print("seed {}\n", test::test_seed());
    SCOPED_TRACE(fmt::format("VOUCH_TEST_SEED={}", test::test_seed()));
    const place places[] = {
        {"Asia/Kolkata", *parse_date("2024-03-31")},
        {"America/Havana", *parse_date("2024-03-10")},       // midnight is skipped
        {"America/Havana", *parse_date("2024-11-03")},       // midnight happens twice
        {"Australia/Lord_Howe", *parse_date("2024-04-07")},  // half an hour back
        {"America/St_Johns", *parse_date("2010-11-07")},     // back over midnight
        {"Pacific/Apia", *parse_date("2011-12-30")},         // a day that was not
        {"Asia/Kathmandu", *parse_date("2024-02-29"), "Pacific/Honolulu"},
        {"Pacific/Niue", *parse_date("2024-02-29"), "Pacific/Kiritimati"},  // the day before is empty
    };
    auto all = admin();
    db::pool batch(context, settings(db::role::batch));
    std::set<std::string> answers;
    auto seed = test::test_seed();
    for (const auto& [zone, around, moves_to] : places) {
        if (HasFailure()) break;
        SCOPED_TRACE(fmt::format("{} around {}", zone, to_string(around)));
        const auto first = around - std::chrono::days(6), last = around + std::chrono::days(4);
        const auto bank = found({.zone = zone, .simulated = true, .recorded_at = instant(first) - 100h});
        if (!moves_to.empty()) move_zone(bank, moves_to, around, instant(first) - 99h);
        const auto borders = day_starts(all, bank.id, first, last);
        ASSERT_EQ(borders.size(), 12u);
        std::vector<date> dates;
        for (auto day = first; day <= last; day += std::chrono::days(1)) dates.push_back(day);
        auto favourites = borders;
        for (const auto border : borders) favourites.push_back(border - 1us);
        test::random_life life(session_as(db::role::app), bank, true, instant(first), favourites, ++seed);
        // Steps are hours to days apart: go on until the days are lived through.
        for (int step = 0; step < 34; ++step) {
            SCOPED_TRACE(fmt::format("step {}", step));
            life.step();
        }

        const auto head = life.model().head();
        for (const std::int64_t known : {std::int64_t{1}, head / 3, head / 2, head - 1, head}) {
            const auto days = test::take(run(ask_days(batch, bank.id, first, last, known)));
            const std::vector<instant> ends(borders.begin() + 1, borders.end());
            const auto instants = test::take(run(ask(batch, bank.id, dates, ends, std::vector(ends.size(), known))));
            ASSERT_EQ(days.size(), ends.size());
            ASSERT_EQ(instants.size(), ends.size());
            for (const std::int64_t fewer_settled : {0, 1, 1'000'000}) {
                const auto near =
                    test::take(run(ask_nearly_present(batch, bank.id, dates, ends, known, fewer_settled)));
                ASSERT_EQ(near.size(), ends.size());
                for (std::size_t i = 0; i < near.size(); ++i) {
                    EXPECT_EQ(near[i].metrics, instants[i].metrics)
                        << to_string(dates[i]) << " known " << known << ", " << fewer_settled << " fewer settled";
                }
            }
            for (std::size_t i = 0; i < days.size(); ++i) {
                EXPECT_EQ(days[i].business_date, first + std::chrono::days(i));
                EXPECT_EQ(instants[i].metrics, days[i].metrics)
                    << to_string(days[i].business_date) << " known " << known;
                answers.insert(days[i].metrics.value_or("null"));
            }
            // A day asked for alone is the same day.
            const auto alone = test::take(run(ask_days(batch, bank.id, around, around, known)));
            ASSERT_EQ(alone.size(), 1u);
            EXPECT_EQ(alone[0].metrics, days[6].metrics);
        }

        const auto now = test::take(
            run(ask(batch, bank.id, {*parse_date("2099-12-31")}, {*parse_instant("2100-01-01T00:00:00Z")}, {head}))
        );
        const auto present = test::cell(all, counted_in_the_present, db::parameters::of(bank.id));
        EXPECT_EQ(test::cell(all, "SELECT $1::jsonb -> 'severity'", db::parameters::of(now.at(0).metrics)), present);
    }
    EXPECT_GT(answers.size(), 20u) << "days that are all alike show little";
}
