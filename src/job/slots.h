#pragma once
// When a schedule fires.
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/values.h"
#include "job/cron.h"
#include "job/zone.h"

namespace vouch::job {

/// A time table that does not match within as many years never fires. The rarest that does, a 29 February on a given
/// day of the week, waits 28 years, and 40 over a year such as 2100.
inline constexpr int years_ahead_max = 40;

/// The instants at which a cron expression fires in a zone: the one sequence that is shown ahead, fired and replayed,
/// so that the three agree.
///
/// Where the wall clock is moved, its times are missing or there twice. What people mean then depends on the hour:
///   - A time table with hours of its own (30 2 * * *) means something done once a day, say. It fires once for each
///     matching time of the wall clock: for one that is skipped at the first instant after the gap, for one that is
///     repeated at the first of the two. Times that fall into the same gap fire once together, with those of its end;
///     so do the times of a date that a zone skipped (Pacific/Apia 2011-12-30).
///   - With the hour * (*/15 * * * *) it means a distance of time. It fires at every minute that passes while the wall
///     clock shows a match: in both passes of a repeated hour, and not for a skipped one.
class slots {
public:
    /// Errors: bad_input, as of cron::parse and zone::find.
    static result<slots> read(std::string_view cron_expression, std::string_view zone_name);

    slots(cron times, zone where) : times_(times), zone_(std::move(where)) {}

    /// The first slot later than `after`. None: nothing matches for years_ahead_max, or the year 10000 begins; what
    /// lies before the year 1 counts as its beginning. Asking again with each answer yields every slot once, ascending,
    /// and starting anew at any instant goes on with the same ones. Takes less than a microsecond, some where nothing
    /// matches for years.
    std::optional<instant> next(instant after) const;

private:
    std::optional<instant> next_of_wall_clock(instant after) const;
    std::optional<instant> next_of_elapsed_time(instant after) const;

    cron times_;
    zone zone_;
};

}  // namespace vouch::job
