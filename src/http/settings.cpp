#include "http/settings.h"

#include <boost/asio/ip/address.hpp>
#include <charconv>
#include <fmt/format.h>

namespace vouch::http {

result<listen_address> parse_listen_address(std::string_view text) {
    const auto wrong = [&] {
        return fail(errc::usage, fmt::format("\"{}\" is no address to listen on: write 127.0.0.1:8080", text));
    };
    const auto colon = text.rfind(':');
    if (colon == text.npos) return wrong();
    auto host = text.substr(0, colon);
    const auto digits = text.substr(colon + 1);
    listen_address found;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), found.port);
    if (digits.empty() || failure != std::errc{} || end != digits.data() + digits.size()) return wrong();
    if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
    found.host = host == "localhost" ? "127.0.0.1" : host;
    boost::system::error_code not_numeric;
    const auto address = boost::asio::ip::make_address(found.host, not_numeric);
    if (not_numeric) return wrong();
    if (!address.is_loopback()) {
        return fail(
            errc::refused,
            fmt::format(
                "{} can be reached from other machines, and nobody signs in yet: listen on 127.0.0.1 or [::1]", text
            )
        );
    }
    return found;
}

std::string to_string(const listen_address& address) {
    const bool is_v6 = address.host.find(':') != std::string::npos;
    return fmt::format("{}{}{}:{}", is_v6 ? "[" : "", address.host, is_v6 ? "]" : "", address.port);
}

}  // namespace vouch::http
