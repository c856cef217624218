#include "snapshot/revision.h"

#include <gtest/gtest.h>

using namespace vouch;

namespace {

const date some_day = *parse_date("2024-01-09");

snapshot::revised_day revised(const char* day, std::vector<snapshot::metric_change> differences) {
    return {*parse_date(day), 2, 1, std::move(differences), {}};
}

}  // namespace

TEST(Revision, IsReadFromWhatTheSnapshotStores) {
    const auto read = snapshot::read_revision(
        some_day,
        3,
        R"({"reason": "late", "previous": {"revision": 2, "known_seq": 9, "definition_version": 1}, "change_sets": [12, 14],
            "differences": [{"path": "score.health", "was": null, "is": 71},
                            {"path": "severity.high_open", "was": 4, "is": 3}]})"
    );
    ASSERT_TRUE(read);
    EXPECT_EQ(read->business_date, some_day);
    EXPECT_EQ(read->revision, 3);
    EXPECT_EQ(read->previous_definition, 1);
    EXPECT_EQ(read->change_sets, (std::vector<std::int64_t>{12, 14}));
    ASSERT_EQ(read->differences.size(), 2u);
    EXPECT_EQ(read->differences[0].path, "score.health");
    EXPECT_EQ(read->differences[0].was, std::nullopt);
    EXPECT_EQ(read->differences[0].is, 71);
    EXPECT_EQ(read->differences[1].was, 4);
}

TEST(Revision, ThatIsNoneIsNotRead) {
    for (const auto* document :
         {"",
          "null",
          "[]",
          "{}",
          R"({"previous": {}, "differences": [], "change_sets": []})",
          R"({"previous": {"definition_version": 1}, "differences": {}, "change_sets": []})",
          R"({"previous": {"definition_version": 1}, "differences": [], "change_sets": 5})",
          R"({"previous": {"definition_version": 1}, "differences": [{"was": 1}], "change_sets": []})",
          R"({"previous": {"definition_version": 1}, "differences": [7], "change_sets": []})"}) {
        const auto read = snapshot::read_revision(some_day, 2, document);
        ASSERT_FALSE(read) << document;
        EXPECT_EQ(read.error().code, errc::bad_input) << document;
    }
}

TEST(Revision, OfManyDaysIsSummedUpByMetric) {
    const auto found = snapshot::by_metric({
        revised("2024-01-09", {{"severity.high_open", 4, 3}}),
        revised("2024-01-10", {{"severity.closed", 0, 1}, {"severity.high_open", 4, 3}}),
        revised("2024-01-12", {{"score.health", std::nullopt, 71}, {"severity.high_open", 6, 5}}),
    });
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].path, "severity.high_open");
    EXPECT_EQ(found[0].days, 3);
    EXPECT_EQ(found[0].first, *parse_date("2024-01-09"));
    EXPECT_EQ(found[0].last, *parse_date("2024-01-12"));
    EXPECT_EQ(found[0].was, 6);
    EXPECT_EQ(found[0].is, 5);
    EXPECT_EQ(found[1].path, "score.health");
    EXPECT_EQ(found[1].was, std::nullopt);
    EXPECT_EQ(found[2].path, "severity.closed");
    EXPECT_TRUE(snapshot::by_metric({}).empty());
}
