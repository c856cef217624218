#include "record/import/external_ref.h"

#include <gtest/gtest.h>
#include <vector>

#include "record/import/text_encoding.h"

namespace vouch::record {

namespace {

std::string ref(std::vector<std::string_view> parts) {
    return external_ref("bank", parts);
}

TEST(ExternalRef, JoinsSourceAndKey) {
    EXPECT_EQ(ref({"19", "20171211", "Improper food storage"}), "bank/19/20171211/Improper food storage");
    EXPECT_EQ(numbered("bank/19", 1), "bank/19");
    EXPECT_EQ(numbered("bank/19", 2), "bank/19#2");
}

TEST(ExternalRef, KeepsDifferentKeysApart) {
    EXPECT_NE(ref({"a/b", "c"}), ref({"a", "b/c"}));
    EXPECT_NE(ref({"a#2"}), numbered(ref({"a"}), 2));
    EXPECT_NE(ref({"a%2Fb"}), ref({"a/b"}));
    EXPECT_EQ(ref({"a/b#1%\n"}), "bank/a%2Fb%231%25%0A");
}

TEST(ExternalRef, ShortensLongKeysAndKeepsThemApart) {
    const std::string text(1000, 'x');
    const std::string one = ref({text + "1"}), other = ref({text + "2"});
    EXPECT_NE(one, other);
    EXPECT_LE(one.size(), external_ref_bytes_max);
    EXPECT_EQ(ref({std::string(external_ref_bytes_max - 5, 'x')}).size(), external_ref_bytes_max);
}

TEST(ExternalRef, ShortensBetweenLetters) {
    for (std::size_t shift = 0; shift < 4; ++shift) {
        std::string text(shift, 'x');
        for (int i = 0; i < 200; ++i) text += "₹";
        EXPECT_TRUE(is_utf_8(ref({text})));
    }
}

}  // namespace

}  // namespace vouch::record
