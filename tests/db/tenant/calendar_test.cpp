// Days of a zone: when they begin, that nothing lies between or in two of them, and when their snapshots are due.
#include <fmt/format.h>

#include "db/support/bank.h"
#include "db/tenant/wall_clock.h"

using namespace vouch;
using namespace std::chrono_literals;
using std::chrono::days;

namespace {

const date first = *parse_date("2009-01-01"), last = *parse_date("2028-12-31");
constexpr std::string_view as_text = "YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"";

class Calendar : public test::bank_database, public ::testing::WithParamInterface<const char*> {
protected:
    void SetUp() override {
        bank_database::SetUp();
        if (IsSkipped()) return;
        all.emplace(admin());
    }

    std::vector<instant> instants(std::string_view statement, const db::parameters& values) {
        std::vector<instant> found;
        for (const auto& row : test::take(all->rows(statement, values)).rows) {
            found.push_back(test::take(parse_instant(*row.at(0))));
        }
        return found;
    }
    /// Of first .. last + 1.
    std::vector<instant> day_starts(const std::string& zone) {
        return instants(
            fmt::format(
                "SELECT to_char(calendar.day_start($1, $2::date + n), '{}')"
                "  FROM generate_series(0, $3::date - $2::date + 1) AS n ORDER BY n",
                as_text
            ),
            db::parameters::of(zone, first, last)
        );
    }

    std::optional<db::session> all;
};

class CalendarOfATenant : public Calendar {};

/// Days around every change of the clock, and one in so many.
std::vector<date> interesting(const std::vector<instant>& starts, std::size_t one_in) {
    std::vector<date> chosen;
    for (std::size_t i = 2; i + 3 < starts.size(); ++i) {
        bool near = i % one_in == 0;
        for (auto n = i - 2; n <= i + 1; ++n) near |= starts[n + 1] - starts[n] != 24h;
        if (near) chosen.push_back(first + days(i));
    }
    return chosen;
}

}  // namespace

TEST_P(Calendar, DaysAreContiguousAndBeginWhenTheClockFirstShowsThem) {
    const test::wall_clock wall(GetParam());
    const auto starts = day_starts(GetParam());
    ASSERT_EQ(starts.size(), static_cast<std::size_t>((last - first).count() + 2));
    for (std::size_t i = 0; i < starts.size(); ++i) {
        const auto day = first + days(i);
        ASSERT_EQ(to_string(starts[i]), to_string(wall.day_start(day))) << to_string(day);
        if (i == 0) continue;
        const auto length = starts[i] - starts[i - 1];
        EXPECT_TRUE(length >= 0h && length <= 25h) << to_string(day - days(1)) << " has " << length.count() << " us";
        if (length == 0h) continue;
        const auto shown = std::chrono::floor<days>(wall.shows(starts[i - 1]));
        EXPECT_EQ(shown.time_since_epoch(), (day - days(1)).time_since_epoch());
    }
    const bool never_moves = std::string_view(GetParam()).starts_with("Asia/");
    EXPECT_EQ(wall.transitions() == 0, never_moves);
}

TEST_P(CalendarOfATenant, EveryInstantHasOneBusinessDate) {
    const auto bank = found({.zone = GetParam()});
    const auto starts = day_starts(GetParam());
    const auto chosen = interesting(starts, 23);
    std::vector<instant> borders;
    for (const auto day : chosen) borders.push_back(starts.at(static_cast<std::size_t>((day - first).count())));
    const auto found = test::take(all->rows(
        "SELECT day, tenant.day_start($1, day) = begins, tenant.day_start($1, day + 1) = begins AS is_empty,"
        "       tenant.business_date($1, begins) AS at_start,"
        "       tenant.business_date($1, begins - interval '1 us') AS just_before,"
        "       tenant.business_date($1, tenant.day_start($1, day + 1) - interval '1 us') AS at_end,"
        "       tenant.business_date($1, begins + (tenant.day_start($1, day + 1) - begins) / 2) AS midway"
        "  FROM unnest($2::date[], $3::timestamptz[]) AS chosen(day, begins) ORDER BY day",
        db::parameters::of(bank.id, chosen, borders)
    ));
    ASSERT_EQ(found.rows.size(), chosen.size());
    int empty = 0;
    for (const auto& row : found.rows) {
        EXPECT_EQ(row[1], "t") << *row[0] << ": the tenant's day begins with its zone's";
        if (row[2] == "t") {
            ++empty;
            continue;
        }
        EXPECT_EQ(row[3], row[0]);
        EXPECT_EQ(row[5], row[0]);
        EXPECT_EQ(row[6], row[0]);
        EXPECT_LT(*row[4], *row[0]);
    }
    EXPECT_EQ(empty, std::string_view(GetParam()) == "Pacific/Apia" ? 1 : 0) << "2011-12-30";
}

