// What docs/import.md shows is what happens.
#include <gtest/gtest.h>
#include <sstream>

#include "import_fixture.h"
#include "record/import/exceptions_csv.h"

namespace vouch::record {

namespace {

using namespace test;

/// The n-th block of a language in a Markdown text.
std::string block(const std::string& text, const std::string& language, int n) {
    const std::string fence = "```" + language + "\n";
    std::size_t begin = 0;
    for (int i = 0; i < n; ++i) begin = text.find(fence, begin) + fence.size();
    return text.substr(begin, text.find("```", begin) - begin);
}

class Documentation : public testing::Test {
protected:
    Documentation() {
        std::ostringstream text;
        text << std::ifstream(std::string(VOUCH_SOURCE_DIRECTORY) + "/docs/import.md").rdbuf();
        text_ = text.str();
    }
    std::string text_;
};

TEST_F(Documentation, TheFullExampleGivesTheExceptionsItShows) {
    const auto all = import_text(block(text_, "toml", 1), "findings.csv", block(text_, "csv", 1));
    EXPECT_EQ(all.all<observation_record>().size(), 3u);
    EXPECT_EQ(all.all<branch_record>().size(), 2u);
    EXPECT_EQ(all.all<area_record>().size(), 2u);
    EXPECT_EQ(all.all<engagement_record>().size(), 2u);
    EXPECT_EQ(all.all<observation_record>().front().identity.external_ref, "koregaon-bank/F-101");
    std::string listed = "file,row,field,value,reason,effect,code\n";
    for (const import_exception& exception : all.exceptions) listed += csv_line(exception);
    EXPECT_EQ(listed, block(text_, "csv", 2));
}

TEST_F(Documentation, NamesEveryCodeAndEveryField) {
    for (int i = 0; i <= static_cast<int>(exception_code::letter_lost); ++i) {
        const std::string name(name_of(static_cast<exception_code>(i)));
        EXPECT_TRUE(text_.contains("`" + name + "`")) << name;
    }
    for (const std::string_view kind : record_kind_words)
        EXPECT_TRUE(text_.contains("\n| " + std::string(kind) + " |"));
    for (int kind = 0; kind < 5; ++kind) {
        for (const field_rule& field : fields_of(static_cast<record_kind>(kind))) {
            EXPECT_TRUE(text_.contains("`" + std::string(field.name) + "`")) << field.name;
            for (const std::string_view word : field.words)
                EXPECT_TRUE(text_.contains("`" + std::string(word) + "`")) << word;
        }
    }
}

}  // namespace

}  // namespace vouch::record
