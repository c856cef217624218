// Whoever asks about a tenant that is not there gets no numbers: nothing known is not nothing open.
#include "db/batch_tx.h"
#include "db/support/bank.h"
#include "db/tenant_tx.h"
#include "metric/queries.h"

using namespace vouch;

namespace {

const date far_day = *parse_date("2099-12-31");
const instant far_future = *parse_instant("2100-01-01T00:00:00Z");

class Strangers : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        own = found();
        other = found();
        auto app = session_as(db::role::app);
        for (const auto& each : {own, other}) {
            test::take(test::write(app, each.id, {.actor = "auditor"}, test::add_observation(each.id, random_uuid())));
        }
    }

    test::bank own, other;
    const uuid nobody = random_uuid();
};

task<std::vector<metric::instant_row>> ask(db::pool& batch, uuid entered, std::vector<uuid> about, std::int64_t known) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {entered}));
    const auto count = about.size();
    co_return co_await tx.rows(
        metric::ask(metric::current_definition()),
        about,
        std::vector(count, far_day),
        std::vector(count, far_future),
        std::vector(count, known)
    );
}

task<std::vector<metric::day_row>> ask_days(db::pool& batch, uuid entered, uuid about, std::int64_t known) {
    CO_TRY(tx, co_await db::batch_tx::begin_read(batch, {entered}));
    const auto day = *parse_date("2024-01-05");
    co_return co_await tx.rows(metric::ask_days(metric::current_definition()), about, day, day, known);
}

}  // namespace

TEST_F(Strangers, HaveNoMetricsInABatch) {
    db::pool batch(context, settings(db::role::batch));
    const auto answers = test::take(run(ask(batch, own.id, {other.id, own.id, nobody, own.id}, 2)));
    ASSERT_EQ(answers.size(), 2u);
    EXPECT_EQ(answers[0].question, 1);
    EXPECT_EQ(answers[1].question, 3);
    for (const auto& each : answers) EXPECT_TRUE(each.metrics);
    EXPECT_EQ(test::take(run(ask(batch, nobody, {nobody}, 2))).size(), 0u);
}

TEST_F(Strangers, HaveNoMetricsForATenant) {
    db::pool app(context, settings(db::role::app));
    const auto answers = test::take(run(db::tenant_tx::read_once(
        app,
        own.id,
        metric::ask(metric::current_definition()),
        {other.id, own.id},
        {far_day, far_day},
        {far_future, far_future},
        {std::int64_t{2}, std::int64_t{2}}
    )));
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_EQ(answers[0].question, 1);
}

TEST_F(Strangers, HaveNoDays) {
    db::pool batch(context, settings(db::role::batch));
    EXPECT_EQ(test::take(run(ask_days(batch, own.id, own.id, 2))).size(), 1u);
    EXPECT_EQ(test::take(run(ask_days(batch, own.id, other.id, 2))).size(), 0u);
    EXPECT_EQ(test::take(run(ask_days(batch, nobody, nobody, 2))).size(), 0u);
}

TEST_F(Strangers, AreNotThoseOfWhomNothingWasKnownYet) {
    db::pool batch(context, settings(db::role::batch));
    const auto answers = test::take(run(ask(batch, own.id, {own.id}, 0)));
    ASSERT_EQ(answers.size(), 1u);
    EXPECT_FALSE(answers[0].metrics);
    const auto days = test::take(run(ask_days(batch, own.id, own.id, 0)));
    ASSERT_EQ(days.size(), 1u);
    EXPECT_FALSE(days[0].metrics);
}