TEST_P(CalendarOfATenant, SnapshotsAreDueAtOneOClockAfterTheirDay) {
    const auto bank = found({.zone = GetParam()});
    const test::wall_clock wall(GetParam());
    const auto chosen = interesting(day_starts(GetParam()), 97);
    const auto found = test::take(all->rows(
        fmt::format(
            "SELECT day, to_char(slot, '{}'), slot >= tenant.day_start($1, day + 1) AS ended,"
            "       slot < tenant.day_start($1, day + 2) AS on_the_next_day,"
            "       slot = tenant.capture_slot($1, day + 1) AS shared,"
            "       tenant.last_due_date($1, slot), tenant.last_due_date($1, slot - interval '1 us')"
            "  FROM unnest($2::date[]) AS day CROSS JOIN LATERAL (SELECT tenant.capture_slot($1, day)) AS its(slot)"
            " ORDER BY day",
            as_text
        ),
        db::parameters::of(bank.id, chosen)
    ));
    for (const auto& row : found.rows) {
        const auto day = test::take(parse_date(*row[0]));
        const auto slot = test::take(parse_instant(*row[1]));
        EXPECT_EQ(row[2], "t") << *row[0] << ": a snapshot is of a day that has ended";
        if (row[4] == "t") continue;  // the day before one that the zone skipped; the one behind it is due as well
        EXPECT_EQ(row[3], "t") << *row[0];
        EXPECT_EQ(row[5], row[0]) << "due at its slot";
        EXPECT_LT(*row[6], *row[0]) << "and not before";
        // 01:00, or within the hour behind it where the clock jumped over that.
        const auto past_midnight = wall.shows(slot).time_since_epoch() - (day + days(1)).time_since_epoch();
        const auto too_late = past_midnight - 1h;
        EXPECT_TRUE(too_late >= 0h && too_late <= 1h) << *row[0] << ": " << too_late.count() << " us after 01:00";
        if (too_late > 0h) {
            EXPECT_NE(wall.shows(slot - too_late).time_since_epoch(), (day + days(1)).time_since_epoch() + 1h);
        }
    }
}

TEST_P(CalendarOfATenant, ManyDaysAtOnceAreTheDaysOneByOne) {
    const auto bank = found({.zone = GetParam()});
    const auto starts = day_starts(GetParam());
    const auto ends = instants(
        fmt::format("SELECT to_char(ends_at, '{}') FROM tenant.days($1, $2, $3)", as_text),
        db::parameters::of(bank.id, first, last)
    );
    EXPECT_EQ(ends, std::vector(starts.begin() + 1, starts.end()));
    EXPECT_EQ(
        test::cell(
            *all,
            "SELECT count(*) || ' ' || count(*) FILTER (WHERE business_date <> $2::date + place"
            "       OR place % 11 = 0 AND slot_at <> tenant.capture_slot($1, business_date))"
            "  FROM tenant.days($1, $2, $3)",
            db::parameters::of(bank.id, first, last)
        ),
        fmt::format("{} 0", ends.size())
    );
}

constexpr const char* zones[] = {
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "America/New_York",
    "America/Havana",
    "Australia/Lord_Howe",
    "America/St_Johns",
    "Pacific/Apia"
};
const auto name_of_zone = [](const auto& info) {
    std::string name = std::string(info.param).substr(std::string(info.param).find('/') + 1);
    std::erase(name, '_');
    return name;
};
INSTANTIATE_TEST_SUITE_P(Of, Calendar, ::testing::ValuesIn(zones), name_of_zone);
INSTANTIATE_TEST_SUITE_P(Of, CalendarOfATenant, ::testing::ValuesIn(zones), name_of_zone);

using CalendarDays = Calendar;

TEST_F(CalendarDays, TheKnownOddOnesAreRight) {
    const auto start = [&](const char* zone, const char* day) {
        return test::cell(*all, "SELECT calendar.day_start($1, $2)", db::parameters::of(zone, day));
    };
    EXPECT_EQ(start("Asia/Kolkata", "2026-04-01"), "2026-03-31 18:30:00+00");
    EXPECT_EQ(start("Asia/Kathmandu", "2026-04-01"), "2026-03-31 18:15:00+00");
    EXPECT_EQ(start("America/Havana", "2024-03-10"), "2024-03-10 05:00:00+00")
        << "00:00 is skipped: it begins at 01:00";
    EXPECT_EQ(start("America/Havana", "2024-11-03"), "2024-11-03 04:00:00+00") << "the first of two midnights";
    EXPECT_EQ(start("America/Havana", "2024-11-04"), "2024-11-04 05:00:00+00");
    EXPECT_EQ(start("Australia/Lord_Howe", "2024-04-08"), "2024-04-07 13:30:00+00") << "half an hour";
    EXPECT_EQ(start("America/St_Johns", "2010-11-07"), "2010-11-07 02:30:00+00") << "before the clock fell back";
    EXPECT_EQ(start("America/St_Johns", "2010-11-08"), "2010-11-08 03:30:00+00");
    EXPECT_EQ(start("Pacific/Apia", "2011-12-30"), start("Pacific/Apia", "2011-12-31")) << "a day that was not";
}
