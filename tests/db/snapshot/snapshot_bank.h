#pragma once
// Banks of which days are replayed, revised, sealed and retired, beside the one of sealed_bank that is known by heart.
#include "db/seal/sealed_bank.h"
#include "snapshot/retention.h"
#include "snapshot/revise.h"
#include "snapshot/sealed_period.h"

namespace vouch::test {

class snapshot_bank : public sealed_bank {
protected:
    static date day(std::string_view text) { return take(parse_date(text)); }
    static instant moment(std::string_view text) { return take(parse_instant(text)); }

    /// Replays a range of days; how many were written, how many left alone because they were retired.
    snapshot::replayed replay(const bank& of, std::string_view first, std::string_view last);
    result<snapshot::revised> revise(
        const bank& of, std::string_view reason, std::optional<date> first = {}, std::optional<date> last = {}
    );
    result<snapshot::sealed_period> seal(const bank& of, snapshot::period_to_seal wanted);
    snapshot::retention_plan plan(const bank& of, std::int32_t keep_days, std::string_view now);
    result<snapshot::retirement> retire(const bank& of, std::int32_t keep_days = 400);

    /// The days that have a snapshot, ascending.
    static std::vector<std::string> days_of(const bank& of);
    /// "sealed", "year_end" ..., or "goes", for one snapshot.
    static std::string kept_as(const bank& of, std::string_view business_date, std::int32_t keep_days = 400);

    /// Records in the name of `actor` that observation one of `whose` has a severity since an instant.
    void correct_severity(
        std::string_view actor, std::string_view severity, std::string_view since, std::string_view recorded_at
    );
};

}  // namespace vouch::test
