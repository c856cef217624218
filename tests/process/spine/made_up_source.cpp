#include "process/spine/made_up_source.h"

#include <array>
#include <fmt/format.h>

#include "base/values.h"
#include "process/scratch_folder.h"

namespace vouch::test {

namespace {

using std::chrono::days;

constexpr date first_day = std::chrono::sys_days(std::chrono::year(2019) / 1 / 1);
constexpr date extracted_on = std::chrono::sys_days(std::chrono::year(2024) / 12 / 31);

constexpr int registers = 40;  // so that the same is found at a branch again and again

constexpr std::string_view mapping = R"toml([source]
name = "river"
as_of = 2024-12-31

[tenant]
name = "River Bank (made up)"
zone = "Asia/Kolkata"
fiscal_year_start_month = 4

[[table]]
kind = "branch"
file = "branches.csv"
key = "Code"
[table.fields]
code = "Code"
name = "Name"

[[table]]
kind = "engagement"
file = "visits.csv"
key = ["Branch", "Day"]
[table.fields]
status = { constant = "COMPLETED" }
completed_on = { column = "Day", format = "%Y-%m-%d" }
rating = "Rating"
[table.references]
branch = "Branch"

[[table]]
kind = "observation"
file = "findings.csv"
key = "Number"
repeat_key = ["Branch", "Finding"]
[table.fields]
title = "Finding"
severity = { column = "Risk", values = { "A" = "CRITICAL", "B" = "HIGH", "C" = "MEDIUM", "D" = "LOW" } }
found_on = { column = "Day", format = "%Y-%m-%d" }
closed_on = { column = "Closed", format = "%Y-%m-%d" }
[table.references]
branch = "Branch"
engagement = { key = ["Branch", "Day"], create_missing = true }
)toml";

struct visit {
    int branch;
    date day;
};

visit visit_of(int number) {
    return {number % made_up_source::branches, first_day + days(number * 13 % 2'100)};
}

std::string branches_csv() {
    std::string text = "Code,Name\n";
    for (int i = 0; i < made_up_source::branches; ++i) text += fmt::format("B{:03},\"Branch {}, made up\"\n", i, i);
    return text;
}

std::string visits_csv() {
    std::string text = "Branch,Day,Rating\n";
    for (int i = 0; i < made_up_source::visits; ++i) {
        auto [branch, day] = visit_of(i % 1'000 == 999 ? i - 1 : i);  // every thousandth is the one before it
        text += fmt::format("B{:03},{},{}\n", branch, to_string(day), "ABC"[i % 3]);
    }
    return text;
}

std::string closing_of(int number, date found) {
    if (number % 500 == 13) return to_string(found - days(5));
    if (number % 750 == 7) return "2024-02-31";
    auto closed = found + days(20 + number % 400);
    return number % 3 == 0 || closed > extracted_on ? "" : to_string(closed);
}

std::string findings_csv() {
    constexpr std::string_view risks = "ABBCCCDDDD";
    std::string text = "Number,Branch,Day,Finding,Risk,Closed\n";
    for (int i = 0; i < made_up_source::findings; ++i) {
        auto [branch, found] = visit_of(i % made_up_source::visits);
        if (i % 97 == 0) found += days(1);  // on a day that no row of the visits names
        if (i % 1'000 == 501) found = extracted_on + days(30);
        int number = i % 2'000 == 1'999 ? i - 1 : i;
        text += fmt::format(
            "F{},B{:03},{},Register {} not signed,{},{}\n",
            number,
            branch,
            to_string(found),
            i % registers,
            risks[static_cast<std::size_t>(i) % risks.size()],
            closing_of(i, found)
        );
    }
    return text;
}

}  // namespace

made_up_source::made_up_source(const std::filesystem::path& folder) : folder_(folder) {
    std::filesystem::create_directories(folder);
    write_file(folder / "river.toml", std::string(mapping));
    write_file(folder / "branches.csv", branches_csv());
    write_file(folder / "visits.csv", visits_csv());
    write_file(folder / "findings.csv", findings_csv());
}

std::vector<std::string> made_up_source::import_words(const std::filesystem::path& list) const {
    return {
        "import",
        "--tenant",
        "river",
        "--create",
        "--mapping",
        folder_ / "river.toml",
        "--exceptions",
        list,
        folder_ / "branches.csv",
        folder_ / "visits.csv",
        folder_ / "findings.csv"
    };
}

}  // namespace vouch::test
