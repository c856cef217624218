// The repeat links that an import makes by a repeat_key: the same whatever the order of the file, moved by newer files,
// and never against what somebody decided here.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <random>

#include "base/values.h"
#include "process/scratch_folder.h"
#include "process/spine/home.h"

namespace vouch {

namespace {

std::string mapping(std::string_view as_of) {
    return fmt::format(
        R"toml([source]
name = "hill"
as_of = {}
[tenant]
name = "Hill Bank (made up)"
[[table]]
kind = "observation"
file = "findings.csv"
key = "No"
repeat_key = ["Branch", "Finding"]
[table.fields]
title = "Finding"
severity = {{ constant = "LOW" }}
found_on = {{ column = "Found", format = "%Y-%m-%d" }}
closed_on = {{ column = "Closed", format = "%Y-%m-%d" }}
)toml",
        as_of
    );
}

struct finding {
    int number;
    int branch;
    int title;
    int day;       // of the beginning of the file
    int open_for;  // days; 0: still open
};

/// Over two chunks, so that most have their prior in another.
std::vector<finding> findings_by_chance(std::mt19937& chance) {
    const auto below = [&](int limit) { return std::uniform_int_distribution(0, limit - 1)(chance); };
    std::vector<finding> all;
    for (int number = 0; number < 4'500; ++number) {
        all.push_back({number, below(40), below(3), below(400), below(3) * 50});
    }
    return all;
}

std::string csv_of(const std::vector<finding>& all) {
    const auto day = [](int number) {
        return to_string(date(std::chrono::year(2022) / 1 / 1) + std::chrono::days(number));
    };
    std::string text = "No,Branch,Finding,Found,Closed\n";
    for (auto& [number, branch, title, found, open_for] : all) {
        text += fmt::format(
            "{},{},Register {} not signed,{},{}\n",
            number,
            branch,
            title,
            day(found),
            open_for > 0 ? day(found + open_for) : ""
        );
    }
    return text;
}

/// "hill/7<hill/3;...": each repeat with its prior, by the rule alone.
std::string links_of(const std::vector<finding>& all) {
    std::map<std::pair<int, int>, std::map<int, int>> first_of_day;  // branch, title: day: number of the first row
    for (auto& each : all) first_of_day[{each.branch, each.title}].try_emplace(each.day, each.number);
    std::vector<std::string> lines;
    for (auto& each : all) {
        const auto& days = first_of_day.at({each.branch, each.title});
        auto here = days.find(each.day);
        if (here != days.begin()) lines.push_back(fmt::format("hill/{}<hill/{}", each.number, std::prev(here)->second));
    }
    std::ranges::sort(lines);
    std::string text;
    for (auto& line : lines) text += line + ";";
    return text;
}

constexpr const char* links_recorded =
    "SELECT coalesce(string_agg(line || ';', '' ORDER BY line COLLATE \"C\"), '') FROM (SELECT o.external_ref || '<' "
    "|| "
    "p.external_ref AS line FROM record.observation AS o JOIN record.observation AS p ON p.id = o.repeat_of_id) AS "
    "lines";

// Links that did not hold when the finding was made, by what is known now.
constexpr const char* links_that_came_late = R"(
SELECT count(*) FROM record.observation AS o
 WHERE o.repeat_of_id IS DISTINCT FROM (
       SELECT v.repeat_of_id FROM history.observation_version AS v
        WHERE v.tenant_id = o.tenant_id AND v.id = o.id AND v.effective_at <= o.issued_at
        ORDER BY v.effective_at DESC, v.seq DESC, v.ordinal DESC LIMIT 1))";

class RepeatLinksOfImports : public testing::Test {
protected:
    RepeatLinksOfImports() { place.done({"schema", "deploy"}); }

    std::string import(const std::string& tenant, std::string_view as_of, const std::string& findings) {
        auto here = folder / fmt::format("{}-{}", tenant, ++files);
        std::filesystem::create_directories(here);
        test::write_file(here / "hill.toml", mapping(as_of));
        test::write_file(here / "findings.csv", findings);
        return place.done({"import", "--tenant", tenant, "--create", "--mapping", here / "hill.toml", here});
    }
    std::string head() { return place.ask("SELECT seq FROM seal.head"); }
    std::string changed_behind(const std::string& seq) {
        return place.ask(
            "SELECT coalesce(string_agg(DISTINCT external_ref, ', ' ORDER BY external_ref), 'nothing') FROM "
            "history.observation_version JOIN record.observation USING (tenant_id, id) WHERE seq > " +
            seq
        );
    }

