#include "record/import/csv_reader.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "import_fixture.h"

namespace vouch::record {

namespace {

using namespace test;

struct read_rows {
    std::vector<std::string> columns;
    std::vector<csv_row> rows;
};

read_rows read(std::string text, csv_options options = {}, std::size_t piece = block_bytes) {
    options.name = "test.csv";
    read_rows all;
    auto reader = csv_reader::open(source_of(std::move(text), piece), options);
    EXPECT_TRUE(reader) << describe(reader.error());
    if (!reader) return all;
    all.columns = reader->columns();
    for (;;) {
        const auto row = reader->next();
        EXPECT_TRUE(row);
        if (*row == nullptr) return all;
        all.rows.push_back(**row);
    }
}

std::string refusal(std::string text, csv_options options = {}) {
    options.name = "test.csv";
    auto reader = csv_reader::open(source_of(std::move(text)), options);
    return reader ? "" : reader.error().detail;
}

using fields = std::vector<std::string>;

TEST(CsvReader, ReadsHeaderAndRows) {
    const auto all = read("a,b\n1,2\n3,\"x, \"\"y\"\"\"\n");
    EXPECT_EQ(all.columns, (fields{"a", "b"}));
    ASSERT_EQ(all.rows.size(), 2u);
    EXPECT_EQ(all.rows[0].fields, (fields{"1", "2"}));
    EXPECT_EQ(all.rows[1].fields, (fields{"3", "x, \"y\""}));
}

TEST(CsvReader, NumbersRowsAsASpreadsheetDoesAndKeepsTheLines) {
    const auto all = read("a,b\r\n1,\"two\r\nlines\nthree\"\r\n\r\n2,x\r\n");
    ASSERT_EQ(all.rows.size(), 2u);
    EXPECT_EQ(all.rows[0].row, 2u);
    EXPECT_EQ(all.rows[0].first_line, 2u);
    EXPECT_EQ(all.rows[0].last_line, 4u);
    EXPECT_EQ(all.rows[0].fields[1], "two\r\nlines\nthree");
    EXPECT_EQ(all.rows[1].row, 4u) << "the empty row is a row of the sheet";
    EXPECT_EQ(all.rows[1].first_line, 6u);
    EXPECT_EQ(all.rows[1].last_line, 6u);
}

TEST(CsvReader, TakesEveryLineEnd) {
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        const auto all = read("a,b" + end + "1,2" + end + "3,4");
        ASSERT_EQ(all.rows.size(), 2u);
        EXPECT_EQ(all.rows[1].fields, (fields{"3", "4"}));
        EXPECT_EQ(all.rows[1].row, 3u);
        EXPECT_EQ(all.rows[1].first_line, 3u);
    }
}

TEST(CsvReader, ReadsTheSameWhereverABlockEnds) {
    const std::string tail = "1,\"a\r\nb \"\" c\"\r\n\r\n2,  x  \r\n\"\",\r\n";
    for (std::size_t shift = 0; shift <= tail.size(); ++shift) {
        std::string text = "a,b\r\n";
        while (text.size() + 12 < block_bytes - shift) text += "0,0\r\n";
        text += "\"" + std::string(block_bytes - shift - text.size() - 6, 'f') + "\",9\r\n";
        ASSERT_EQ(text.size() + shift, block_bytes);
        const auto all = read(text + tail);
        ASSERT_GE(all.rows.size(), 3u);
        const auto* last = &all.rows.back();
        EXPECT_EQ(last[-2].fields, (fields{"1", "a\r\nb \" c"})) << shift;
        EXPECT_EQ(last[-1].fields, (fields{"2", "x"})) << shift;
        EXPECT_EQ(last[0].fields, (fields{"", ""})) << shift;
        EXPECT_EQ(last[0].row, last[-2].row + 3) << shift;
        EXPECT_EQ(last[0].first_line, last[-2].first_line + 4) << shift;
    }
}

TEST(CsvReader, ReadsTheSameWhateverTheSourceGivesAtOnce) {
    const std::string text = "a,b\r\n1,\"x\r\ny\"\r\n2,z\r\n";
    for (std::size_t piece = 1; piece < text.size(); ++piece) {
        EXPECT_EQ(read(text, {}, piece).rows[0].fields, (fields{"1", "x\r\ny"}));
    }
}

TEST(CsvReader, SkipsAByteOrderMarkAndTrimsColumnNames) {
    EXPECT_EQ(read("\xEF\xBB\xBF\"a\" , b\xC2\xA0\n1,2\n").columns, (fields{"a", "b"}));
}

TEST(CsvReader, ReadsOtherDelimiters) {
    EXPECT_EQ(read("a;b\n1,5;2\n", {.delimiter = ';'}).rows[0].fields, (fields{"1,5", "2"}));
    EXPECT_EQ(read("a\tb\n\t2\n", {.delimiter = '\t'}).rows[0].fields, (fields{"", "2"}));
}

TEST(CsvReader, RefusesAFileWithoutAUsableHeader) {
    EXPECT_EQ(refusal(""), "test.csv is empty; its first row must name the columns");
    EXPECT_EQ(refusal("\n\r\n"), "test.csv is empty; its first row must name the columns");
    EXPECT_EQ(
        refusal("a,b,a\n1,2,3\n"), "test.csv: the header names the column \"a\" twice, as columns 1 and 3; rename one"
    );
    EXPECT_EQ(
        refusal("\xFF\xFE"
                "a"),
        "test.csv is UTF-16; save it as CSV in UTF-8 and import that"
    );
    EXPECT_EQ(refusal(std::string(columns_max, ',')), "test.csv has 1001 columns; at most 1000 can be imported");
    EXPECT_NE(refusal("\"a,b\n1,2\n"), "");
}

TEST(CsvReader, TellsOfRowsWithAnotherNumberOfColumnsAndGoesOn) {
    const auto all = read("a,b\n1\n1,2,3\n1,2\n");
    EXPECT_EQ(all.rows[0].problem, row_problem::wrong_columns);
    EXPECT_EQ(all.rows[0].field_count, 1u);
    EXPECT_EQ(all.rows[1].problem, row_problem::wrong_columns);
    EXPECT_EQ(all.rows[1].field_count, 3u);
    EXPECT_EQ(all.rows[2].problem, row_problem::none);
}

TEST(CsvReader, TellsOfAQuotationMarkThatIsNeverClosed) {
    const auto all = read("a,b\n1,2\n3,\"x\n4,5\n");
    ASSERT_EQ(all.rows.size(), 2u);
    EXPECT_EQ(all.rows[1].problem, row_problem::quote_not_closed);
    EXPECT_EQ(all.rows[1].first_line, 3u);
}

TEST(CsvReader, KeepsFieldsUpToTheLimitAndNoneOverIt) {
    for (const bool quoted : {false, true}) {
        const std::string quote = quoted ? "\"" : "";
        for (const std::size_t length : {field_bytes_max - 1, field_bytes_max}) {
            const auto all = read("a,b\n" + quote + std::string(length, 'x') + quote + ",2\n");
            EXPECT_EQ(all.rows[0].problem, row_problem::none) << length << quoted;
            EXPECT_EQ(all.rows[0].fields[0].size(), length);
        }
        for (const std::size_t length :
             {field_bytes_max + 1, field_bytes_max + 2, field_bytes_max + 3, 3 * field_bytes_max}) {
            const auto all = read("a,b\n1," + quote + std::string(length, 'x') + quote + "\n3,4\n");
            ASSERT_EQ(all.rows.size(), 2u) << length << quoted;
            EXPECT_EQ(all.rows[0].problem, row_problem::field_too_long) << length << quoted;
            EXPECT_EQ(all.rows[0].problem_column, 1u);
            EXPECT_EQ(all.rows[1].fields, (fields{"3", "4"}));
        }
    }
}

TEST(CsvReader, DropsAnOverlongFieldWhateverStandsAroundTheLimit) {
    for (std::size_t length = field_bytes_max - 4; length < field_bytes_max + 8; ++length) {
        for (const std::string end : {"\"", "\"\"\"", "\"  ", "  \"", "\"x\"", "\" \" \""}) {
            const auto all = read("a,b\n\"" + std::string(length, 'x') + end + ",2\n3,4\n");
            ASSERT_EQ(all.rows.size(), 2u) << length << end;
            EXPECT_EQ(all.rows[0].fields[1], "2") << length << end;
            EXPECT_EQ(all.rows[1].fields, (fields{"3", "4"})) << length << end;
        }
    }
}

TEST(CsvReader, ALineOfTenMegabytesTakesNoMemory) {
    const std::size_t megabyte = 1024 * 1024;
    rusage before, after;
    std::size_t left = 10 * megabyte;
    bool ended = false;
    byte_source source = [&, header = std::string("a,b\n1,")](std::span<char> buffer) mutable -> result<std::size_t> {
        if (!header.empty()) {
            const std::size_t length = std::exchange(header, "").copy(buffer.data(), buffer.size());
            return length;
        }
        const std::size_t length = std::min(buffer.size(), left);
        std::fill_n(buffer.data(), length, 'x');
        left -= length;
        if (length > 0 || std::exchange(ended, true)) return length;
        return std::string("\n5,6\n").copy(buffer.data(), buffer.size());
    };
    auto reader = csv_reader::open(std::move(source), {.name = "test.csv"}).value();
    getrusage(RUSAGE_SELF, &before);
    EXPECT_EQ(reader.next().value()->problem, row_problem::field_too_long);
    EXPECT_EQ(reader.next().value()->fields, (fields{"5", "6"}));
    getrusage(RUSAGE_SELF, &after);
    EXPECT_LT(after.ru_maxrss - before.ru_maxrss, 2 * 1024) << "KiB";
}

TEST(CsvReader, ARowOfManyFieldsTakesNoMemoryEither) {
    const auto all = read("a,b\n" + std::string(5'000'000, ',') + "\n1,2\n");
    EXPECT_EQ(all.rows[0].problem, row_problem::wrong_columns);
    EXPECT_EQ(all.rows[0].field_count, 5'000'001u);
    EXPECT_EQ(all.rows[0].fields.size(), 2u);
    EXPECT_EQ(all.rows[1].fields, (fields{"1", "2"}));
}

TEST(CsvReader, TellsOfARowThatIsTooLongAltogether) {
    std::string header = "c0", row = std::string(60'000, 'x');
    for (int i = 1; i < 20; ++i) {
        header += ",c" + std::to_string(i);
        row += "," + std::string(60'000, 'x');
    }
    EXPECT_EQ(read(header + "\n" + row + "\n").rows[0].problem, row_problem::row_too_long);
}

TEST(CsvReader, ReadsTextThatIsNotUtf8InTheFallbackEncodingAndSaysSo) {
    csv_options options;
    options.fallback_encoding = text_encoding::windows_1252;
    const auto all = read("a,b\nCaf\xE9,\x93ok\x94\nna\xC3\xAFve,x\n", options);
    EXPECT_EQ(all.rows[0].fields, (fields{"Café", "“ok”"}));
    ASSERT_EQ(all.rows[0].mended.size(), 2u);
    EXPECT_TRUE(all.rows[0].mended[1].flaws.not_utf_8);
    EXPECT_EQ(all.rows[1].fields[0], "naïve");
    EXPECT_TRUE(all.rows[1].mended.empty());
}

TEST(CsvReader, GivesOnWhatTheSourceCannotRead) {
    int calls = 0;
    byte_source source = [&](std::span<char> buffer) -> result<std::size_t> {
        if (++calls > 1) return fail(errc::io, "the disk is gone");
        std::fill(buffer.begin(), buffer.end(), '\n');
        buffer[0] = 'a';
        return buffer.size();
    };
    auto reader = csv_reader::open(std::move(source), {.name = "test.csv"});
    ASSERT_TRUE(reader);
    const auto row = reader->next();
    ASSERT_FALSE(row);
    EXPECT_EQ(row.error().detail, "the disk is gone");
}

TEST(CsvReader, StaysAtTheEnd) {
    auto reader = csv_reader::open(source_of("a\n1"), {.name = "test.csv"}).value();
    EXPECT_NE(reader.next().value(), nullptr);
    EXPECT_EQ(reader.next().value(), nullptr);
    EXPECT_EQ(reader.next().value(), nullptr);
}

}  // namespace

}  // namespace vouch::record
