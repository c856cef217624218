#pragma once
// The log of the server: one line of JSON each on standard error.
#include <string>
#include <string_view>

namespace vouch::http {

/// From now on every line of the program's log is {"time": ..., "level": ..., "message": ...}. `level` is one of
/// error, warn, info, debug.
void log_as_json(const std::string& level);

/// Ends a message: whatever follows it in a line is members of the JSON object, as they are.
inline constexpr char members_follow = '\x1E';

/// A line with members of its own: log_line("info", "answered", R"("status":200)").
void log_line(std::string_view level, std::string_view message, std::string_view members);

}  // namespace vouch::http
