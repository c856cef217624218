// Somebody with a superuser's rights alters snapshots. Verification names which, what it says and what is right.
#include <fmt/format.h>

#include "db/seal/sealed_bank.h"

using namespace vouch;

namespace {

using sentences = std::vector<std::string>;

class TamperedSnapshot : public test::sealed_bank {
protected:
    std::string sealed_by(std::int64_t seq) { return "altered since " + change_set(seq) + " sealed it"; }
};

}  // namespace

TEST_F(TamperedSnapshot, ANumber) {
    ASSERT_EQ(
        tamper("UPDATE snapshot.dashboard_snapshot SET metrics = jsonb_set(metrics, '{severity,high_open}', '99') "
               "WHERE tenant_id = {tenant} AND business_date = '2024-01-05'"),
        1
    );
    EXPECT_EQ(
        problems(),
        (sentences{
            "snapshot 2024-01-05/1: " + sealed_by(4),
            "snapshot 2024-01-05 (revision 1): severity.high_open says 99, recomputed 0"
        })
    );
}

TEST_F(TamperedSnapshot, ANumberThatCannotBeSealed) {
    tamper(
        "UPDATE snapshot.dashboard_snapshot SET metrics = jsonb_set(metrics, '{severity,high_open}', '1.5') "
        "WHERE tenant_id = {tenant} AND business_date = '2024-01-05'"
    );
    EXPECT_EQ(
        problems(),
        (sentences{
            "snapshot 2024-01-05/1: " + sealed_by(4) + " (a sealed number is an integer, not 1.5E0)",
            "snapshot 2024-01-05 (revision 1): severity.high_open says 1.5E0, recomputed 0"
        })
    );
}

TEST_F(TamperedSnapshot, WhatItWasTakenWith) {
    tamper(
        "UPDATE snapshot.dashboard_snapshot SET definition_version = 4711 "
        "WHERE tenant_id = {tenant} AND business_date = '2024-01-05'"
    );
    EXPECT_EQ(
        problems(),
        (sentences{
            "snapshot 2024-01-05/1: " + sealed_by(4),
            "snapshot 2024-01-05 (revision 1): this program does not know version 4711 of the metric definitions; use "
            "the "
            "version of vouch that captured it, or a newer one"
        })
    );
}

TEST_F(TamperedSnapshot, ItsDate) {
    tamper(
        "UPDATE snapshot.dashboard_snapshot SET business_date = '9999-01-01' "
        "WHERE tenant_id = {tenant} AND business_date = '2024-01-05'"
    );
    EXPECT_EQ(
        problems(),
        (sentences{
            "snapshot 2024-01-05/1: missing, " + change_set(4) + " lists it",
            "snapshot 9999-01-01 (revision 1): put in later, no change set lists it"
        })
    );
}

TEST_F(TamperedSnapshot, IsDeleted) {
    tamper("DELETE FROM snapshot.dashboard_snapshot WHERE tenant_id = {tenant} AND business_date = '2024-01-05'");
    EXPECT_EQ(problems(), (sentences{"snapshot 2024-01-05/1: missing, " + change_set(4) + " lists it"}));
}

TEST_F(TamperedSnapshot, ItsPlaceInTheChainIsDeleted) {
    tamper("DELETE FROM snapshot.change WHERE tenant_id = {tenant} AND business_date = '2024-01-05'");
    EXPECT_EQ(
        problems(),
        (sentences{
            "snapshot 2024-01-05/1: missing, " + change_set(4) + " lists it",
            "snapshot 2024-01-05 (revision 1): put in later, no change set lists it"
        })
    );
}

TEST_F(TamperedSnapshot, IsPutIn) {
    tamper(
        "INSERT INTO snapshot.dashboard_snapshot "
        "SELECT tenant_id, '2024-01-15', revision, slot_at, known_seq, captured_at, 'observed', definition_version, "
        "settings_seq, metrics FROM snapshot.dashboard_snapshot "
        "WHERE tenant_id = {tenant} AND business_date = '2024-01-14'"
    );
    EXPECT_EQ(problems(), (sentences{"snapshot 2024-01-15 (revision 1): put in later, no change set lists it"}));
}
