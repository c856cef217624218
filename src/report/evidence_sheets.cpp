#include "report/evidence_sheets.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/grouped_number.h"

namespace vouch::report {

namespace {

/// A column that a spreadsheet computes from others of the same row, which {braces} name.
struct computed_column {
    std::string_view name;
    std::string_view formula;
};

struct table {
    std::string_view sheet;  // "Observations"; its columns are called observations_X
    const db::raw_rows* rows;
    std::vector<computed_column> computed;
};

std::vector<table> tables_of(const evidence& found) {
    return {
        {"Observations",
         &found.observations,
         {{"days_to_close",
           R"(IF(AND({status}="CLOSED",{closed_on}>=first_day,{closed_on}<=closing_day),{closed_on}-{issued_on},""))"},
          {"days_outstanding",
           R"(IF(OR({status}="ISSUED",{status}="RESPONSE",{status}="COMPLIANCE"),closing_day-{issued_on},""))"},
          {"repeats",
           R"(IF({repeat_of_id}="","",IF(OR({prior_status_then}="ISSUED",{prior_status_then}="RESPONSE",)"
           R"({prior_status_then}="COMPLIANCE",{prior_status_then}="RISK_ACCEPTED"),"persisting","recurred")))"}}},
        {"Opening", &found.opening, {}},
        {"Steps", &found.steps, {}},
        {"Requirements", &found.requirements, {}},
        {"Branches",
         &found.branches,
         {{"active", R"(IF(AND({active_from}<=closing_day,OR({active_to}="",{active_to}>=closing_day)),1,0))"},
          {"due", R"(IF(AND({active}=1,OR({active_from}="",EDATE({active_from},12)<=closing_day)),1,0))"},
          {"covered", R"(IF(AND({due}=1,ISNUMBER(MATCH({id},engagements_covers_branch,0))),1,0))"}}},
        {"Engagements",
         &found.engagements,
         {{"covers_branch",
           R"(IF(AND({status}="COMPLETED",{completed_on}<=closing_day,closing_day<EDATE({completed_on},12)),{branch_id}&"",""))"
         }}},
    };
}

/// "original_due_on" as a heading: "Original due on".
std::string heading_of(std::string_view column) {
    std::string text(column);
    std::ranges::replace(text, '_', ' ');
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string in_small_letters(std::string_view text) {
    std::string small(text);
    for (auto& each : small) {
        if (each >= 'A' && each <= 'Z') each = static_cast<char>(each - 'A' + 'a');
    }
    return small;
}

/// Writes a value that came from the database, nothing where it is null. Returns how many characters it shows.
struct cell_writer {
    workbook& book;
    lxw_worksheet* sheet;
    std::uint32_t row;
    std::uint16_t column;

    result<std::size_t> operator()(std::monostate) const { return 0; }
    result<std::size_t> operator()(bool value) const { return (*this)(std::string(value ? "yes" : "no")); }
    result<std::size_t> operator()(std::int64_t value) const {
        book.number(sheet, row, column, static_cast<double>(value), look::whole);
        return 8;
    }
    result<std::size_t> operator()(const std::string& value) const {
        book.text(sheet, row, column, value, look::plain);
        return value.size();
    }
    result<std::size_t> operator()(date value) const {
        book.day(sheet, row, column, value);
        return 11;
    }
    result<std::size_t> operator()(const uuid& value) const { return (*this)(to_string(value)); }
    result<std::size_t> operator()(const auto&) const {
        return fail(errc::internal, fmt::format("column {} of {} has a type without a cell", column, row));
    }
};

result<std::size_t> write_cell(
    workbook& book, lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, const db::value& value
) {
    return std::visit(cell_writer{book, sheet, row, column}, value);
}

/// The formula of a row: each {column} is its cell there.
std::string in_row(std::string_view formula, const std::vector<std::string>& columns, std::uint32_t row) {
    std::string text;
    for (std::size_t at = 0; at < formula.size(); ++at) {
        if (formula[at] != '{') {
            text += formula[at];
            continue;
        }
        const auto end = formula.find('}', at);
        const auto found = std::ranges::find(columns, formula.substr(at + 1, end - at - 1));
        text += cell_name(row, static_cast<std::uint16_t>(found - columns.begin()));
        at = end;
    }
    return text;
}

result<> write_table(workbook& book, const table& wanted) {
    constexpr double narrowest = 9, widest = 60, margin = 2;
    auto* sheet = book.add_sheet(wanted.sheet, 1);
    std::vector<std::string> columns;
    for (const auto& column : wanted.rows->columns()) columns.emplace_back(column.name);
    for (const auto& column : wanted.computed) columns.emplace_back(column.name);
    const auto read = wanted.rows->columns().size();
    std::vector<std::size_t> shown(columns.size());
    for (std::size_t i = 0; i < columns.size(); ++i) {
        book.text(sheet, 0, static_cast<std::uint16_t>(i), heading_of(columns[i]), look::heading);
        shown[i] = columns[i].size();
    }
    for (std::size_t i = 0; i < wanted.rows->size(); ++i) {
        const auto row = static_cast<std::uint32_t>(i + 1);
        for (std::size_t j = 0; j < read; ++j) {
            TRY(value, (*wanted.rows)[i].value(j));
            TRY(width, write_cell(book, sheet, row, static_cast<std::uint16_t>(j), value));
            shown[j] = std::max(shown[j], width);
        }
        for (std::size_t j = read; j < columns.size(); ++j) {
            const auto formula = in_row(wanted.computed[j - read].formula, columns, row);
            book.formula(sheet, row, static_cast<std::uint16_t>(j), formula, look::computed, "");
        }
    }
    // A name needs a cell even where there are no rows.
    const auto last = std::max<std::uint32_t>(static_cast<std::uint32_t>(wanted.rows->size()), 1);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto column = static_cast<std::uint16_t>(i);
        book.width(sheet, column, std::clamp(static_cast<double>(shown[i]) + margin, narrowest, widest));
        book.define(
            in_small_letters(wanted.sheet) + "_" + columns[i],
            fmt::format("{}!{}:{}", wanted.sheet, cell_name(1, column, true), cell_name(last, column, true))
        );
    }
    book.filter(sheet, last, static_cast<std::uint16_t>(columns.size() - 1));
    return {};
}

result<> write_settings(workbook& book, const db::raw_rows& settings) {
    auto* sheet = book.add_sheet("Settings", 1);
    book.text(sheet, 0, 0, "Setting", look::heading);
    book.text(sheet, 0, 1, "Value", look::heading);
    book.width(sheet, 0, 26);
    book.width(sheet, 1, 26);
    for (std::size_t i = 0; i < settings.columns().size(); ++i) {
        const auto row = static_cast<std::uint32_t>(i + 1);
        const auto name = settings.columns()[i].name;
        TRY(value, settings[0].value(i));
        book.text(sheet, row, 0, heading_of(name), look::plain);
        CHECK_RESULT(write_cell(book, sheet, row, 1, value));
        book.define(fmt::format("setting_{}", name), "Settings!" + cell_name(row, 1, true));
    }
    return {};
}

}  // namespace

result<> check_sheets_fit(const evidence& found) {
    for (const auto& each : tables_of(found)) {
        if (each.rows->size() >= workbook::rows_max) {
            return fail(
                errc::refused,
                fmt::format(
                    "the sheet {} would have {} rows, and a spreadsheet holds {}",
                    each.sheet,
                    grouped(each.rows->size()),
                    grouped(workbook::rows_max - 1)
                )
            );
        }
    }
    return {};
}

result<> write_sheets(workbook& book, const evidence& found) {
    for (const auto& each : tables_of(found)) CHECK_RESULT(write_table(book, each));
    return write_settings(book, found.settings);
}

}  // namespace vouch::report
