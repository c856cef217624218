#pragma once
// Institutions: found one, find one by its slug, list all.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/task.h"
#include "base/values.h"
#include "db/commit_watch.h"
#include "db/pool.h"
#include "db/tenant_tx.h"
#include "db/transaction.h"

namespace vouch::tenant {

/// What identifies an institution to people and to the program.
struct identity {
    uuid tenant_id;
    std::string slug;
    std::string name;
    bool simulated = false;  // made up: printed wherever its numbers are
    bool onboarded = true;   // captured every day; only all() tells
};

/// The name as it is printed: "Sahakari Bank", "Sahakari Bank (made up)".
std::string printed_name(const identity& whose);

struct founding {
    std::string slug;  // a-z, 0-9 and -, at most 40, beginning with a letter
    std::string name;
    std::string zone = "Asia/Kolkata";  // IANA name
    std::int32_t fiscal_year_start_month = 4;
    std::string locale = "en-IN";
    bool simulated = false;
    std::optional<instant> onboarded_at;  // none: not captured
    std::optional<uuid> tenant_id;        // none: by chance
};

/// Founds a tenant with its first settings. app: a pool of role vouch_app.
/// Errors: conflict (the slug is taken), bad_input (slug, zone, month), db_unavailable, db_timeout.
task<identity> found(db::pool& app, founding wanted, db::author by);

/// Errors: not_found, naming the slug and how to list the others.
task<identity> find(db::pool& app, std::string slug);

/// What every answer about a tenant depends on, apart from the question.
struct standing {
    std::int64_t head_seq = 0;           // of its chain, which snapshots enter too; 0: nothing was recorded
    std::optional<instant> recorded_at;  // of its head: what was known then or earlier is the same for ever
    date today;                          // in its zone
    instant tomorrow_at;                 // when it is another day there
    std::string commits;                 // which this is known of (db::commit_watch)
};

/// One short round trip. What was last read of it is believed as long as nobody commits anything, which is then all
/// that is asked for, and as long as nobody records anything of this tenant. Errors: db_unavailable, db_timeout.
task<standing> read_standing(
    db::pool& app, db::commit_watch& commits, uuid tenant_id, std::optional<standing> last, instant now
);
/// The same within a transaction, from what was last read of it. Errors: as above.
task<standing> read_standing(db::tenant_tx& tx, standing last, instant now);

/// Every tenant, by slug. batch: a pool of role vouch_batch.
task<std::vector<identity>> all(db::pool& batch);

/// A chain whose tenant is not there: somebody took its row away, or gave it another id.
struct stray_chain {
    uuid tenant_id;
    std::string slug;  // as history has it; empty: that is gone as well
};

/// By tenant_id; none when all is well. batch: a pool of role vouch_batch. Errors: db_unavailable, db_timeout.
task<std::vector<stray_chain>> stray_chains(db::pool& batch);

}  // namespace vouch::tenant
