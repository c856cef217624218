#include "report/workbook.h"

#include <cerrno>
#include <fmt/format.h>
#include <fstream>
#include <system_error>
#include <utility>
#include <xlsxwriter.h>

namespace vouch::report {

namespace {

/// Days as spreadsheets count them. Before March 1900 they disagree with each other by a day; the order holds.
double serial_of(date day) {
    using namespace std::chrono;
    return static_cast<double>((day - sys_days(year(1899) / December / 30)).count());
}

std::string cell_of(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column) {
    return fmt::format("{}!{}", sheet->name, cell_name(row, column));
}

}  // namespace

std::string cell_name(std::uint32_t row, std::uint16_t column, bool fixed) {
    std::string letters;
    for (int left = column + 1; left > 0; left = (left - 1) / 26) {
        letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
    }
    const auto* sign = fixed ? "$" : "";
    return fmt::format("{}{}{}{}", sign, letters, sign, row + 1);
}

workbook::workbook(const std::filesystem::path& file, std::string title, date as_of, std::string footer)
    : file_(file), footer_(std::move(footer)) {
    lxw_workbook_options options{};
    options.constant_memory = 1;
    native_ = workbook_new_opt(file_.c_str(), &options);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.created = std::chrono::system_clock::to_time_t(as_of);
    workbook_set_properties(native_, &properties);
}

workbook::~workbook() {
    if (native_ != nullptr) lxw_workbook_free(native_);
}

lxw_format* workbook::format(look wanted) {
    auto& made = formats_[wanted];
    if (made != nullptr || wanted == look::plain) return made;
    made = workbook_add_format(native_);
    constexpr lxw_color_t shade = 0xD9E2EC, ink = 0x102A43, pale = 0xF0F4F8;
    const auto computed = wanted == look::computed || wanted == look::computed_tenths;
    if (wanted == look::title || wanted == look::section || wanted == look::heading || wanted == look::verdict) {
        format_set_bold(made);
        format_set_font_color(made, ink);
    }
    if (wanted == look::title) format_set_font_size(made, 16);
    if (wanted == look::section) format_set_bottom(made, LXW_BORDER_THIN);
    if (wanted == look::heading) {
        format_set_bg_color(made, shade);
        format_set_text_wrap(made);
        format_set_align(made, LXW_ALIGN_VERTICAL_CENTER);
    }
    if (computed) format_set_bg_color(made, pale);
    if (wanted == look::whole || wanted == look::computed) format_set_num_format(made, "#,##0");
    if (wanted == look::tenths || wanted == look::computed_tenths) format_set_num_format(made, "#,##0.0");
    if (computed || wanted == look::whole || wanted == look::tenths) format_set_align(made, LXW_ALIGN_RIGHT);
    if (wanted == look::verdict) format_set_align(made, LXW_ALIGN_CENTER);
    if (wanted == look::day) {
        format_set_num_format(made, "dd mmm yyyy");
        format_set_align(made, LXW_ALIGN_LEFT);
    }
    return made;
}

void workbook::note(int failure, std::string_view where) {
    if (failure == LXW_NO_ERROR || failure_ != LXW_NO_ERROR) return;
    failure_ = failure;
    failed_at_ = where;
}

lxw_worksheet* workbook::add_sheet(std::string_view name, std::uint32_t frozen) {
    auto* sheet = workbook_add_worksheet(native_, std::string(name).c_str());
    if (frozen > 0) worksheet_freeze_panes(sheet, frozen, 0);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_fit_to_pages(sheet, 1, 0);
    if (frozen > 0) note(worksheet_repeat_rows(sheet, 0, frozen - 1), name);
    note(worksheet_set_footer(sheet, ("&L" + footer_ + "&R&A, page &P of &N").c_str()), name);
    return sheet;
}

void workbook::width(lxw_worksheet* sheet, std::uint16_t column, double characters) {
    note(worksheet_set_column(sheet, column, column, characters, nullptr), sheet->name);
}

void workbook::height(lxw_worksheet* sheet, std::uint32_t row, double points) {
    note(worksheet_set_row(sheet, row, points, nullptr), sheet->name);
}

void workbook::filter(lxw_worksheet* sheet, std::uint32_t last_row, std::uint16_t last_column) {
    note(worksheet_autofilter(sheet, 0, 0, last_row, last_column), sheet->name);
}

void workbook::text(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, std::string_view value, look as) {
    const auto failure = worksheet_write_string(sheet, row, column, std::string(value).c_str(), format(as));
    if (failure != LXW_NO_ERROR) note(failure, cell_of(sheet, row, column));
}

void workbook::number(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, double value, look as) {
    const auto failure = worksheet_write_number(sheet, row, column, value, format(as));
    if (failure != LXW_NO_ERROR) note(failure, cell_of(sheet, row, column));
}

void workbook::day(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, date value) {
    number(sheet, row, column, serial_of(value), look::day);
}

void workbook::formula(
    lxw_worksheet* sheet,
    std::uint32_t row,
    std::uint16_t column,
    std::string_view formula,
    look as,
    std::string_view meanwhile
) {
    const auto text = "=" + std::string(formula);
    const auto failure =
        worksheet_write_formula_str(sheet, row, column, text.c_str(), format(as), std::string(meanwhile).c_str());
    if (failure != LXW_NO_ERROR) note(failure, cell_of(sheet, row, column));
}

void workbook::define(std::string_view name, std::string_view cells) {
    note(workbook_define_name(native_, std::string(name).c_str(), ("=" + std::string(cells)).c_str()), name);
}

result<> workbook::close() {
    // The library would say it on standard error by itself.
    if (!std::ofstream(file_, std::ios::app)) {
        const auto why = std::generic_category().message(errno);
        lxw_workbook_free(std::exchange(native_, nullptr));
        return fail(errc::io, fmt::format("{} cannot be written: {}", file_.string(), why));
    }
    const auto closed = workbook_close(std::exchange(native_, nullptr));
    if (failure_ != LXW_NO_ERROR) {
        return fail(
            errc::refused,
            fmt::format("a spreadsheet cannot hold {}: {}", failed_at_, lxw_strerror(static_cast<lxw_error>(failure_)))
        );
    }
    if (closed != LXW_NO_ERROR) {
        return fail(errc::io, fmt::format("{} cannot be written: {}", file_.string(), lxw_strerror(closed)));
    }
    return {};
}

}  // namespace vouch::report
