// A newer export of the same source changes what changed, each thing since when it says it changed, and nothing else.
#include <boost/json.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

#include "base/values.h"
#include "process/scratch_folder.h"
#include "process/spine/home.h"

namespace vouch {

namespace {

namespace json = boost::json;

std::string mapping(std::string_view as_of) {
    return fmt::format(
        R"toml([source]
name = "hill"
as_of = {}
[tenant]
name = "Hill Bank (made up)"
[[table]]
kind = "branch"
file = "branches.csv"
key = "Code"
[table.fields]
code = "Code"
name = "Name"
[[table]]
kind = "observation"
file = "findings.csv"
key = "No"
[table.fields]
title = "Finding"
severity = "Severity"
found_on = {{ column = "Found", format = "%Y-%m-%d" }}
closed_on = {{ column = "Closed", format = "%Y-%m-%d" }}
[table.references]
branch = "Code"
)toml",
        as_of
    );
}

constexpr const char* old_branches = "Code,Name\nK,Kothrud\nP,Pune\n";
constexpr const char* new_branches = "Code,Name\nK,Kothrud\nP,Pune Camp\n";
constexpr const char* old_findings = R"(No,Code,Found,Severity,Closed,Finding
1,K,2024-04-10,HIGH,,Vault opened by one officer
2,K,2024-04-12,HIGH,2024-06-20,Keys kept in the drawer
3,P,2024-04-15,MEDIUM,2024-06-20,Stock statements overdue
4,P,2024-04-18,LOW,2024-06-25,Locker register not signed
5,P,2024-05-02,CRITICAL,,Cash not counted jointly
)";
constexpr const char* new_findings = R"(No,Code,Found,Severity,Closed,Finding
1,K,2024-04-10,HIGH,2024-09-09,Vault opened by one officer
2,K,2024-04-12,HIGH,2024-06-01,Keys kept in the drawer
3,P,2024-04-15,MEDIUM,2024-07-05,Stock statements overdue
4,P,2024-04-18,LOW,,Locker register not signed
5,P,2024-05-02,CRITICAL,,Cash not counted jointly
6,K,2025-02-10,MEDIUM,,Gold packets weighed by one officer
)";

/// From when to when, the second day not included, a finding stands.
struct standing {
    std::string_view severity, from, until;
};
constexpr std::string_view for_ever = "9999";
constexpr standing by_the_old_file[] = {
    {"high_open", "2024-04-10", for_ever},
    {"high_open", "2024-04-12", "2024-06-20"},
    {"medium_open", "2024-04-15", "2024-06-20"},
    {"low_open", "2024-04-18", "2024-06-25"},
    {"critical_open", "2024-05-02", for_ever},
};
constexpr standing by_the_new_file[] = {
    {"high_open", "2024-04-10", "2024-09-09"},
    {"high_open", "2024-04-12", "2024-06-01"},
    {"medium_open", "2024-04-15", "2024-07-05"},
    {"low_open", "2024-04-18", "2024-06-25"},
    {"low_open", "2025-03-31", for_ever},
    {"critical_open", "2024-05-02", for_ever},
    {"medium_open", "2025-02-10", for_ever},
};

std::int64_t count(std::span<const standing> all, std::string_view severity, std::string_view day) {
    return std::ranges::count_if(all, [&](auto& each) {
        return (severity == "total_open" || each.severity == severity) && each.from <= day && day < each.until;
    });
}

class NewerFile : public testing::Test {
protected:
    NewerFile() {
        write("old", "2024-12-31", old_branches, old_findings);
        write("new", "2025-03-31", new_branches, new_findings);
        place.done({"schema", "deploy"});
        import("old");
    }

    void write(
        const std::string& name, std::string_view as_of, const std::string& branches, const std::string& findings
    ) {
        std::filesystem::create_directories(folder / name);
        test::write_file(folder / name / "hill.toml", mapping(as_of));
        test::write_file(folder / name / "branches.csv", branches);
        test::write_file(folder / name / "findings.csv", findings);
    }

    std::string import(const std::string& name) {
        return place.done(
            {"import", "--tenant", "hill", "--create", "--mapping", folder / name / "hill.toml", folder / name}
        );
    }

