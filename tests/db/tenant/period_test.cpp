// Periods: what they are called, and that every day falls into exactly one of each grain.
#include <fmt/format.h>

#include "db/support/bank.h"

using namespace vouch;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

struct period {
    std::string label;
    date starts_on;
    date ends_on;
    bool operator==(const period&) const = default;
};

std::ostream& operator<<(std::ostream& out, const period& shown) {
    return out << shown.label << " " << to_string(shown.starts_on) << " .. " << to_string(shown.ends_on);
}

std::vector<period> periods(db::session& on, std::string_view statement, const db::parameters& values) {
    std::vector<period> found;
    for (const auto& row : test::take(on.rows(statement, values)).rows) {
        found.push_back({*row.at(0), test::take(parse_date(*row.at(1))), test::take(parse_date(*row.at(2)))});
    }
    return found;
}

/// The calendar as people explain it, with the chrono library. Monday is the first day of a week, and the week belongs
/// to the year of its Thursday.
period expected(const std::string& grain, int first_month, date day) {
    using namespace std::chrono;
    const year_month_day civil(day);
    const int calendar_year = static_cast<int>(civil.year());
    const int month_of_year = static_cast<int>(static_cast<unsigned>(civil.month()));
    if (grain == "day")
        return {
            fmt::format("{:04}-{:02}-{:02}", calendar_year, month_of_year, static_cast<unsigned>(civil.day())), day, day
        };
    if (grain == "week") {
        const date monday = day - days(weekday(day).iso_encoding() - 1);
        const auto of_year = year_month_day(monday + days(3)).year();
        const auto number = (monday + days(3) - date(of_year / January / 1)).count() / 7 + 1;
        return {fmt::format("{:04}-W{:02}", static_cast<int>(of_year), number), monday, monday + days(6)};
    }
    const auto whole_months = [](year_month begins, int count) {
        return std::pair(date(begins / 1), date((begins + months(count)) / 1) - days(1));
    };
    const year_month month = civil.year() / civil.month();
    if (grain == "month") {
        const auto [starts, ends] = whole_months(month, 1);
        return {fmt::format("{:04}-{:02}", calendar_year, month_of_year), starts, ends};
    }
    const int year_begins_in = month_of_year >= first_month ? calendar_year : calendar_year - 1;
    const auto label = first_month == 1 ? fmt::format("FY {}", year_begins_in)
                                        : fmt::format("FY {}-{:02}", year_begins_in, (year_begins_in + 1) % 100);
    const year_month year_begins = year(year_begins_in) / std::chrono::month(static_cast<unsigned>(first_month));
    if (grain == "year") {
        const auto [starts, ends] = whole_months(year_begins, 12);
        return {label, starts, ends};
    }
    const int quarter = static_cast<int>((month - year_begins).count() / 3);
    const auto [starts, ends] = whole_months(year_begins + months(3 * quarter), 3);
    return {fmt::format("{} Q{}", label, quarter + 1), starts, ends};
}

const std::string grains[] = {"day", "week", "month", "quarter", "year"};
const date first = *parse_date("1999-06-15"), last = *parse_date("2033-02-10");

class Periods : public test::bank_database {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (!IsSkipped()) all.emplace(admin());
    }
    std::string label(const char* grain, int first_month, const char* day) {
        return test::cell(
            *all, "SELECT label FROM calendar.period($1, $2, $3)", db::parameters::of(grain, first_month, day)
        );
    }
    std::optional<db::session> all;
};

}  // namespace

TEST_F(Periods, HaveTheNamesPeopleUse) {
    EXPECT_EQ(label("day", 4, "2026-02-09"), "2026-02-09");
    EXPECT_EQ(label("week", 4, "2026-02-09"), "2026-W07");
    EXPECT_EQ(label("month", 4, "2026-02-09"), "2026-02");
    EXPECT_EQ(label("quarter", 4, "2026-02-09"), "FY 2025-26 Q4");
    EXPECT_EQ(label("year", 4, "2026-02-09"), "FY 2025-26");
    EXPECT_EQ(label("year", 1, "2026-02-09"), "FY 2026");
    EXPECT_EQ(label("quarter", 1, "2026-02-09"), "FY 2026 Q1");
    EXPECT_EQ(label("year", 4, "2000-03-31"), "FY 1999-00");
    EXPECT_EQ(label("year", 7, "2026-02-09"), "FY 2025-26");
    EXPECT_EQ(label("quarter", 4, "2026-03-31"), "FY 2025-26 Q4");
    EXPECT_EQ(label("quarter", 4, "2026-04-01"), "FY 2026-27 Q1");
}

