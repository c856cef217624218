#include "trend/subject.h"

#include <gtest/gtest.h>

#include "snapshot/figures.h"

using namespace vouch;

TEST(Subject, OfEveryTrendTheFiguresAreKeptOfMonthEnds) {
    for (const auto& subject : trend::all_subjects()) {
        if (subject.source == trend::value_source::period) continue;
        for (const auto& value : subject.values) {
            const auto found = snapshot::figure_places::find(value.paths);
            EXPECT_TRUE(found) << subject.name << ": " << found.error().detail;
        }
    }
}
