#include "process/report/spreadsheet.h"

#include <gtest/gtest.h>

#include "process/scratch_folder.h"
#include "process/vouch_run.h"

namespace vouch::test {

cells read_csv(const std::string& text) {
    cells rows;
    std::vector<std::string> row;
    std::string value;
    bool quoted = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto each = text[at];
        if (quoted && each == '"' && at + 1 < text.size() && text[at + 1] == '"') {
            value += text[++at];
        } else if (each == '"') {
            quoted = !quoted;
        } else if (!quoted && (each == ',' || each == '\n')) {
            row.push_back(std::move(value));
            value.clear();
            if (each == '\n') {
                rows.push_back(std::move(row));
                row.clear();
            }
        } else {
            value += each;
        }
    }
    return rows;
}

cells read_sheet(const std::filesystem::path& workbook, const std::string& sheet, formulas wanted) {
    const scratch_folder folder;
    const auto text = folder / "sheet.csv";
    std::vector<std::string> words{
        "ssconvert",
        "-T",
        "Gnumeric_stf:stf_assistant",
        "-O",
        "sheet=" + sheet + " separator=, format=raw",
        workbook.string(),
        text.string()
    };
    if (wanted == formulas::computed_again) words.insert(words.begin() + 1, "--recalc");
    const auto read = run(words);
    EXPECT_EQ(read.status, 0) << read.output << read.errors;
    return read_csv(read_file(text));
}

void tamper(const std::filesystem::path& workbook, int sheet, const std::string& was, const std::string& becomes) {
    constexpr auto program = R"(
import sys, zipfile
workbook, sheet, was, becomes = sys.argv[1:]
with zipfile.ZipFile(workbook) as read:
    parts = {name: read.read(name) for name in read.namelist()}
name = f"xl/worksheets/sheet{sheet}.xml"
was, becomes = f"<t>{was}</t>".encode(), f"<t>{becomes}</t>".encode()
if was not in parts[name]:
    sys.exit("no cell has it")
parts[name] = parts[name].replace(was, becomes, 1)
with zipfile.ZipFile(workbook, "w", zipfile.ZIP_DEFLATED) as written:
    for each, content in parts.items():
        written.writestr(each, content)
)";
    const auto done = run({"python3", "-c", program, workbook.string(), std::to_string(sheet), was, becomes});
    EXPECT_EQ(done.status, 0) << done.output << done.errors;
}

}  // namespace vouch::test
