#include "http/target.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <optional>

namespace vouch::http {

namespace {

std::optional<unsigned> digit(char letter) {
    if (letter >= '0' && letter <= '9') return letter - '0';
    if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
    if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
    return std::nullopt;
}

/// How many bytes follow the first one of a letter, and the smallest code that is written so; none: it begins none.
struct letter_form {
    int more;
    std::uint32_t code;
    std::uint32_t code_min;
};
std::optional<letter_form> form_of(unsigned char first) {
    if (first < 0x80) return letter_form{0, first, 0};
    if ((first & 0xE0U) == 0xC0) return letter_form{1, first & 0x1FU, 0x80};
    if ((first & 0xF0U) == 0xE0) return letter_form{2, first & 0x0FU, 0x800};
    if ((first & 0xF8U) == 0xF0) return letter_form{3, first & 0x07U, 0x10000};
    return std::nullopt;
}

/// UTF-8 without control characters: what PostgreSQL takes as text, and a log line shows as it is.
bool is_plain_text(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        auto form = form_of(static_cast<unsigned char>(text[at++]));
        if (!form) return false;
        for (; form->more > 0; --form->more, ++at) {
            if (at >= text.size()) return false;
            const auto next = static_cast<unsigned char>(text[at]);
            if ((next & 0xC0U) != 0x80) return false;
            form->code = form->code << 6U | (next & 0x3FU);
        }
        const auto code = form->code;
        if (code < form->code_min || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000)) return false;
        if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return false;
    }
    return true;
}

result<std::string> decoded(std::string_view text, bool plus_is_space) {
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+' && plus_is_space) {
            plain += ' ';
        } else if (text[at] != '%') {
            plain += text[at];
        } else {
            const auto high = at + 2 < text.size() ? digit(text[at + 1]) : std::nullopt;
            const auto low = at + 2 < text.size() ? digit(text[at + 2]) : std::nullopt;
            if (!high || !low) {
                return fail(errc::bad_input, "a percent sign in the address stands before two hexadecimal digits");
            }
            plain += static_cast<char>(*high << 4U | *low);
            at += 2;
        }
    }
    if (!is_plain_text(plain)) {
        return fail(errc::bad_input, "the address is no UTF-8 text, or has control characters in it");
    }
    return plain;
}

/// Cuts off the part before a separator; the rest stays in `text`.
std::string_view take_until(std::string_view& text, char separator) {
    const auto end = std::min(text.find(separator), text.size());
    const auto part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

/// "/a/" has an empty last segment and so is another path than "/a"; "/" alone has none.
result<> parse_path(std::string_view path, target& into) {
    for (auto more = path != "/"; more;) {
        path.remove_prefix(1);
        const auto end = std::min(path.find('/'), path.size());
        TRY(segment, decoded(path.substr(0, end), false));
        if (segment == "." || segment == "..") {
            return fail(errc::bad_input, "the address goes to \".\" or \"..\"");
        }
        if (into.segments.size() == segments_max) return fail(errc::bad_input, "the address has too many parts");
        into.segments.push_back(std::move(segment));
        path.remove_prefix(end);
        more = !path.empty();
    }
    return {};
}

result<> parse_query(std::string_view query, target& into) {
    while (!query.empty()) {
        auto pair = take_until(query, '&');
        if (pair.empty()) continue;
        TRY(name, decoded(take_until(pair, '='), true));
        TRY(value, decoded(pair, true));
        if (std::ranges::find(into.parameters, name, [](auto& each) { return each.first; }) != into.parameters.end()) {
            return fail(errc::bad_input, "the parameter \"" + name + "\" is given twice");
        }
        if (into.parameters.size() == parameters_max) return fail(errc::bad_input, "too many parameters");
        into.parameters.emplace_back(std::move(name), std::move(value));
    }
    return {};
}

}  // namespace

std::string_view authority_of(std::string_view target) {
    const auto scheme = target.find("://");
    if (scheme == target.npos || scheme > target.find_first_of("/?")) return {};
    target.remove_prefix(scheme + 3);
    return target.substr(0, target.find_first_of("/?"));
}

result<target> parse_target(std::string_view text) {
    if (const auto named = authority_of(text); !named.empty()) {
        text.remove_prefix(static_cast<std::size_t>(named.end() - text.begin()));
        if (text.empty()) return target{"/", {}, {}};
    }
    if (!text.starts_with('/')) return fail(errc::bad_input, "the address of a request begins with a slash");
    target found;
    auto rest = text.substr(0, text.find('#'));
    found.path = take_until(rest, '?');
    CHECK_RESULT(parse_path(found.path, found));
    CHECK_RESULT(parse_query(rest, found));
    return found;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const auto letter : text) {
        const auto byte = static_cast<unsigned char>(letter);
        if ((byte < 0x80 && std::isalnum(byte) != 0) || letter == '-' || letter == '.' || letter == '_' ||
            letter == '~') {
            encoded += letter;
        } else {
            encoded += '%';
            encoded += digits[byte >> 4U];
            encoded += digits[byte & 15U];
        }
    }
    return encoded;
}

}  // namespace vouch::http
