#pragma once
// A workbook of the form that spreadsheets read (.xlsx), written from top to bottom in little memory.
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/values.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace vouch::report {

enum class look { plain, title, section, heading, whole, tenths, day, computed, computed_tenths, verdict };

/// What a formula shows until a spreadsheet has computed it.
inline constexpr std::string_view not_computed = "recalculate";

/// Rows and columns count from 0. The rows of a sheet are written in ascending order; sheets may take turns. What fails
/// is kept and said by close().
class workbook {
public:
    static constexpr std::uint32_t rows_max = 1'048'576;  // of a sheet, by the form of the file

    /// Writes to a file, replacing what it holds. `as_of` is the date that its properties name: no clock is looked at.
    /// `footer` is printed under every page; in it "&" begins a code of the form.
    workbook(const std::filesystem::path& file, std::string title, date as_of, std::string footer);
    ~workbook();
    workbook(const workbook&) = delete;
    workbook& operator=(const workbook&) = delete;

    /// Sheets stand in the order they are added. The first `frozen` rows stay in view.
    lxw_worksheet* add_sheet(std::string_view name, std::uint32_t frozen);
    void width(lxw_worksheet* sheet, std::uint16_t column, double characters);
    /// Before anything is written to the row.
    void height(lxw_worksheet* sheet, std::uint32_t row, double points);
    void filter(lxw_worksheet* sheet, std::uint32_t last_row, std::uint16_t last_column);

    /// Text is text, whatever it begins with: never a formula, a link or a number.
    void text(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, std::string_view value, look as);
    void number(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, double value, look as);
    void day(lxw_worksheet* sheet, std::uint32_t row, std::uint16_t column, date value);
    /// `formula` without the equals sign; `meanwhile` is shown by what reads the file and does not compute.
    void formula(
        lxw_worksheet* sheet,
        std::uint32_t row,
        std::uint16_t column,
        std::string_view formula,
        look as,
        std::string_view meanwhile = not_computed
    );
    /// A name for cells that formulas can use: define("closing_day", "Summary!$B$5").
    void define(std::string_view name, std::string_view cells);

    /// Writes the file. Errors: io; refused, naming the cell, where a spreadsheet cannot hold what was written.
    result<> close();

private:
    lxw_format* format(look wanted);
    void note(int failure, std::string_view where);

    lxw_workbook* native_;
    std::filesystem::path file_;
    std::string footer_;
    std::map<look, lxw_format*> formats_;
    int failure_ = 0;  // the first
    std::string failed_at_;
};

/// "B7" of column 1, row 6; "$B$7" when fixed.
std::string cell_name(std::uint32_t row, std::uint16_t column, bool fixed = false);

}  // namespace vouch::report