TEST_F(Periods, WeeksBelongToTheYearOfTheirThursday) {
    EXPECT_EQ(label("week", 1, "2020-12-31"), "2020-W53");
    EXPECT_EQ(label("week", 1, "2021-01-03"), "2020-W53");
    EXPECT_EQ(label("week", 1, "2021-01-04"), "2021-W01");
    EXPECT_EQ(label("week", 1, "2018-12-31"), "2019-W01");
    EXPECT_EQ(label("week", 1, "2027-01-03"), "2026-W53");
    EXPECT_EQ(label("week", 1, "2023-01-01"), "2022-W52");
}

TEST_F(Periods, EveryDayOfEveryGrainAndStartMonthFallsWhereTheCalendarSays) {
    for (const auto& grain : grains) {
        const bool fiscal = grain == "quarter" || grain == "year";
        for (int first_month = 1; first_month <= (fiscal ? 12 : 1); ++first_month) {
            SCOPED_TRACE(fmt::format("{} from month {}", grain, first_month));
            const auto found = periods(
                *all,
                "SELECT p.label, p.starts_on, p.ends_on"
                "  FROM generate_series(0, $4::date - $3::date) AS n,"
                "       calendar.period($1, $2, $3::date + n) AS p ORDER BY n",
                db::parameters::of(grain, first_month, first, last)
            );
            ASSERT_EQ(found.size(), static_cast<std::size_t>((last - first).count() + 1));
            for (std::size_t i = 0; i < found.size(); ++i) {
                const auto day = first + days(i);
                ASSERT_EQ(found[i], expected(grain, first_month, day)) << to_string(day);
                ASSERT_TRUE(found[i].starts_on <= day && day <= found[i].ends_on);
            }
        }
    }
}

TEST_F(Periods, AreContiguousAndCoverTheRange) {
    for (const auto& grain : grains) {
        const bool fiscal = grain == "quarter" || grain == "year";
        for (int first_month = 1; first_month <= (fiscal ? 12 : 1); ++first_month) {
            SCOPED_TRACE(fmt::format("{} from month {}", grain, first_month));
            const auto found = periods(
                *all,
                "SELECT * FROM calendar.periods($1, $2, $3, $4)",
                db::parameters::of(grain, first_month, first, last)
            );
            ASSERT_FALSE(found.empty());
            EXPECT_EQ(found.front(), expected(grain, first_month, first));
            EXPECT_EQ(found.back(), expected(grain, first_month, last));
            for (std::size_t i = 1; i < found.size(); ++i) {
                ASSERT_EQ(to_string(found[i].starts_on), to_string(found[i - 1].ends_on + days(1)));
                ASSERT_EQ(found[i], expected(grain, first_month, found[i].starts_on));
            }
        }
    }
    const auto none =
        periods(*all, "SELECT * FROM calendar.periods('month', 1, $1, $2)", db::parameters::of(last, first));
    EXPECT_TRUE(none.empty()) << "a range that ends before it begins";
}

TEST_F(Periods, LeapDaysBelongToTheirMonths) {
    for (int year = 2000; year <= 2032; year += 4) {
        const auto found = periods(
            *all, "SELECT * FROM calendar.period('month', 3, $1)", db::parameters::of(fmt::format("{}-02-29", year))
        );
        EXPECT_EQ(to_string(found.at(0).ends_on), fmt::format("{}-02-29", year));
        const auto fiscal = periods(
            *all, "SELECT * FROM calendar.period('year', 3, $1)", db::parameters::of(fmt::format("{}-02-29", year))
        );
        EXPECT_EQ(fiscal.at(0).label, fmt::format("FY {}-{:02}", year - 1, year % 100));
        EXPECT_EQ(to_string(fiscal.at(0).ends_on), fmt::format("{}-02-29", year)) << "a year that ends on a leap day";
    }
}

TEST_F(Periods, AnUnknownGrainOrMonthIsRefused) {
    const auto grain = all->rows("SELECT * FROM calendar.periods('decade', 4, '2026-01-01', '2026-02-01')");
    ASSERT_FALSE(grain);
    EXPECT_EQ(grain.error().sqlstate, "VO004");
    for (const int month : {0, 13, -1}) {
        const auto refused =
            all->rows("SELECT * FROM calendar.period('year', $1, '2026-01-01')", db::parameters::of(month));
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().sqlstate, "VO004");
    }
}
