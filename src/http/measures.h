#pragma once
// What the server counts of itself, in the text form of Prometheus.
#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "db/pool.h"

namespace vouch::http {

class measures {
public:
    measures();
    ~measures();
    measures(const measures&) = delete;
    measures& operator=(const measures&) = delete;

    // From any thread. `route` is the path of a route with its {names}, or a word for what fits none: never what
    // somebody sent.
    void answered(std::string_view method, std::string_view route, int status, std::chrono::nanoseconds took);
    void connection_opened();
    void connection_closed(bool evicted);
    void pool(std::string_view role, int worker, const db::pool_counts& counts);
    void cache(bool hit);

    std::string text();

    static constexpr std::string_view content_type = "text/plain; version=0.0.4; charset=utf-8";

private:
    struct families;
    std::unique_ptr<families> families_;
};

}  // namespace vouch::http
