#pragma once
// How often one address may ask: a bucket that fills at a rate and holds as much as flows in two seconds.
#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace vouch::http {

class rate_limit {
public:
    using time = std::chrono::steady_clock::time_point;

    /// 0: nobody is refused.
    explicit rate_limit(int per_s_max) : per_s_max_(per_s_max) {}

    /// Whether an address may ask now; takes a request from its bucket if it may. From any thread.
    bool allows(const std::string& address, time now);

    static constexpr std::size_t addresses_max = 10'000;  // that are remembered; then those with full buckets go

private:
    struct bucket {
        double left;
        time filled_at;
    };
    double filled(const bucket& one, time now) const;

    int per_s_max_;
    std::mutex turn_;
    std::map<std::string, bucket> buckets_;
};

}  // namespace vouch::http
