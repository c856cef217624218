// What people get wrong: each mistake ends with the exit code that vouch --help promises, with words that name the
// thing and the remedy, and leaves everything as it was.
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "process/scratch_folder.h"
#include "process/spine/home.h"

namespace vouch {

namespace {

constexpr int no = 1, usage = 2, environment = 3, refused = 4;

constexpr std::string_view mapping = R"toml([source]
name = "lake"
as_of = 2025-03-31
[tenant]
name = "Lake Bank (made up)"
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
found_on = { column = "Found", format = "%Y-%m-%d" }
[table.references]
branch = "Code"
)toml";

constexpr const char* everything =
    "SELECT concat_ws(' ', (SELECT count(*) FROM tenant.tenant),"
    " (SELECT string_agg(seq || encode(hash, 'hex'), ' ') FROM seal.head), (SELECT count(*) FROM record.import),"
    " (SELECT count(*) FROM record.observation), (SELECT count(*) FROM record.branch),"
    " (SELECT count(*) FROM snapshot.dashboard_snapshot))";

/// One tenant, "lake", with one finding of which the days are replayed.
class BadInput : public testing::Test {
protected:
    static void SetUpTestSuite() {
        folder = std::make_unique<test::scratch_folder>();
        server = std::make_unique<test::holder>(*folder / "server");
        place = std::make_unique<test::home>(*server, *folder / "data");
        put("lake.toml", std::string(mapping));
        put("branches.csv", "Code,Name\nK,Kothrud\n");
        put("findings.csv", "No,Code,Found,Severity,Finding\n1,K,2025-01-15,HIGH,Vault opened by one officer\n");
        place->done({"schema", "deploy"});
        place->done(import_words("good"));
        place->done({"replay", "--tenant", "lake"});
    }
    static void TearDownTestSuite() {
        place.reset();
        server.reset();
        folder.reset();
    }

    /// Writes a file into a folder of sources.
    static void put(const std::string& name, const std::string& text, const std::string& source = "good") {
        std::filesystem::create_directories(*folder / source);
        test::write_file(*folder / source / name, text);
    }

    /// A folder of sources like the good one.
    static void copy_good(const std::string& source) { std::filesystem::copy(*folder / "good", *folder / source); }

    static std::vector<std::string> import_words(const std::string& source, const std::string& tenant = "lake") {
        return {
            "import", "--tenant", tenant, "--create", "--mapping", *folder / source / "lake.toml", *folder / source
        };
    }

    /// Runs words that are wrong: they end with `status`, say every one of `parts`, and change nothing.
    static void expect_refusal(
        const std::vector<std::string>& words, int status, const std::vector<std::string>& parts
    ) {
        SCOPED_TRACE(fmt::format("vouch {}", fmt::join(words, " ")));
        auto before = place->ask(everything);
        auto ended = place->vouch(words);
        EXPECT_EQ(ended.status, status) << ended.output << ended.errors;
        EXPECT_TRUE(ended.errors.starts_with("vouch: ")) << ended.errors;
        for (auto& part : parts)
            EXPECT_NE(ended.errors.find(part), std::string::npos) << part << " in " << ended.errors;
        EXPECT_EQ(place->ask(everything), before);
    }

    static inline std::unique_ptr<test::scratch_folder> folder;
    static inline std::unique_ptr<test::holder> server;
    static inline std::unique_ptr<test::home> place;
};

}  // namespace

TEST_F(BadInput, OfATenantThatIsNotThere) {
    auto import = import_words("good", "pond");
    std::erase(import, "--create");
    expect_refusal(import, refused, {"\"pond\"", "--create"});
    for (std::vector<std::string> words :
         {std::vector<std::string>{"replay"}, {"verify"}, {"anchor"}, {"capture"}, {"trend", "severity"}}) {
        words.insert(words.end(), {"--tenant", "pond"});
        expect_refusal(words, refused, {"\"pond\"", "vouch tenant list"});
    }
}

TEST_F(BadInput, OfATenantToBeFounded) {
    auto found = [](const std::string& slug, const std::string& zone, const std::string& month) {
        return std::vector<std::string>{
            "tenant", "create", "--slug", slug, "--name", "Pond Bank", "--zone", zone, "--fiscal-month", month
        };
    };
    expect_refusal(found("Pond", "Asia/Kolkata", "4"), refused, {"\"Pond\"", "a-z"});
    expect_refusal(found("pond bank", "Asia/Kolkata", "4"), refused, {"\"pond bank\"", "a-z"});
    expect_refusal(found("lake", "Asia/Kolkata", "4"), refused, {"\"lake\""});
    expect_refusal(found("pond", "Asia/Calcuta", "4"), refused, {"Asia/Calcuta", "IANA"});
    expect_refusal(found("pond", "Asia/Kolkata", "13"), refused, {"13"});
    expect_refusal(found("pond", "Asia/Kolkata", "April"), usage, {"April"});
    expect_refusal(import_words("good", "Pond"), refused, {"\"Pond\"", "a-z"});
}

