#include "http/reply_head.h"

#include <array>
#include <fmt/format.h>

namespace vouch::http {

std::string head_of(const reply& made, std::string_view request_id, std::string_view date, bool keep_alive) {
    auto head = fmt::format(
        "HTTP/1.1 {} {}\r\nServer: vouch\r\nDate: {}\r\nX-Request-Id: {}\r\nX-Content-Type-Options: nosniff\r\n"
        "Cache-Control: {}\r\n",
        made.status,
        reason_of(made.status),
        date,
        request_id,
        made.cache_control
    );
    const auto add = [&head](std::string_view name, std::string_view value) {
        head.append(name).append(": ").append(value).append("\r\n");
    };
    if (!made.etag.empty()) add("ETag", made.etag);
    for (const auto& [name, value] : made.headers) add(name, value);
    if (made.status != 304) {
        if (!made.content_type.empty()) add("Content-Type", made.content_type);
        add("Content-Length", fmt::to_string(made.content.bytes().size()));
    }
    if (!keep_alive) add("Connection", "close");
    return head + "\r\n";
}

std::string http_date(std::time_t moment) {
    constexpr std::array days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm parts{};
    gmtime_r(&moment, &parts);
    return fmt::format(
        "{}, {:02} {} {} {:02}:{:02}:{:02} GMT",
        days.at(static_cast<std::size_t>(parts.tm_wday)),
        parts.tm_mday,
        months.at(static_cast<std::size_t>(parts.tm_mon)),
        parts.tm_year + 1900,
        parts.tm_hour,
        parts.tm_min,
        parts.tm_sec
    );
}

}  // namespace vouch::http
