#include "job/retry.h"

#include <algorithm>

namespace vouch::job {

std::chrono::milliseconds pause_after(int failures, const queue_settings& of, double chance) {
    auto pause = std::min(of.back_off_first_ms, of.back_off_ms_max);
    for (int failed = 1; failed < failures && pause < of.back_off_ms_max; ++failed) {
        pause = std::min(pause * 2, of.back_off_ms_max);
    }
    const auto part = 0.5 + std::clamp(chance, 0.0, 1.0) / 2;
    return std::chrono::milliseconds(static_cast<std::int64_t>(static_cast<double>(pause.count()) * part));
}

std::optional<instant> retry_at(int failures, const queue_settings& of, instant now, double chance) {
    if (failures >= of.failures_max) return std::nullopt;
    return now + pause_after(failures, of, chance);
}

}  // namespace vouch::job
