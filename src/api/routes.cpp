#include "api/routes.h"

#include <array>
#include <string_view>
#include <vector>

namespace vouch::api {

namespace {

struct entry {
    http::method by;
    std::string_view path;
    task<http::reply> (*answer)(service&, http::request&);
};

constexpr auto get = http::method::get;
constexpr auto post = http::method::post;
constexpr std::array entries{
    entry{get, "/api/v1/tenants", get_tenants},
    entry{get, "/api/v1/tenants/{slug}", get_tenant},
    entry{get, "/api/v1/tenants/{slug}/metrics", get_metrics},
    entry{get, "/api/v1/tenants/{slug}/branches", get_branches},
    entry{get, "/api/v1/tenants/{slug}/trends/{subject}", get_trend},
    entry{get, "/api/v1/tenants/{slug}/rollforward", get_roll_forward},
    entry{get, "/api/v1/tenants/{slug}/snapshots", get_snapshots},
    entry{get, "/api/v1/tenants/{slug}/snapshots/{date}", get_snapshot},
    entry{get, "/api/v1/tenants/{slug}/differences", get_differences},
    entry{get, "/api/v1/tenants/{slug}/moved", get_moved},
    entry{get, "/api/v1/tenants/{slug}/repeats", get_repeats},
    entry{get, "/api/v1/tenants/{slug}/engagements", get_engagements},
    entry{post, "/api/v1/tenants/{slug}/verifications", post_verification},
    entry{get, "/api/v1/tenants/{slug}/verifications/{id}", get_verification},
    entry{get, "/api/v1/openapi.json", get_openapi},
    entry{get, "/healthz", get_health},
    entry{get, "/readyz", get_readiness},
    entry{get, "/metrics", get_measures},
    entry{get, "/*", get_asset},
};

}  // namespace

http::route_table routes(service& from) {
    std::vector<http::route> all;
    for (const auto& each : entries) {
        all.push_back({each.by, each.path, [&from, answer = each.answer](http::request& asked) {
                           return answer(from, asked);
                       }});
    }
    return http::route_table(std::move(all));
}

}  // namespace vouch::api