    /// The timeline of each record as it is in force today: "reference: what on day, what on day".
    std::string in_force(const std::string& kind, const std::string& table, const std::string& fact) {
        return place.ask(fmt::format(
            R"(SELECT string_agg(line, '; ' ORDER BY line) FROM (
                 SELECT r.external_ref || ': ' || string_agg(v.{2} || ' ' || CASE WHEN v.effective_at < '1900-01-01'
                        THEN 'ever' ELSE to_char(v.effective_at AT TIME ZONE 'Asia/Kolkata', 'YYYY-MM-DD HH24:MI') END,
                        ', ' ORDER BY v.effective_at) AS line
                   FROM (SELECT DISTINCT ON (id, effective_at) * FROM history.{0}_version
                          ORDER BY id, effective_at, seq DESC, ordinal DESC) AS v
                   JOIN record.{1} AS r USING (tenant_id, id) GROUP BY r.external_ref) AS lines)",
            kind,
            table,
            fact
        ));
    }

    /// The records that have a version behind a place of the chain.
    std::string changed_behind(const std::string& seq) {
        return place.ask(
            "SELECT string_agg(DISTINCT external_ref, ', ' ORDER BY external_ref) FROM "
            "(SELECT external_ref, seq FROM history.observation_version JOIN record.observation USING (tenant_id, id) "
            "UNION ALL SELECT external_ref, seq FROM history.observation_text_version "
            "JOIN record.observation USING (tenant_id, id) "
            "UNION ALL SELECT external_ref, seq FROM history.branch_version JOIN record.branch USING (tenant_id, id)) "
            "AS version WHERE seq > " +
            seq
        );
    }

    json::array days() {
        return json::parse(place.done({"trend", "severity", "--tenant", "hill", "--grain", "day", "--json"}))
            .at("points")
            .as_array();
    }

    test::scratch_folder folder;
    test::holder server{folder / "server"};
    test::home place{server, folder / "data"};
};

}  // namespace

TEST_F(NewerFile, ChangesWhatChangedEachSinceItsDay) {
    auto before = place.ask("SELECT seq FROM seal.head");
    auto said = import("new");
    EXPECT_NE(said.find("1 records were new, 5 changed; 3 closings, 3 taken back or moved"), std::string::npos) << said;
    EXPECT_EQ(changed_behind(before), "hill/1, hill/2, hill/3, hill/4, hill/6, hill/P");
    EXPECT_EQ(
        in_force("observation", "observation", "status"),
        "hill/1: ISSUED 2024-04-10 00:00, CLOSED 2024-09-09 00:00; "
        "hill/2: ISSUED 2024-04-12 00:00, CLOSED 2024-06-01 00:00, CLOSED 2024-06-20 00:00; "
        "hill/3: ISSUED 2024-04-15 00:00, ISSUED 2024-06-20 00:00, CLOSED 2024-07-05 00:00; "
        "hill/4: ISSUED 2024-04-18 00:00, CLOSED 2024-06-25 00:00, ISSUED 2025-03-31 00:00; "
        "hill/5: ISSUED 2024-05-02 00:00; "
        "hill/6: ISSUED 2025-02-10 00:00"
    );
    EXPECT_EQ(
        in_force("branch", "branch", "name"), "hill/K: Kothrud ever; hill/P: Pune ever, Pune Camp 2025-03-31 00:00"
    );

    place.done({"replay", "--tenant", "hill"});
    auto points = days();
    EXPECT_EQ(points.size(), 356u);  // 2024-04-10 to 2025-03-31
    for (auto& point : points) {
        std::string day(point.at("business_date").as_string());
        for (auto& [name, value] : point.at("values").as_object()) {
            EXPECT_EQ(value.as_int64(), count(by_the_new_file, name, day)) << std::string(name) << " of " << day;
        }
    }
    place.done({"verify", "--tenant", "hill"});
}

TEST_F(NewerFile, LeavesWhatWasReportedBefore) {
    place.done({"replay", "--tenant", "hill", "--from", "2024-05-25", "--to", "2024-06-30"});
    import("new");
    place.done({"replay", "--tenant", "hill"});
    for (auto& point : days()) {
        std::string day(point.at("business_date").as_string());
        bool reported = "2024-05-25" <= day && day <= "2024-06-30";
        auto expected = reported ? std::span<const standing>(by_the_old_file) : by_the_new_file;
        EXPECT_EQ(point.at("values").at("high_open").as_int64(), count(expected, "high_open", day)) << day;
        EXPECT_EQ(point.at("values").at("total_open").as_int64(), count(expected, "total_open", day)) << day;
    }
    place.done({"verify", "--tenant", "hill"});
}

TEST_F(NewerFile, IsNotUndoneByTheOldOneAgain) {
    import("new");
    auto heads = place.done({"anchor"});
    for (auto name : {"old", "new", "old"}) {
        EXPECT_NE(import(name).find("nothing was changed"), std::string::npos);
        EXPECT_EQ(place.done({"anchor"}), heads) << name;
    }
    place.done({"verify", "--tenant", "hill"});
}

}  // namespace vouch