TEST_F(BadInput, OfAMapping) {
    copy_good("mappings");
    auto import = import_words("mappings");
    auto with = [&](std::string_view from, std::string_view to) {
        auto text = std::string(mapping);
        text.replace(text.find(from), from.size(), to);
        put("lake.toml", text, "mappings");
    };
    with("file = \"branches.csv\"", "file = \"branches.csv\"\nfiel = \"x.csv\"");
    expect_refusal(import, refused, {"lake.toml", "fiel"});
    with("name = \"Name\"", "name = \"Nmae\"");
    expect_refusal(import, refused, {"branches.csv", "Nmae", "Name"});
    with("title = \"Finding\"", "title = \"Fidning\"");
    expect_refusal(import, refused, {"findings.csv", "Fidning", "Finding"});
    with("[source]", "[source");
    expect_refusal(import, refused, {"lake.toml"});
    put("lake.toml", std::string(100'000, '\0'), "mappings");
    expect_refusal(import, refused, {"lake.toml"});
    with("as_of = 2025-03-31", "as_of = \"31.03.2025\"");
    expect_refusal(import, refused, {"as_of"});
    with("as_of = 2025-03-31", "as_of = 2199-03-31");
    expect_refusal(import, refused, {"lake.toml", "as_of", "2199-03-31"});
    std::filesystem::remove(*folder / "mappings/lake.toml");
    expect_refusal(import, refused, {"lake.toml"});
}

TEST_F(BadInput, OfPathsThatHoldNoFiles) {
    auto with_path = [](const std::string& path) {
        auto words = import_words("good");
        words.back() = *folder / path;
        return words;
    };
    expect_refusal(with_path("absent"), refused, {"absent", "does not exist"});
    expect_refusal(with_path("good/lake.toml"), refused, {"lake.toml", "findings.csv"});
    expect_refusal(with_path("good/branches.csv"), refused, {"findings.csv"});
    std::filesystem::create_directories(*folder / "empty");
    expect_refusal(with_path("empty"), refused, {"branches.csv"});
    auto founding = with_path("absent");
    founding[2] = "pond";
    expect_refusal(founding, refused, {"absent"});
    ASSERT_EQ(mkfifo((*folder / "pipe").c_str(), 0600), 0);
    std::filesystem::create_directories(*folder / "pipes");
    std::filesystem::copy(*folder / "good/branches.csv", *folder / "pipes/branches.csv");
    ASSERT_EQ(mkfifo((*folder / "pipes/findings.csv").c_str(), 0600), 0);
    expect_refusal(with_path("pipes"), refused, {"findings.csv"});
}

TEST_F(BadInput, OfAPlaceForTheListThatCannotBeUsed) {
    auto with_list = [](const std::string& list) {
        auto words = import_words("good", "pond");
        words.insert(words.end() - 1, {"--exceptions", list});
        return words;
    };
    expect_refusal(with_list("/proc/list.csv"), environment, {"/proc/list.csv", "--exceptions"});
    expect_refusal(with_list(*folder / "absent/list.csv"), environment, {"absent/list.csv", "--exceptions"});
    expect_refusal(with_list(*folder / "good"), environment, {"good is not a file", "--exceptions"});
    expect_refusal(with_list("/dev/null"), environment, {"/dev/null is not a file", "--exceptions"});
    for (auto input : {"good/findings.csv", "good/lake.toml"}) {
        auto before = test::read_file(*folder / input);
        expect_refusal(with_list(*folder / input), refused, {input, "--exceptions"});
        EXPECT_EQ(test::read_file(*folder / input), before);
    }
    expect_refusal(import_words("good", "../pond"), refused, {"\"../pond\"", "a-z"});
    test::write_file(*folder / "imports", "a file, where a folder is wanted");
    auto elsewhere = place->variables();
    elsewhere.front() = "VOUCH_DATA_DIR=" + folder->path().string();
    auto before = place->ask(everything);
    auto ended = test::run_vouch(import_words("good", "pond"), elsewhere);
    EXPECT_EQ(ended.status, environment) << ended.errors;
    EXPECT_NE(ended.errors.find((*folder / "imports").string()), std::string::npos) << ended.errors;
    EXPECT_EQ(place->ask(everything), before);
}

TEST_F(BadInput, OfFilesThatAreNoTables) {
    copy_good("files");
    auto import = import_words("files", "pond");
    put("findings.csv", "", "files");
    expect_refusal(import, refused, {"findings.csv", "first row"});
    put("findings.csv", "\n\n\n", "files");
    expect_refusal(import, refused, {"findings.csv", "first row"});
    put("findings.csv", "1,K,2025-01-15,HIGH,Vault opened by one officer\n", "files");
    expect_refusal(import, refused, {"findings.csv", "\"No\""});
    std::string binary;
    for (int i = 0; i < 300'000; ++i) binary += static_cast<char>(i * i % 251);
    put("findings.csv", binary, "files");
    expect_refusal(import, refused, {"findings.csv"});
    put("findings.csv", test::read_file(VOUCH_BINARY).substr(0, 1'000'000), "files");
    expect_refusal(import, refused, {"findings.csv"});
    put("findings.csv", std::string(10'000'000, 'x'), "files");
    expect_refusal(import, refused, {"findings.csv"});
}

TEST_F(BadInput, OfOneLineOfTenMegabytesRejectsThatRowOnly) {
    copy_good("long");
    put("findings.csv",
        "No,Code,Found,Severity,Finding\n1,K,2025-01-15,HIGH,Vault opened by one officer\n2,K,2025-01-16,HIGH," +
            std::string(10'000'000, 'x') + "\n3,K,2025-01-17,LOW,Keys kept in the drawer\n",
        "long");
    auto words = import_words("long", "long");
    words.insert(words.end() - 1, {"--exceptions", *folder / "long.csv"});
    place->done(words);
    auto list = test::read_file(*folder / "long.csv");
    EXPECT_NE(list.find("\nfindings.csv,3,"), std::string::npos) << list.substr(0, 2'000);
    EXPECT_NE(list.find("row_rejected"), std::string::npos) << list.substr(0, 2'000);
    EXPECT_LT(list.size(), 2'000u);
    auto loaded =
        "SELECT string_agg(external_ref, ' ' ORDER BY external_ref) FROM record.observation JOIN tenant.tenant "
        "USING (tenant_id) WHERE slug = 'long'";
    EXPECT_EQ(place->ask(loaded), "lake/1 lake/3");
}

TEST_F(BadInput, OfFilesThatOneMayNotReadOrWrite) {
    if (geteuid() != 0) GTEST_SKIP() << "needs root, to become somebody else";
    test::scratch_folder theirs;
    std::filesystem::permissions(theirs.path(), std::filesystem::perms(0777));
    std::filesystem::copy(*folder / "good", theirs / "good");
    std::filesystem::copy(VOUCH_BINARY, theirs / "vouch");
    std::filesystem::permissions(theirs / "good/findings.csv", std::filesystem::perms(0600));
    auto as_nobody = [&](std::vector<std::string> words) {
        words.insert(
            words.begin(), {"setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", theirs / "vouch"}
        );
        return test::run(words, {"VOUCH_DATA_DIR=" + (theirs / "data").string()});
    };
    ASSERT_EQ(as_nobody({"schema", "deploy"}).status, 0);
    auto unreadable =
        as_nobody({"import", "--tenant", "lake", "--create", "--mapping", theirs / "good/lake.toml", theirs / "good"});
    EXPECT_EQ(unreadable.status, environment) << unreadable.errors;
    EXPECT_NE(unreadable.errors.find("findings.csv"), std::string::npos) << unreadable.errors;
    EXPECT_NE(unreadable.errors.find("ermission"), std::string::npos) << unreadable.errors;
    EXPECT_TRUE(as_nobody({"tenant", "list"}).output.starts_with("no tenants yet"));

    std::filesystem::permissions(theirs / "good/findings.csv", std::filesystem::perms(0644));
    auto unwritable = as_nobody(
        {"import",
         "--tenant",
         "lake",
         "--create",
         "--mapping",
         theirs / "good/lake.toml",
         "--exceptions",
         "/proc/list.csv",
         theirs / "good"}
    );
    EXPECT_EQ(unwritable.status, environment) << unwritable.errors;
    EXPECT_NE(unwritable.errors.find("/proc/list.csv"), std::string::npos) << unwritable.errors;
    EXPECT_EQ(as_nobody({"anchor", "--output", "/proc/anchor.json"}).status, environment);
}

TEST_F(BadInput, OfDatesAndGrains) {
    std::vector<std::string> trend{"trend", "severity", "--tenant", "lake"};
    auto with = [](std::vector<std::string> words, std::vector<std::string> more) {
        words.insert(words.end(), more.begin(), more.end());
        return words;
    };
    expect_refusal(with(trend, {"--grain", "fortnight"}), usage, {"fortnight", "day, week, month, quarter, year"});
    expect_refusal(with(trend, {"--from", "2025-02-30"}), usage, {"2025-02-30"});
    expect_refusal(with(trend, {"--from", "15.01.2025"}), usage, {"15.01.2025"});
    expect_refusal(with(trend, {"--from", "2025-02-01", "--to", "2025-01-31"}), refused, {"2025-02-01", "2025-01-31"});
    expect_refusal({"trend", "popularity", "--tenant", "lake"}, usage, {"popularity", "severity"});
    std::vector<std::string> replay{"replay", "--tenant", "lake"};
    expect_refusal(with(replay, {"--from", "2025-02-01", "--to", "2025-01-31"}), refused, {"2025-02-01", "2025-01-31"});
    expect_refusal(with(replay, {"--from", "yesterday"}), usage, {"yesterday"});
    expect_refusal({"capture", "--tenant", "lake", "--date", "2199-01-01"}, refused, {"2199-01-01"});
    expect_refusal({"capture", "--tenant", "lake", "--date", "2025-1-1"}, usage, {"2025-1-1"});
}

TEST_F(BadInput, OfAnAnchorThatIsNone) {
    auto verify_with = [](const std::string& text) {
        test::write_file(*folder / "anchor.json", text);
        return std::vector<std::string>{"verify", "--anchor", *folder / "anchor.json"};
    };
    expect_refusal({"verify", "--anchor", *folder / "no-anchor"}, environment, {"no-anchor", "vouch anchor"});
    for (auto text :
         {"",
          "Dear auditor",
          "[]",
          "{}",
          R"({"chains": 7})",
          R"({"chains": [7]})",
          R"({"chains": [{"tenant_id": "x"}]})"}) {
        expect_refusal(verify_with(text), refused, {"anchor"});
    }
    auto good = place->done({"anchor", "--tenant", "lake"});
    for (std::size_t cut : {good.size() / 3, good.size() / 2, good.size() - 4}) {
        expect_refusal(verify_with(good.substr(0, cut)), refused, {"anchor"});
    }
    auto hash = good.find("\"hash\":\"") + 8;
    auto other = good;
    other[hash] = other[hash] == '0' ? '1' : '0';
    auto caught = place->vouch(verify_with(other));
    EXPECT_EQ(caught.status, no) << caught.output << caught.errors;
    EXPECT_NE(caught.output.find("lake"), std::string::npos);
    EXPECT_EQ(place->vouch(verify_with(good)).status, 0);

    // One that says nothing of the tenant proves nothing.
    auto with_lake = [](std::vector<std::string> words) {
        words.insert(words.end(), {"--tenant", "lake"});
        return words;
    };
    EXPECT_EQ(place->vouch(with_lake(verify_with(good))).status, 0);
    expect_refusal(with_lake(verify_with(R"({"chains": []})")), refused, {"anchor.json", "no head of lake"});
    auto id = good.find("\"tenant_id\":\"") + 13;
    auto stranger = good;
    stranger[id] = stranger[id] == '0' ? '1' : '0';
    expect_refusal(with_lake(verify_with(stranger)), refused, {"anchor.json", "no head of lake"});
    auto line = good.substr(good.find('\n') + 1, good.rfind('\n', good.size() - 2) - good.find('\n') - 1);
    expect_refusal(verify_with("{\"chains\": [" + line + "," + line + "]}"), refused, {"twice"});
}

TEST_F(BadInput, OfAZoneOrNameThatIsNone) {
    for (const auto* zone : {"Asia/Kolkata5", "Asia/Kolkata-05:30", "posix/UTC", "right/Asia/Kolkata", "IST"}) {
        expect_refusal(
            {"tenant", "create", "--slug", "other", "--name", "Other", "--zone", zone}, refused, {zone, "IANA"}
        );
    }
    expect_refusal({"tenant", "create", "--slug", "other", "--name", "   "}, refused, {"2 to 200"});
}

TEST_F(BadInput, OfDaysThatCannotBeMeant) {
    expect_refusal(
        {"replay", "--tenant", "lake", "--from", "0025-01-01", "--to", "2025-01-01"},
        refused,
        {"0025-01-01", "1900-01-01"}
    );
    expect_refusal({"engagements", "--tenant", "lake", "--as-of", "9999-12-31"}, refused, {"9999-12-31"});
    expect_refusal({"rollforward", "--tenant", "lake", "--period", "\xff\xfe"}, usage, {"--period", "UTF-8"});
}

}  // namespace vouch
