#include "record/import/text_encoding.h"

#include <gtest/gtest.h>

namespace vouch::record {

namespace {

constexpr auto utf_8 = text_encoding::utf_8;

std::string mended(std::string text, text_encoding encoding = utf_8, std::optional<text_encoding> fallback = {}) {
    make_utf_8(text, encoding, fallback);
    return text;
}

text_flaws flaws_of(std::string text, text_encoding encoding = utf_8, std::optional<text_encoding> fallback = {}) {
    return make_utf_8(text, encoding, fallback);
}

TEST(TextEncoding, KnowsUtf8FromWhatOnlyLooksLikeIt) {
    for (const char* good : {"", "plain", "é", "₹", "हिन्दी", "\U0001F600", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"}) {
        EXPECT_TRUE(is_utf_8(good)) << good;
    }
    for (const char* bad :
         {"\x80",
          "\xC3",
          "\xC0\xAF",
          "\xC1\xBF",
          "\xE0\x80\xAF",
          "\xE2\x82",
          "\xED\xA0\x80",
          "\xF0\x80\x80\x80",
          "\xF4\x90\x80\x80",
          "\xF5\x80\x80\x80",
          "\xFF",
          "\xF0\x9F\x98"}) {
        EXPECT_FALSE(is_utf_8(bad));
    }
}

TEST(TextEncoding, LeavesGoodTextAlone) {
    EXPECT_EQ(mended("naïve ₹5"), "naïve ₹5");
    EXPECT_FALSE(flaws_of("naïve ₹5").any());
}

TEST(TextEncoding, ReadsOldEncodings) {
    EXPECT_EQ(mended("\x80 caf\xE9 \x96", text_encoding::windows_1252), "€ café –");
    EXPECT_EQ(mended("caf\xE9", text_encoding::latin_1), "café");
    EXPECT_FALSE(flaws_of("caf\xE9", text_encoding::windows_1252).any());
}

TEST(TextEncoding, FallsBackForTheWholeText) {
    EXPECT_EQ(mended("caf\xE9 \xC3\xA9", utf_8, text_encoding::windows_1252), "café Ã©");
    EXPECT_TRUE(flaws_of("caf\xE9", utf_8, text_encoding::windows_1252).not_utf_8);
}

TEST(TextEncoding, MarksBytesThatMeanNothing) {
    EXPECT_EQ(mended("a\xFF\xC3z"), "a\uFFFD\uFFFDz");
    EXPECT_TRUE(flaws_of("a\xFF").undecodable);
    EXPECT_EQ(mended("\x81", utf_8, text_encoding::windows_1252), "\uFFFD");
    EXPECT_TRUE(flaws_of("\x81", utf_8, text_encoding::windows_1252).undecodable);
}

TEST(TextEncoding, TakesNulCharactersOut) {
    const std::string text("a\0b\0", 4);
    EXPECT_EQ(mended(text), "ab");
    EXPECT_TRUE(flaws_of(text).nul);
    EXPECT_EQ(mended(text, text_encoding::windows_1252), "ab");
    EXPECT_FALSE(flaws_of(text, text_encoding::windows_1252).undecodable);
}

TEST(TextEncoding, TellsOfLettersThatWereLostBefore) {
    EXPECT_TRUE(flaws_of("CAF\uFFFD").lost_letter);
    EXPECT_EQ(mended("CAF\uFFFD"), "CAF\uFFFD");
}

TEST(TextEncoding, CountsAndCutsByLetters) {
    EXPECT_EQ(letters_of("₹é\U0001F600x"), 4u);
    EXPECT_EQ(first_letters("₹éx", 2), "₹é");
    EXPECT_EQ(first_letters("ab", 9), "ab");
}

TEST(TextEncoding, TrimsWhatSpreadsheetsLeave) {
    EXPECT_EQ(trimmed(" \t\u00A0 a b\u00A0\r\n"), "a b");
    EXPECT_EQ(trimmed("\u00A0 "), "");
}

TEST(TextEncoding, QuotesForMessages) {
    EXPECT_EQ(in_quotes("a\nb\x1B[31m"), "\"a b [31m\"");
    EXPECT_EQ(in_quotes(std::string(101, 'x')), "\"" + std::string(100, 'x') + "…\"");
}

}  // namespace

}  // namespace vouch::record