    test::scratch_folder folder;
    test::holder server{folder / "server"};
    test::home place{server, folder / "data"};
    int files = 0;
};

const std::string head_line = "No,Branch,Finding,Found,Closed\n";

}  // namespace

TEST_F(RepeatLinksOfImports, AreThoseOfTheRuleWhateverTheOrderOfTheFile) {
    auto seed = test::seed_of_chance();
    SCOPED_TRACE(fmt::format("VOUCH_TEST_SEED={}", seed));
    std::mt19937 chance(seed);
    auto all = findings_by_chance(chance);
    switch (seed % 3) {
        case 0: break;  // by chance
        case 1: std::ranges::sort(all, {}, [](const finding& each) { return std::pair(each.day, each.number); }); break;
        default:  // the newest first
            std::ranges::sort(all, {}, [](const finding& each) { return std::pair(-each.day, each.number); });
    }
    import("hill", "2024-12-31", csv_of(all));
    EXPECT_TRUE(place.ask(links_recorded) == links_of(all)) << "order " << seed % 3;
    EXPECT_EQ(place.ask(links_that_came_late), "0");
    auto verified = place.done({"verify", "--tenant", "hill"});
    EXPECT_NE(verified.find("everything is as it was sealed"), std::string::npos) << verified;

    // Another extract of the same rows in another order: the first row of a day stays the one that was first.
    auto before = head();
    import("hill", "2025-01-31", csv_of(all));
    EXPECT_EQ(changed_behind(before), "nothing");
    std::ranges::shuffle(all, chance);
    import("hill", "2025-02-28", csv_of(all));
    EXPECT_EQ(changed_behind(before), "nothing");
}

TEST_F(RepeatLinksOfImports, MoveWithWhatANewerFileBringsAndLeaveWhatWasDecidedHere) {
    const std::string old_rows =
        "1,K,Vault opened alone,2024-04-10,\n"
        "2,K,Vault opened alone,2024-06-12,2024-07-01\n"
        "3,K,Vault opened alone,2024-08-15,2024-09-01\n"
        "4,P,Keys in a drawer,2024-04-10,\n"
        "5,P,Keys in a drawer,2024-05-10,\n"
        "6,P,Keys in a drawer,2024-06-10,\n"
        "7,,Keys in a drawer,2024-07-10,\n"
        "8,Q,Stamps not counted,2024-05-01,\n"
        "9,Q,Stamps not counted,2024-06-01,\n";
    import("hill", "2024-12-31", head_line + old_rows);
    EXPECT_EQ(place.ask(links_recorded), "hill/2<hill/1;hill/3<hill/2;hill/5<hill/4;hill/6<hill/5;hill/9<hill/8;");
    place.done(
        {"repeat", "clear", "hill/6", "--tenant", "hill", "--actor", "R. Rao", "--reason", "the keys of another safe"}
    );
    place.done({"repeat", "clear", "hill/9", "--tenant", "hill", "--actor", "R. Rao", "--reason", "a slip"});
    place.done({"repeat", "link", "hill/9", "hill/8", "--tenant", "hill", "--actor", "R. Rao"});

    // 10 comes between 2 and 3, 11 on the day of the first, 12 between 5 and 6, 13 between 8 and 9.
    auto before = head();
    const std::string new_rows = "11,K,Vault opened alone,2024-04-10,\n" + old_rows +
                                 "10,K,Vault opened alone,2024-07-20,\n"
                                 "12,P,Keys in a drawer,2024-05-20,\n"
                                 "13,Q,Stamps not counted,2024-05-20,\n";
    auto said = import("hill", "2025-03-31", head_line + new_rows);
    EXPECT_NE(said.find("4 records were new, 0 changed"), std::string::npos) << said;
    EXPECT_EQ(changed_behind(before), "hill/10, hill/11, hill/12, hill/13, hill/3, hill/9");
    EXPECT_EQ(
        place.ask(links_recorded),
        "hill/10<hill/2;hill/12<hill/5;hill/13<hill/8;hill/2<hill/1;hill/3<hill/10;hill/5<hill/4;hill/9<hill/13;"
    );
    EXPECT_EQ(
        place.ask(
            "SELECT min(v.effective_at) = min(o.issued_at) FROM history.observation_version AS v JOIN "
            "record.observation AS o USING (tenant_id, id) WHERE o.external_ref = 'hill/3' AND v.seq > " +
            before
        ),
        "t"
    ) << "3 repeats 10 since it was found";
    EXPECT_EQ(
        place.ask(
            "SELECT string_agg(DISTINCT to_char(v.effective_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD'), ', ') FROM "
            "history.observation_version AS v JOIN record.observation AS o USING (tenant_id, id) "
            "WHERE o.external_ref = 'hill/9' AND v.seq > " +
            before
        ) > "2025-03-31",
        true
    ) << "the link of 9 was changed by hand since: it moves from then on";

    // 5 is about something else after all: what repeated it goes back to what it repeated.
    before = head();
    auto corrected = new_rows;
    corrected.replace(corrected.find("5,P,Keys in a drawer"), 20, "5,P,Key of the strongroom");
    import("hill", "2025-04-30", head_line + corrected);
    EXPECT_EQ(changed_behind(before), "hill/12, hill/5");
    EXPECT_EQ(
        place.ask(links_recorded),
        "hill/10<hill/2;hill/12<hill/4;hill/13<hill/8;hill/2<hill/1;hill/3<hill/10;hill/9<hill/13;"
    );
    EXPECT_EQ(place.ask("SELECT repeat_of_id IS NULL FROM record.observation WHERE external_ref = 'hill/6'"), "t");
    EXPECT_EQ(
        place.done({"repeat", "list", "--tenant", "hill", "--period", "2024-08", "--json"}).find("\"occurrences\":4") !=
            std::string::npos,
        true
    );
    place.done({"verify", "--tenant", "hill"});
}

