#pragma once
// Two banks, A and B, each with at least one row in every table, for tests that try to get from one to the other.
#include <string>
#include <vector>

#include "db/support/bank.h"

namespace vouch::test {

/// A bank with a record of each kind, an import, and snapshots of the first days of 2024.
struct filled_bank {
    bank whose;
    uuid branch, area, plan, engagement, requirement, observation, import, import_file;

    const uuid& id() const { return whose.id; }
};

class walled_banks : public bank_database {
protected:
    void SetUp() override;  // finds or founds A and B; hundreds of refusals are not logged
    void TearDown() override;

    const filled_bank& a() const;
    const filled_bank& b() const;

    /// Every table with a tenant_id, "schema.name"; with the views when wanted.
    static std::vector<std::string> tables();
    static std::vector<std::string> tables_and_views();

    /// A digest of every row of a bank in every table, as a superuser sees it: equal before and after whatever did
    /// not touch the bank.
    static std::string everything_of(const filled_bank& whose);

    /// What verification finds wrong with a bank; empty when all is well.
    std::vector<std::string> problems_of(const filled_bank& whose);

    /// A transaction of vouch_app in a bank, or of vouch_batch in several, begun on a session of its own.
    static db::session in_bank(const filled_bank& whose, std::string_view actor = "intruder");
    static db::session in_batch(const std::vector<uuid>& tenants, std::string_view actor = "intruder");

    /// Runs a statement and takes back what it did, also when it failed. The rows it changed or returned.
    static result<std::int64_t> attempt(db::session& on, std::string_view text, const db::parameters& values = {});

private:
    filled_bank fill();
};

}  // namespace vouch::test
