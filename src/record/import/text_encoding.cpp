#include "record/import/text_encoding.h"

#include <algorithm>
#include <array>

namespace vouch::record {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view no_break_space = "\xC2\xA0";   // U+00A0
constexpr std::size_t quoted_letters_max = 100;

// 0x80 to 0x9F of windows-1252; 0 where the code page has no character.
constexpr std::array<char32_t, 32> windows_1252_letters = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

unsigned char byte_at(std::string_view text, std::size_t at) {
    return static_cast<unsigned char>(text[at]);
}

bool continues(std::string_view text, std::size_t at, unsigned char least = 0x80, unsigned char most = 0xBF) {
    return at < text.size() && byte_at(text, at) >= least && byte_at(text, at) <= most;
}

/// Bytes of the well-formed UTF-8 character that begins at `at` (Unicode's table 3-7), or 0.
std::size_t character_at(std::string_view text, std::size_t at) {
    const unsigned char first = byte_at(text, at);
    if (first < 0x80) return 1;
    if (first < 0xC2 || first > 0xF4) return 0;
    if (first < 0xE0) return continues(text, at + 1) ? 2 : 0;
    if (first < 0xF0) {
        const unsigned char least = first == 0xE0 ? 0xA0 : 0x80;  // no longer form of a shorter character
        const unsigned char most = first == 0xED ? 0x9F : 0xBF;   // no surrogate
        return continues(text, at + 1, least, most) && continues(text, at + 2) ? 3 : 0;
    }
    const unsigned char least = first == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = first == 0xF4 ? 0x8F : 0xBF;  // nothing over U+10FFFF
    return continues(text, at + 1, least, most) && continues(text, at + 2) && continues(text, at + 3) ? 4 : 0;
}

/// Appends a character below U+10000.
void append(std::string& text, char32_t letter) {
    if (letter < 0x80) {
        text += static_cast<char>(letter);
    } else if (letter < 0x800) {
        text += static_cast<char>(0xC0 | letter >> 6);
        text += static_cast<char>(0x80 | (letter & 0x3F));
    } else {
        text += static_cast<char>(0xE0 | letter >> 12);
        text += static_cast<char>(0x80 | (letter >> 6 & 0x3F));
        text += static_cast<char>(0x80 | (letter & 0x3F));
    }
}

/// Reads each byte as a character of a one-byte encoding. True when all bytes have a meaning in it.
bool read_as(text_encoding encoding, std::string& text) {
    std::string decoded;
    bool all_known = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        char32_t letter = byte_at(text, i);
        if (encoding == text_encoding::windows_1252 && letter >= 0x80 && letter < 0xA0) {
            letter = windows_1252_letters[letter - 0x80];
        }
        if (letter == 0 && byte_at(text, i) != 0) {
            all_known = false;
            decoded += replacement;
        } else {
            append(decoded, letter);
        }
    }
    text = std::move(decoded);
    return all_known;
}

void replace_undecodable(std::string& text) {
    std::string kept;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = character_at(text, i);
        kept += length == 0 ? replacement : std::string_view(text).substr(i, length);
        i += std::max<std::size_t>(length, 1);
    }
    text = std::move(kept);
}

bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

}  // namespace

text_flaws make_utf_8(std::string& text, text_encoding encoding, std::optional<text_encoding> fallback) {
    text_flaws flaws;
    const bool plain = std::ranges::all_of(text, [](char c) { return c > 0; });  // ASCII without NUL: nearly always
    if (plain) return flaws;
    if (encoding != text_encoding::utf_8) {
        flaws.undecodable = !read_as(encoding, text);
    } else if (is_utf_8(text)) {
        flaws.lost_letter = text.contains(replacement);
    } else if (fallback && *fallback != text_encoding::utf_8) {
        flaws.not_utf_8 = true;
        flaws.undecodable = !read_as(*fallback, text);
    } else {
        flaws.undecodable = true;
        replace_undecodable(text);
    }
    flaws.nul = std::erase(text, '\0') > 0;
    return flaws;
}

bool is_utf_8(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = character_at(text, i);
        if (length == 0) return false;
        i += length;
    }
    return true;
}

std::size_t letters_of(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    }));
}

std::string_view first_letters(std::string_view text, std::size_t most) {
    std::size_t end = 0;
    while (end < text.size() && most > 0) {
        end += std::max<std::size_t>(character_at(text, end), 1);
        --most;
    }
    return text.substr(0, end);
}

std::string_view trimmed(std::string_view text) {
    for (;;) {
        if (!text.empty() && is_space(text.front())) {
            text.remove_prefix(1);
        } else if (!text.empty() && is_space(text.back())) {
            text.remove_suffix(1);
        } else if (text.starts_with(no_break_space)) {
            text.remove_prefix(no_break_space.size());
        } else if (text.ends_with(no_break_space)) {
            text.remove_suffix(no_break_space.size());
        } else {
            return text;
        }
    }
}

std::string in_quotes(std::string_view text) {
    const std::string_view shown = first_letters(text, quoted_letters_max);
    std::string sentence = "\"" + std::string(shown) + (shown.size() < text.size() ? "…\"" : "\"");
    std::ranges::replace_if(sentence, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return sentence;
}

}  // namespace vouch::record
