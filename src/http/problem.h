#pragma once
// Answers that say what is wrong: application/problem+json (RFC 9457) with a code of docs/errors.md.
#include <string>
#include <string_view>

#include "http/reply.h"

namespace vouch::http {

struct problem {
    int status = 500;
    std::string_view code;  // lives as long as the program; in words it is the title
    std::string detail;     // a sentence that names the thing and the remedy
};

/// What an error of the program is to who asked: its own words where they are about the question; those about the
/// database, the machine or a bug go to the log.
reply problem_reply(const error& failure, std::string_view request_id);
reply problem_reply(const problem& what, std::string_view request_id);

// Those that have no error of the program behind them.
problem malformed(std::string detail);                 // 400
problem wrong_host(std::string_view host);             // 403
problem other_origin();                                // 403
problem no_such_page();                                // 404
problem method_not_allowed(std::string_view allowed);  // 405; the reply still needs its Allow
problem request_timeout();                             // 408
problem body_too_large(std::size_t bytes_max);         // 413
problem target_too_long(std::size_t bytes_max);        // 414
problem too_many_requests();                           // 429
problem header_too_large(std::size_t bytes_max);       // 431

}  // namespace vouch::http
