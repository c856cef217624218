#pragma once
// What a server allows, each with its unit last.
#include <chrono>
#include <string>
#include <vector>

#include "base/error.h"

namespace vouch::http {

struct listen_address {
    std::string host = "127.0.0.1";  // a numeric address of the loopback
    unsigned short port = 8080;      // 0: any that is free
};

/// "127.0.0.1:8080", "[::1]:0", "localhost:80". Errors: usage: no such form; refused: an address that other machines
/// can reach.
result<listen_address> parse_listen_address(std::string_view text);
std::string to_string(const listen_address& address);

struct server_settings {
    listen_address listen;
    int threads = 1;                 // 1 to 64
    std::vector<std::string> hosts;  // names in Host beside those of the loopback
    int connections_max = 10'000;    // at the same time; above it the one that is idle longest goes
    int rate_per_s_max = 0;          // requests of one address; 0: any number
    std::size_t header_bytes_max = 16 * 1024;
    std::size_t body_bytes_max = 64 * 1024;
    std::chrono::milliseconds header_ms_max{10'000};  // from its first byte
    std::chrono::milliseconds body_ms_max{10'000};
    std::chrono::milliseconds idle_ms_max{60'000};     // between requests
    std::chrono::milliseconds request_ms_max{10'000};  // until the answer is there
    std::chrono::milliseconds write_ms_max{30'000};    // until the client has taken it
    std::chrono::milliseconds drain_ms_max{10'000};    // from the signal to the end, for what is being answered
};

}  // namespace vouch::http
