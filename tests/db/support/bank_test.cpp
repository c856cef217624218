#include "db/support/bank.h"

using namespace vouch;

namespace {
class Bank : public test::bank_database {};
}  // namespace

TEST_F(Bank, IsFoundedAndWritesAsTheApplication) {
    const auto bank = found({.zone = "Asia/Kathmandu", .simulated = true});
    auto app = session_as(db::role::app);
    test::take(test::write(app, bank.id, {.actor = "auditor"}, test::add_observation(bank.id, random_uuid())));
    auto all = admin();
    EXPECT_EQ(test::cell(all, "SELECT seq FROM seal.head WHERE tenant_id = $1", db::parameters::of(bank.id)), "2");
    const auto refused = test::write(app, bank.id, {}, test::add_observation(bank.id, random_uuid()));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().sqlstate, "VO002");
    EXPECT_FALSE(app.in_transaction());
}
