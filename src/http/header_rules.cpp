#include "http/header_rules.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace vouch::http {

namespace {

constexpr std::size_t id_letters_max = 64;
constexpr std::size_t port_digits_max = 5;
constexpr std::array<std::string_view, 3> loopback_names{"localhost", "127.0.0.1", "[::1]"};

bool same_word(std::string_view one, std::string_view other) {
    return std::ranges::equal(one, other, [](unsigned char a, unsigned char b) {
        return std::tolower(a) == std::tolower(b);
    });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

/// As it is where what follows the colon is no port.
std::string_view without_port(std::string_view host) {
    const auto colon = host.rfind(':');
    if (colon == host.npos) return host;
    const auto port = host.substr(colon + 1);
    const auto is_digit = [](char letter) { return letter >= '0' && letter <= '9'; };
    return port.size() <= port_digits_max && std::ranges::all_of(port, is_digit) ? host.substr(0, colon) : host;
}

}  // namespace

std::string accepted_id(std::string_view given) {
    const bool fits = !given.empty() && given.size() <= id_letters_max && std::ranges::all_of(given, [](char letter) {
        return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
               (letter >= '0' && letter <= '9') || letter == '.' || letter == '_' || letter == '-';
    });
    return fits ? std::string(given) : std::string();
}

bool is_host_of(std::string_view host, std::span<const std::string> names) {
    const auto name = without_port(host);
    const auto same = [name](std::string_view known) { return same_word(name, known); };
    return std::ranges::any_of(loopback_names, same) || std::ranges::any_of(names, same);
}

bool is_same_origin(std::string_view origin, std::string_view host) {
    if (origin.empty()) return true;
    const auto scheme = origin.find("://");
    if (scheme == origin.npos || host.empty()) return false;
    const auto by = origin.substr(0, scheme);  // https: of a proxy in front
    return (same_word(by, "http") || same_word(by, "https")) && same_word(origin.substr(scheme + 3), host);
}

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
    bool any = false;
    while (!accept_encoding.empty()) {
        const auto end = std::min(accept_encoding.find(','), accept_encoding.size());
        const auto item = accept_encoding.substr(0, end);
        accept_encoding.remove_prefix(std::min(end + 1, accept_encoding.size()));
        const auto semicolon = std::min(item.find(';'), item.size());
        const auto name = trimmed(item.substr(0, semicolon));
        auto quality = trimmed(item.substr(std::min(semicolon + 1, item.size())));
        const bool wanted = !(quality.starts_with("q=") && quality.find_first_not_of("0.", 2) == quality.npos);
        if (same_word(name, coding)) return wanted;
        if (name == "*") any = wanted;
    }
    return any;
}

}  // namespace vouch::http
