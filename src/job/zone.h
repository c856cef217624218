#pragma once
// The clocks of the world: by how much the wall clock of a zone is ahead of UTC, and until when.
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/values.h"

namespace vouch::job {

inline constexpr std::size_t zone_letters_max = 100;

/// No wall clock is further from UTC: a zone file (RFC 8536) has offsets of less than 26 hours.
inline constexpr std::chrono::hours offset_max(26);

/// Of a wall clock from some instant on: its time less UTC, and when it next moves, which it may do without changing
/// its offset. instant::max() when it never does.
struct steady_stretch {
    std::chrono::seconds offset;
    instant until;
};

/// A zone of the database of this machine (package tzdata, /usr/share/zoneinfo), with its rules for years to come. Read
/// once in the life of the program: rules that were installed later hold after it was started again. Cheap to copy,
/// safe to ask from many threads.
class zone {
public:
    /// Names with a slash and UTC alone, in any case: IST and the like mean several zones. Errors:
    /// bad_input, naming the zone and the remedy.
    static result<zone> find(std::string_view name);

    const std::string& name() const;

    /// The clock from `moment` (years 1 to 12000) on.
    steady_stretch stretch_from(instant moment) const;

private:
    struct clock;
    explicit zone(std::shared_ptr<const clock> found) : clock_(std::move(found)) {}

    std::shared_ptr<const clock> clock_;
};

}  // namespace vouch::job
