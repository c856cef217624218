#include "report/evidence_summary.h"

#include <fmt/format.h>

#include "base/hex.h"
#include "report/count_formula.h"
#include "report/evidence_figures.h"
#include "report/step_formula.h"

namespace vouch::report {

namespace {

using row_number = std::uint32_t;

constexpr std::uint16_t title_column = 0, computed_column = 1, reported_column = 2, verdict_column = 3;
// The roll-forward: four severities and their total, computed and reported.
constexpr std::uint16_t severity_count = 4, roll_reported = 6, roll_verdict = 11;
constexpr std::array severity_words{"CRITICAL", "HIGH", "MEDIUM", "LOW"};

// Tenths are compared as such: a file keeps fewer digits of a number than a computation.
constexpr std::string_view same_tenths = R"(IF(IF(COUNT({0},{1})=2,ABS({0}-{1})<0.05,{0}={1}),"agrees","DIFFERS"))";
constexpr std::string_view same_number = R"(IF({0}={1},"agrees","DIFFERS"))";

constexpr double two_lines = 32, title_height = 24;  // points

constexpr row_number facts_end = 13;  // what the file is about stands above

/// "31 Dec 2025".
std::string in_words(date day) {
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::year_month_day parts(day);
    return fmt::format(
        "{} {} {}",
        static_cast<unsigned>(parts.day()),
        months[static_cast<unsigned>(parts.month()) - 1],
        static_cast<int>(parts.year())
    );
}

std::string summary_cell(row_number row, std::uint16_t column) {
    return "Summary!" + cell_name(row, column, true);
}

/// The lines of the sheet, from top to bottom.
class page {
public:
    page(workbook& book, lxw_worksheet* sheet, const evidence& found) : book_(book), sheet_(sheet), found_(found) {}

    void write() {
        const auto sections = figures_of(found_);
        auto figures_end = facts_end + 1;
        for (const auto& section : sections) figures_end += static_cast<row_number>(section.figures.size()) + 2;
        const auto roll_end = figures_end + 2 + static_cast<row_number>(found_.moved.steps.size()) + 4;
        write_facts(figures_end, roll_end);
        next_ = facts_end;
        heading({"Figure", "Recomputed", "As Vouch reports", "Verdict"});
        for (const auto& section : sections) write_section(section);
        write_roll_forward();
    }

private:
    void heading(std::initializer_list<std::string_view> titles) {
        std::uint16_t column = 0;
        book_.height(sheet_, next_, two_lines);
        for (const auto title : titles) book_.text(sheet_, next_, column++, title, look::heading);
        ++next_;
    }

    void fact(std::string_view title, std::string_view value) {
        book_.text(sheet_, next_, title_column, title, look::plain);
        book_.text(sheet_, next_++, computed_column, value, look::plain);
    }

    void day(std::string_view title, date value, std::string_view name) {
        book_.text(sheet_, next_, title_column, title, look::plain);
        book_.day(sheet_, next_, computed_column, value);
        book_.define(name, summary_cell(next_++, computed_column));
    }

    void write_facts(row_number figures_end, row_number roll_end) {
        book_.width(sheet_, title_column, 48);
        for (auto column = computed_column; column <= roll_verdict; ++column) book_.width(sheet_, column, 16);
        const auto& moved = found_.moved;
        const auto name = tenant::printed_name(found_.whose);
        book_.height(sheet_, next_, title_height);
        book_.text(sheet_, next_++, title_column, "Re-performance file: " + name, look::title);
        fact("Institution", name);
        fact("Period", moved.label + (moved.partial ? ", to " + in_words(moved.closing_date) : ""));
        day("First day", moved.starts_on, "first_day");
        day("Last day", moved.closing_date, "closing_day");
        day("Fiscal year from", found_.until.year_starts_on, "year_start");
        fact("Basis", found_.on == trend::basis::reported ? "as reported" : "as corrected");
        fact(
            "Cut-off",
            fmt::format(
                "Position at {}, entries recorded to {} ({})",
                in_words(moved.closing_date),
                found_.until.recorded_until,
                found_.until.zone
            )
        );
        fact("Last change set", fmt::format("{}", moved.closing_seq));
        fact("Its hash, the head of the chain then", to_hex(found_.until.hash));
        book_.text(sheet_, next_, title_column, "Verdict", look::plain);
        const auto differing = fmt::format(
            R"((COUNTIF({}:{},"DIFFERS")+COUNTIF({}:{},"DIFFERS")))",
            cell_name(facts_end, verdict_column, true),
            cell_name(figures_end - 1, verdict_column, true),
            cell_name(figures_end, roll_verdict, true),
            cell_name(roll_end, roll_verdict, true)
        );
        book_.formula(
            sheet_,
            next_++,
            computed_column,
            fmt::format(R"(IF({0}=0,"every figure agrees","figures that differ: "&{0}))", differing),
            look::verdict
        );
        book_.text(
            sheet_,
            next_++,
            title_column,
            "Every figure below is computed from the rows of the other sheets by the definitions of docs/metrics.md. "
            "Where it says \"recalculate\", press Ctrl+Shift+F9 (LibreOffice) or Ctrl+Alt+F9 (Excel).",
            look::plain
        );
    }

    void write_section(const figure_section& section) {
        ++next_;
        for (auto column = title_column; column <= verdict_column; ++column) {
            book_.text(sheet_, next_, column, column == title_column ? section.title : "", look::section);
        }
        ++next_;
        for (const auto& each : section.figures) write_figure(each);
    }

