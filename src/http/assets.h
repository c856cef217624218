#pragma once
// The page: static files with the headers that browsers need.
#include <span>

#include "http/embedded_files.h"
#include "http/reply.h"
#include "http/request.h"

namespace vouch::http {

/// Answers GET for a file, compressed when the client takes that, or a range of it. A path without a file whose last
/// part has no dot is a place within the page, and gets the page; so the page decides what it shows there. Paths under
/// /api never do. Without files a plain page says so.
reply asset_reply(const request& asked, std::span<const embedded_file> files);

/// Stands in index.html where the nonce of its Content-Security-Policy belongs.
inline constexpr std::string_view nonce_mark = "__CSP_NONCE__";

}  // namespace vouch::http
