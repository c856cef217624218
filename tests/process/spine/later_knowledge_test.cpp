// What becomes of days after they were captured, by the commands a person types: corrected by a newer file, reported,
// retired.
#include <boost/json.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "process/scratch_folder.h"
#include "process/spine/home.h"

namespace vouch {

namespace {

namespace json = boost::json;

constexpr const char* mapping = R"toml([source]
name = "hill"
as_of = {}
[tenant]
name = "Hill Bank (made up)"
[[table]]
kind = "observation"
file = "findings.csv"
key = "No"
[table.fields]
title = "Finding"
severity = "Severity"
found_on = {{ column = "Found", format = "%Y-%m-%d" }}
closed_on = {{ column = "Closed", format = "%Y-%m-%d" }}
)toml";

constexpr const char* old_findings = R"(No,Found,Severity,Closed,Finding
1,2024-04-10,HIGH,,Vault opened by one officer
2,2024-04-12,HIGH,2024-06-20,Keys kept in the drawer
3,2024-04-18,LOW,2024-06-25,Locker register not signed
)";
/// The second was closed earlier than the old file said.
constexpr const char* new_findings = R"(No,Found,Severity,Closed,Finding
1,2024-04-10,HIGH,,Vault opened by one officer
2,2024-04-12,HIGH,2024-06-01,Keys kept in the drawer
3,2024-04-18,LOW,2024-06-25,Locker register not signed
)";

class LaterKnowledge : public testing::Test {
protected:
    LaterKnowledge() {
        place.done({"schema", "deploy"});
        import("old", "2024-12-31", old_findings);
        // The days of 2024-04-10 to 06-25.
        place.done({"replay", "--tenant", "hill"});
    }

    void import(const std::string& name, std::string_view as_of, std::string_view findings) {
        std::filesystem::create_directories(folder / name);
        test::write_file(folder / name / "hill.toml", fmt::format(fmt::runtime(mapping), as_of));
        test::write_file(folder / name / "findings.csv", std::string(findings));
        place.done({"import", "--tenant", "hill", "--create", "--mapping", folder / name / "hill.toml", folder / name});
    }

    void expect_in(const std::string& printed, std::string_view wanted) {
        EXPECT_NE(printed.find(wanted), std::string::npos) << wanted << "\n--- is not in ---\n" << printed;
    }

    void expect_refused(const std::vector<std::string>& words, std::string_view why) {
        const auto ended = place.vouch(words);
        EXPECT_EQ(ended.status, 4) << ended.output;
        expect_in(ended.errors, why);
    }

    test::scratch_folder folder;
    test::holder server{folder / "server"};
    test::home place{server, folder / "data"};
};

}  // namespace

TEST_F(LaterKnowledge, RevisesReportsAndRetiresDays) {
    import("new", "2025-03-31", new_findings);
    expect_in(
        place.done({"period", "seal", "--tenant", "hill", "--period", "2024-w23", "--actor", "Asha Patil, CAE"}),
        "hill: 2024-W23, 2024-06-03 to 2024-06-09, is sealed: it was reported with the snapshot of 2024-06-09, "
        "revision 1 "
        "(change set "
    );
    expect_refused(
        {"period", "seal", "--tenant", "hill", "--period", "2024-W23", "--actor", "Asha Patil, CAE"},
        "2024-W23 is sealed already"
    );

    // The finding counts as closed on 06-01 to 06-19, but for the week that was reported.
    const auto revised = place.done({"replay", "--tenant", "hill", "--revise", "closed earlier than we knew"});
    expect_in(
        revised,
        "hill: 70 days from 2024-04-10 to 2024-06-25 compared with what is known today, 12 revised: closed earlier "
        "than we "
        "knew\n"
    );
    expect_in(revised, "\nseverity.high_open");
    expect_in(revised, "  2024-06-01  2024-06-19           2           1\n");
    expect_in(revised, "\nBehind it:\n  change set ");
    expect_in(revised, " by vouch import (");
    expect_in(revised, "7 days of 2024-W23 were not looked at: what was reported is not revised\n");
    expect_in(
        place.done({"replay", "--tenant", "hill", "--revise", "again"}), "nothing differs and nothing was written\n"
    );
    expect_refused(
        {"replay", "--tenant", "hill", "--revise", "the report", "--from", "2024-06-03", "--to", "2024-06-09"},
        "lies in a period that was reported (2024-W23)"
    );
    expect_in(place.done({"verify", "--tenant", "hill"}), "everything is as it was sealed\n");

    const auto planned = place.done({"retention", "plan", "--tenant", "hill"});
    expect_in(planned, "fiscal year       go        from          to     stay  sealed  revised  year end");
    expect_in(planned, " would go; `vouch retention apply` takes them away.\n");
    const auto before = place.ask("SELECT count(*) FROM snapshot.dashboard_snapshot");
    EXPECT_EQ(before, "89");
    const auto document =
        json::parse(place.done({"retention", "apply", "--tenant", "hill", "--actor", "Ravi Kumar", "--json"}))
            .as_object();
    EXPECT_TRUE(document.at("applied").as_bool());
    // Of the 58 days that are neither sealed nor revised the first stays, 8 Sundays, the ends of April and May, and
    // the last, which is the last of its week, month, quarter and year; June 2nd and 16th, Sundays too, were revised.
    EXPECT_EQ(document.at("go").as_int64(), 58 - 12);
    EXPECT_EQ(document.at("stay").as_int64(), 89 - 46);
    EXPECT_EQ(place.ask("SELECT count(*) FROM snapshot.dashboard_snapshot"), "43");
    EXPECT_EQ(
        place.ask(
            "SELECT actor || ': ' || reason FROM seal.change_set WHERE seq = " +
            json::serialize(document.at("change_set"))
        ),
        "Ravi Kumar: retention: days are kept whole for 400 days"
    );
    expect_in(
        place.done({"verify", "--tenant", "hill"}), " 43 snapshots, 46 retired: everything is as it was sealed\n"
    );
    expect_in(
        place.done({"replay", "--tenant", "hill"}),
        "hill: 77 days from 2024-04-10 to 2024-06-25, 0 snapshots written, 31 were there already or are not due, 46 "
        "were "
        "retired and stay so\n"
    );
    expect_in(
        place.done({"retention", "apply", "--tenant", "hill", "--actor", "Ravi Kumar"}),
        "hill: nothing to retire, 43 snapshots stay\n"
    );

    // Somebody deletes one more by hand.
    place.tamper("DELETE FROM snapshot.dashboard_snapshot WHERE business_date = '2024-04-14'");
    const auto verified = place.vouch({"verify", "--tenant", "hill"});
    EXPECT_EQ(verified.status, 1);
    expect_in(verified.output, ": 1 problems\n  snapshot 2024-04-14/1: missing, change set ");
}

