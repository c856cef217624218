#pragma once
#include <ctime>
#include <string>
#include <string_view>

#include "http/reply.h"

namespace vouch::http {

/// The status line and the headers of a reply, to the empty line. `date` is of the form of http_date.
std::string head_of(const reply& made, std::string_view request_id, std::string_view date, bool keep_alive);

/// "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::time_t moment);

}  // namespace vouch::http
