#pragma once
// What the handlers of one thread work with.
#include <chrono>
#include <map>
#include <string>

#include "api/answer_cache.h"
#include "api/frame_memory.h"
#include "api/verification_jobs.h"
#include "db/commit_watch.h"
#include "db/pool.h"
#include "http/measures.h"
#include "tenant/tenants.h"

namespace vouch::api {

/// A tenant by its slug, as it was found a moment ago: who it is changes rarely, what is known of it is asked for anew.
struct remembered_tenant {
    tenant::identity whose;
    std::chrono::steady_clock::time_point until;
};

struct service {
    db::pool& app;        // role vouch_app
    db::pool& batch;      // role vouch_batch: the list of tenants
    db::pool& worker;     // role vouch_worker: how jobs stand
    answer_cache& cache;  // shared by all threads
    frame_memory& frames;
    verification_jobs& verifications;  // shared as well
    http::measures& counted;           // as well
    db::commit_watch& commits;
    std::map<std::string, remembered_tenant, std::less<>> tenants;
    std::map<uuid, tenant::standing> standings;  // as last seen; asked for before each answer whether it is still so
};

inline constexpr std::size_t tenants_remembered_max = 20'000;
inline constexpr std::chrono::seconds tenant_remembered_s{5};

}  // namespace vouch::api
