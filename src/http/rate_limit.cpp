#include "http/rate_limit.h"

#include <algorithm>

namespace vouch::http {

namespace {

constexpr double seconds_held = 2;

}  // namespace

double rate_limit::filled(const bucket& one, time now) const {
    const auto passed = std::chrono::duration<double>(now - one.filled_at).count();
    return std::min(one.left + passed * per_s_max_, per_s_max_ * seconds_held);
}

bool rate_limit::allows(const std::string& address, time now) {
    if (per_s_max_ == 0) return true;
    const std::lock_guard lock(turn_);
    if (buckets_.size() >= addresses_max && !buckets_.contains(address)) {
        std::erase_if(buckets_, [&](auto& each) { return filled(each.second, now) >= per_s_max_ * seconds_held; });
        if (buckets_.size() >= addresses_max) return false;
    }
    auto& mine = buckets_.try_emplace(address, bucket{per_s_max_ * seconds_held, now}).first->second;
    mine = {filled(mine, now), now};
    if (mine.left < 1) return false;
    mine.left -= 1;
    return true;
}

}  // namespace vouch::http