TEST_F(RepeatLinksOfImports, AppearWhenTheKeyIsAddedToTheMappingOfFilesThatAreRecorded) {
    const auto rows = head_line + "2,K,Vault opened alone,2024-06-12,2024-07-01\n1,K,Vault opened alone,2024-04-10,\n";
    auto here = folder / "without";
    std::filesystem::create_directories(here);
    auto plain = mapping("2024-12-31");
    plain.erase(plain.find("repeat_key"), plain.find("[table.fields]") - plain.find("repeat_key"));
    test::write_file(here / "hill.toml", plain);
    test::write_file(here / "findings.csv", rows);
    place.done({"import", "--tenant", "hill", "--create", "--mapping", here / "hill.toml", here});
    EXPECT_EQ(place.ask(links_recorded), "");
    auto said = import("hill", "2024-12-31", rows);
    EXPECT_NE(
        said.find("0 records were new, 0 changed; 0 closings, 0 taken back or moved; 1 repeats"), std::string::npos
    ) << said;
    EXPECT_EQ(place.ask(links_recorded), "hill/2<hill/1;");
    EXPECT_EQ(place.ask(links_that_came_late), "0");
    place.done({"verify", "--tenant", "hill"});
}

TEST_F(RepeatLinksOfImports, AreTakenBackAndMadeByNameAndReason) {
    import(
        "hill",
        "2024-12-31",
        head_line + "1,K,Vault opened alone,2024-04-10,2024-05-01\n2,K,Vault left open,2024-06-12,\n"
    );
    std::vector<std::string> link{"repeat", "link", "hill/2", "hill/1", "--tenant", "hill", "--actor", "R. Rao"};
    EXPECT_EQ(
        place.done(link),
        "hill/2: \"Vault left open\" is occurrence 2 of what was first found on 10 Apr 2024; it recurred: its prior "
        "stood no "
        "longer when it was found\n"
    );
    auto again = place.vouch(link);
    EXPECT_EQ(again.status, 4);
    EXPECT_EQ(again.errors, "vouch: observation hill/2 is a repeat of hill/1 already; clear that link first\n");
    auto backwards = place.vouch({"repeat", "link", "hill/1", "hill/2", "--tenant", "hill", "--actor", "R. Rao"});
    EXPECT_EQ(backwards.status, 4);
    EXPECT_NE(backwards.errors.find("which must have been found earlier"), std::string::npos) << backwards.errors;
    EXPECT_EQ(place.vouch({"repeat", "clear", "hill/2", "--tenant", "hill", "--actor", "R. Rao"}).status, 2);
    EXPECT_EQ(
        place.done({"repeat", "clear", "hill/2", "--tenant", "hill", "--actor", "R. Rao", "--reason", "not the same"}),
        "hill/2: \"Vault left open\" is no longer a repeat of hill/1\n"
    );
    EXPECT_EQ(place.vouch({"repeat", "chain", "hill/99", "--tenant", "hill"}).status, 4);
    auto none = place.done({"repeat", "list", "--tenant", "hill", "--period", "FY 2024-25 Q1"});
    EXPECT_NE(none.find("None. A repeat is an observation that was linked"), std::string::npos) << none;
}

}  // namespace vouch
