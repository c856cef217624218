#pragma once
// A small bank whose history is known by heart, for tests that alter it behind the program's back:
//   change set 1  2024-01-01 by founder   the tenant and its first settings
//   change set 2  2024-01-02 by Asha      observation one (HIGH) and two (LOW), each with its words
//   change set 3  2024-01-03 by Ravi      observation one becomes CRITICAL
//   change set 4  by the clock, replayer  the snapshots of 2024-01-05 .. 2024-01-14
#include "db/support/bank.h"
#include "seal/verify.h"

namespace vouch::test {

class sealed_bank : public bank_database {
protected:
    void SetUp() override;  // founds a new one

    bank whose;
    uuid one, two;  // the observations

    /// Runs SQL as a superuser with every trigger and foreign key out of the way. {tenant}, {one} and {two} are
    /// replaced by the quoted ids. Returns how many rows the last statement touched.
    std::int64_t tamper(std::string_view text);

    /// What verification finds wrong, the chain first, then the metrics of the snapshots.
    std::vector<std::string> problems(std::optional<seal::anchored_head> anchor = {});

    /// What `vouch anchor` would write down now.
    seal::anchored_head anchor();

    /// "change set 2 of 2024-01-02T00:00:00.000000Z by Asha", as it stands in the sentences.
    std::string change_set(std::int64_t seq);
    /// "the first 16 digits of the hash of a change set..", as it stands there.
    std::string short_hash(std::int64_t seq);
    std::vector<std::string> snapshot_days() const;
};

}  // namespace vouch::test
