// The figures of month ends, from which trends are read, are what the documents of these snapshots say.
#include "snapshot/figures.h"

#include <fmt/format.h>
#include <map>

#include "db/snapshot/snapshot_bank.h"

using namespace vouch;

namespace {

class MonthEnds : public test::snapshot_bank {
protected:
    /// One text, asked as the owner of everything.
    std::string told(const std::string& sql) {
        auto on = admin();
        return test::cell(on, sql);
    }
    std::string figures_of(std::string_view day) {
        return told(fmt::format(
            "SELECT coalesce(figures, '-') FROM snapshot.dashboard_snapshot WHERE tenant_id = '{}' AND business_date = "
            "'{}'",
            to_string(whose.id),
            day
        ));
    }
};

}  // namespace

TEST_F(MonthEnds, HaveEveryFigureWhereTheProgramLooksForIt) {
    std::map<std::string_view, std::string> groups;
    std::string numbers;
    int number = 0;
    for (const auto path : snapshot::figure_paths()) {
        const auto dot = path.find('.');
        auto& group = groups[path.substr(0, dot)];
        group += fmt::format("{}\"{}\":{}", group.empty() ? "" : ",", path.substr(dot + 1), ++number);
        numbers += fmt::format("{}{}", numbers.empty() ? "" : ",", number);
    }
    std::string document;
    for (const auto& [name, members] : groups) {
        document += fmt::format("{}\"{}\":{{{}}}", document.empty() ? "" : ",", name, members);
    }
    EXPECT_EQ(told("SELECT snapshot.figures('{" + document + "}')"), numbers);
    EXPECT_EQ(
        told(R"(SELECT snapshot.figures('{"severity": {"critical_open": 7, "high_open": null}}') ~ '^7,+$')"), "t"
    );
}

TEST_F(MonthEnds, AreKeptInShortAndNoOtherDay) {
    replay(whose, "2024-01-30", "2024-02-01");
    replay(whose, "2024-02-29", "2024-02-29");
    EXPECT_EQ(figures_of("2024-01-30"), "-");
    EXPECT_TRUE(figures_of("2024-01-31").starts_with("1,0,0,1,2,")) << figures_of("2024-01-31");
    EXPECT_EQ(figures_of("2024-02-01"), "-");
    EXPECT_EQ(figures_of("2024-02-29"), figures_of("2024-01-31"));
}

TEST_F(MonthEnds, AreReadFromTheirIndexAlone) {
    replay(whose, "2024-01-31", "2024-01-31");
    auto on = admin();
    test::take(on.execute("SET enable_seqscan = off; SET enable_bitmapscan = off"));
    const auto plan = test::cell(
        on,
        "EXPLAIN (FORMAT JSON) SELECT business_date, revision, figures FROM snapshot.dashboard_snapshot"
        " WHERE tenant_id = '" +
            to_string(whose.id) + "' AND business_date = ANY ('{2024-01-31}') AND figures IS NOT NULL"
    );
    EXPECT_NE(plan.find("Index Only Scan"), std::string::npos) << plan;
    EXPECT_NE(plan.find("dashboard_snapshot_month_ends"), std::string::npos) << plan;
}

TEST_F(MonthEnds, ThatSayAnotherThanTheirDocumentAreNamed) {
    replay(whose, "2024-01-31", "2024-01-31");
    ASSERT_EQ(problems(), std::vector<std::string>());
    // Nobody can write them; so the function that makes them is another for a moment.
    const auto as_it_is = told("SELECT pg_get_functiondef('snapshot.figures(jsonb)'::regprocedure)");
    auto on = admin();
    test::take(
        on.execute("CREATE OR REPLACE FUNCTION snapshot.figures(metrics jsonb) RETURNS text IMMUTABLE LANGUAGE sql "
                   "RETURN '1,0,0,0,1'")
    );
    tamper(
        "UPDATE snapshot.dashboard_snapshot SET metrics = metrics WHERE tenant_id = {tenant}"
        " AND business_date = '2024-01-31'"
    );
    test::take(on.execute(as_it_is));
    EXPECT_EQ(
        problems(),
        std::vector<std::string>{
            "snapshot 2024-01-31 (revision 1): altered, trends read figures that its metrics do not say"
        }
    );
}