TEST_F(LaterKnowledge, NeedsAnActorAndAReason) {
    for (const auto& words : std::vector<std::vector<std::string>>{
             {"retention", "apply", "--tenant", "hill"},
             {"period", "seal", "--tenant", "hill", "--period", "2024-W23"},
             {"retention", "plan", "--tenant", "hill", "--keep-days", "-1"},
             {"replay", "--tenant", "hill", "--revise", ""}
         }) {
        const auto ended = place.vouch(words);
        EXPECT_EQ(ended.status, 2) << ended.output << ended.errors;
        EXPECT_EQ(ended.output, "");
    }
    expect_refused(
        {"period", "seal", "--tenant", "hill", "--period", "FY 2024-25 Q1", "--actor", "Asha"},
        "FY 2024-25 Q1 has no snapshot of its last day, 2024-06-30, revision 1: capture or replay that day first"
    );
    expect_refused(
        {"period", "seal", "--tenant", "hill", "--period", "Q1", "--actor", "Asha"},
        "the calendar of the tenant has no period \"Q1\""
    );
    expect_refused({"retention", "plan", "--tenant", "nobody"}, "there is no tenant \"nobody\"");
}

TEST_F(LaterKnowledge, IsPrintedAsJson) {
    const auto read = [&](std::vector<std::string> words) {
        words.insert(words.end(), {"--tenant", "hill", "--json"});
        return json::parse(place.done(words)).as_object();
    };
    auto planned = read({"retention", "plan"});
    EXPECT_FALSE(planned.at("applied").as_bool());
    EXPECT_TRUE(planned.at("change_set").is_null());
    EXPECT_EQ(
        json::serialize(planned.at("ranges").at(0)), R"({"first":"2024-04-11","last":"2024-04-13","snapshots":3})"
    );
    EXPECT_EQ(read({"replay"}).at("written").as_int64(), 0);

    import("new", "2025-03-31", new_findings);
    auto revised = read({"replay", "--revise", "late", "--from", "2024-06-18"});
    EXPECT_EQ(revised.at("revisions").as_array().size(), 2u);
    auto& day = revised.at("revisions").at(0).as_object();
    EXPECT_EQ(day.at("business_date").as_string(), "2024-06-18");
    EXPECT_EQ(day.at("change_sets").as_array().size(), 1u);
    EXPECT_EQ(day.at("change_sets").at(0), revised.at("change_sets").at(0).at("seq"));
    auto sealed = read({"period", "seal", "--period", "2024-w24", "--actor", "Asha"});
    EXPECT_EQ(sealed.at("period").as_string(), "2024-W24");
    EXPECT_EQ(sealed.at("revision").as_int64(), 1);
}

}  // namespace vouch
