#pragma once
// Every address that the server answers, in one place (routes.cpp), and the handlers behind them, one file each or a
// few that belong together.
#include "api/service.h"
#include "base/task.h"
#include "http/reply.h"
#include "http/request.h"
#include "http/route_table.h"

namespace vouch::api {

/// The routes of a thread; `from` outlives them.
http::route_table routes(service& from);

// Each as api/openapi.json says.
task<http::reply> get_tenants(service& from, http::request& asked);
task<http::reply> get_tenant(service& from, http::request& asked);
task<http::reply> get_metrics(service& from, http::request& asked);
task<http::reply> get_branches(service& from, http::request& asked);
task<http::reply> get_trend(service& from, http::request& asked);
task<http::reply> get_roll_forward(service& from, http::request& asked);
task<http::reply> get_snapshots(service& from, http::request& asked);
task<http::reply> get_snapshot(service& from, http::request& asked);
task<http::reply> get_differences(service& from, http::request& asked);
task<http::reply> get_moved(service& from, http::request& asked);
task<http::reply> get_repeats(service& from, http::request& asked);
task<http::reply> get_engagements(service& from, http::request& asked);
task<http::reply> post_verification(service& from, http::request& asked);
task<http::reply> get_verification(service& from, http::request& asked);
task<http::reply> get_openapi(service& from, http::request& asked);
task<http::reply> get_health(service& from, http::request& asked);
task<http::reply> get_readiness(service& from, http::request& asked);
task<http::reply> get_measures(service& from, http::request& asked);
task<http::reply> get_asset(service& from, http::request& asked);

}  // namespace vouch::api
