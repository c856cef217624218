#pragma once
// The API and the page as a server serves them: what its threads share, and what each has of its own.
#include <memory>
#include <string>

#include "api/service.h"
#include "http/application.h"

namespace vouch::api {

struct application_settings {
    std::string conninfo;
    int connections_max = 4;  // to PostgreSQL, of each thread; 1 to 8
    int waiting_max = 64;     // requests of a thread that wait for a connection; the next is told to come again
    std::chrono::milliseconds acquire_ms_max{2'000};   // the longest such wait
    std::chrono::milliseconds request_ms_max{10'000};  // as http::server_settings
    std::size_t cache_bytes_max = 32 * 1024 * 1024;    // of answers in memory, of all threads
};

/// `verifications` and `counted` outlive what it makes.
http::make_application make_application(
    application_settings settings, verification_jobs& verifications, http::measures& counted
);

}  // namespace vouch::api
