#pragma once
// Which handler answers a request.
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.h"
#include "http/reply.h"
#include "http/request.h"

namespace vouch::http {

using handler = std::function<task<reply>(request&)>;

struct route {
    method by;              // HEAD is answered by the route of GET
    std::string_view path;  // "/api/v1/tenants/{tenant}"; {name} takes one segment; "/assets/*" takes any that follow
    handler answer;
};

struct matched_route {
    const route* found = nullptr;  // none: see allowed
    std::size_t place = 0;         // of the route in its table
    std::string allowed;           // methods, when only the method is wrong: "GET, HEAD"
};

class route_table {
public:
    explicit route_table(std::vector<route> routes);

    /// The first route that fits; its names are captured in the request. A path that fits none is answered by the
    /// route "/*", if there is one.
    matched_route match(request& wanted) const;
    std::span<const route> routes() const { return routes_; }

private:
    std::vector<route> routes_;
    std::vector<std::vector<std::string_view>> segments_;  // of each route's path
};

}  // namespace vouch::http
