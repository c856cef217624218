#pragma once
// Text as it comes from files of unknown age: made into UTF-8 that PostgreSQL can keep.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace vouch::record {

enum class text_encoding { utf_8, windows_1252, latin_1 };

/// What make_utf_8 found; a text may have several flaws.
struct text_flaws {
    bool not_utf_8 = false;    // said to be UTF-8 and is not; read in the fallback encoding
    bool undecodable = false;  // bytes that mean nothing in any encoding allowed; each became U+FFFD
    bool nul = false;          // NUL characters, which no database keeps; taken out
    bool lost_letter = false;  // already holds U+FFFD: a program before us lost a letter

    bool any() const { return not_utf_8 || undecodable || nul || lost_letter; }
};

/// Makes `text` valid UTF-8 without NUL characters. Bytes that are not UTF-8 where UTF-8 is said are read as
/// `fallback`, the whole text; without one each becomes U+FFFD. Never fails: it tells what it had to do.
text_flaws make_utf_8(std::string& text, text_encoding encoding, std::optional<text_encoding> fallback);

bool is_utf_8(std::string_view text);

/// How many characters (code points) a UTF-8 text has.
std::size_t letters_of(std::string_view text);

/// The first `most` characters of a UTF-8 text.
std::string_view first_letters(std::string_view text, std::size_t most);

/// The text without white space at its ends: ASCII's, and the no-break space that spreadsheets leave behind.
std::string_view trimmed(std::string_view text);

/// For messages: the text in quotation marks, cut where it is long, its control characters as spaces.
std::string in_quotes(std::string_view text);

}  // namespace vouch::record