    void write_figure(const figure& wanted) {
        book_.text(sheet_, next_, title_column, wanted.title, look::plain);
        book_.formula(
            sheet_, next_, computed_column, wanted.formula, wanted.in_tenths ? look::computed_tenths : look::computed
        );
        book_.define(wanted.name, summary_cell(next_, computed_column));
        if (wanted.is_reported) {
            reported(reported_column, wanted.reported, wanted.in_tenths);
            book_.formula(
                sheet_,
                next_,
                verdict_column,
                fmt::format(
                    fmt::runtime(wanted.in_tenths ? same_tenths : same_number),
                    cell_name(next_, computed_column),
                    cell_name(next_, reported_column)
                ),
                look::verdict
            );
        }
        ++next_;
    }

    void reported(std::uint16_t column, std::optional<std::int64_t> value, bool in_tenths = false) {
        if (!value) {
            book_.text(sheet_, next_, column, "unknown", look::whole);
        } else if (in_tenths) {
            book_.number(sheet_, next_, column, static_cast<double>(*value) / 10, look::tenths);
        } else {
            book_.number(sheet_, next_, column, static_cast<double>(*value), look::whole);
        }
    }

    // --- The roll-forward ------------------------------------------------------------------------------------------

    /// A line of the roll-forward; `formula` gives the number of one severity. Its total is called roll_`name`.
    template <class Formula>
    void roll_line(
        std::string_view name, std::string_view title, const trend::by_severity& counts, const Formula& formula
    ) {
        book_.text(sheet_, next_, title_column, title, look::plain);
        std::string same;
        for (std::uint16_t i = 0; i <= severity_count; ++i) {
            const auto column = static_cast<std::uint16_t>(computed_column + i);
            const auto beside = static_cast<std::uint16_t>(roll_reported + i);
            if (i < severity_count) {
                book_.formula(sheet_, next_, column, formula(i), look::computed);
                reported(beside, counts[i]);
            } else {
                const auto first = cell_name(next_, computed_column);
                const auto last = cell_name(next_, computed_column + severity_count - 1);
                book_.formula(
                    sheet_,
                    next_,
                    column,
                    fmt::format(R"(IF(COUNT({0}:{1})=4,SUM({0}:{1}),"unknown"))", first, last),
                    look::computed
                );
                reported(beside, trend::sum(counts));
            }
            same += fmt::format("{}{}={}", i > 0 ? "," : "", cell_name(next_, column), cell_name(next_, beside));
        }
        book_.formula(
            sheet_, next_, roll_verdict, fmt::format(R"(IF(AND({}),"agrees","DIFFERS"))", same), look::verdict
        );
        book_.define(fmt::format("roll_{}", name), summary_cell(next_, computed_column + severity_count));
        ++next_;
    }

    void write_roll_forward() {
        ++next_;
        heading(
            {"Roll-forward of what is outstanding",
             "Critical",
             "High",
             "Medium",
             "Low",
             "Total",
             "Critical, as Vouch reports",
             "High, as Vouch reports",
             "Medium, as Vouch reports",
             "Low, as Vouch reports",
             "Total, as Vouch reports",
             "Verdict"}
        );
        const auto& moved = found_.moved;
        const auto opening_row = next_ + 1;
        const auto in = [](row_number row, int i) {
            return cell_name(row, static_cast<std::uint16_t>(computed_column + i));
        };
        // As reported it is a fact of its own: the rows behind it are those known then, not these.
        roll_line("corrections", "Opening: corrections since it was reported", moved.corrections, [&](int i) {
            const auto& before = moved.opening_reported[static_cast<std::size_t>(i)];
            return before ? fmt::format("{}-{}", in(opening_row, i), *before) : std::string(R"("unknown")");
        });
        roll_line("opening", "Opening, as known at the closing", moved.opening_known, [](int i) {
            return count_any("opening", "status", outstanding, {{"severity", is(severity_words.at(i))}});
        });
        std::vector<std::string> balance(severity_count);
        for (const auto& step : moved.steps) {
            for (int i = 0; i < severity_count; ++i) {
                balance[static_cast<std::size_t>(i)] += (step.adds ? "+" : "-") + in(next_, i);
            }
            roll_line(step.name, fmt::format("{} {}", step.adds ? "+" : "-", step.title), step.counts, [&](int i) {
                return step_formula(step.name, severity_words.at(static_cast<std::size_t>(i)));
            });
        }
        const auto closing_row = next_;
        roll_line("closing", "Closing", moved.closing, [](int i) {
            return count_any("observations", "status", outstanding, {{"severity", is(severity_words.at(i))}});
        });
        book_.text(sheet_, next_, title_column, "Opening and steps less closing", look::plain);
        for (int i = 0; i < severity_count; ++i) {
            const auto column = static_cast<std::uint16_t>(computed_column + i);
            const auto formula = fmt::format(
                R"(IF({0}{1}-{2}=0,"balances","DIFFERS"))",
                in(opening_row, i),
                balance[static_cast<std::size_t>(i)],
                in(closing_row, i)
            );
            book_.formula(sheet_, next_, column, formula, look::verdict);
        }
        const auto all = fmt::format("{}:{}", in(next_, 0), in(next_, severity_count - 1));
        book_.formula(
            sheet_,
            next_,
            roll_verdict,
            fmt::format(R"(IF(COUNTIF({},"balances")=4,"agrees","DIFFERS"))", all),
            look::verdict
        );
    }

    workbook& book_;
    lxw_worksheet* sheet_;
    const evidence& found_;
    row_number next_ = 0;
};

}  // namespace

void write_summary(workbook& book, lxw_worksheet* sheet, const evidence& found) {
    page(book, sheet, found).write();
}

}  // namespace vouch::report
