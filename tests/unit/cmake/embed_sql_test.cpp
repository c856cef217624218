// The statements in the program are the files of sql/, byte for byte.
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <iterator>
#include <set>

#include "sql.h"

namespace vouch {

namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

const fs::path source = fs::path(VOUCH_SOURCE_DIRECTORY) / "sql";

}  // namespace

TEST(EmbedSql, EveryFileOfAStageIsAStatementOfItsName) {
    std::set<std::string> embedded;
    for (auto& statement : sql::all) {
        std::string name(statement.name);
        auto dot = name.find('.');
        EXPECT_EQ(statement.text, text_of(source / name.substr(0, dot) / (name.substr(dot + 1) + ".sql"))) << name;
        embedded.insert(name);
    }
    for (auto& file : fs::recursive_directory_iterator(source)) {
        auto stage = file.path().parent_path().filename().string();
        if (file.path().extension() != ".sql" || stage == "migrations" || stage == "sql") continue;
        auto name = stage + "." + file.path().stem().string();
        EXPECT_TRUE(embedded.contains(name)) << name << " is in sql/ and not in the program";
    }
}

TEST(EmbedSql, EveryMigrationIsThereInItsOrder) {
    int before = 0;
    for (auto& migration : sql::migrations) {
        EXPECT_GT(migration.number, before) << migration.name;
        EXPECT_EQ(migration.text, text_of(source / "migrations" / (std::string(migration.name) + ".sql")));
        before = migration.number;
    }
    auto files = std::distance(fs::directory_iterator(source / "migrations"), fs::directory_iterator());
    EXPECT_EQ(static_cast<std::ptrdiff_t>(sql::migrations.size()), files);
}

TEST(EmbedSql, LeavesAloneWhatCMakeAndCppWouldChange) {
    auto folder = fs::path(testing::TempDir()) / "vouch-embed-sql-test";
    fs::remove_all(folder);
    fs::create_directories(folder / "sql/trend");
    std::string text = "-- a;b [x] ]] [[ \" \\ \\n ${VAR} @VAR@ $ENV{HOME} %% ₹ ;\nSELECT $1::text[1], 'a;b', $$;$$;";
    std::ofstream(folder / "sql/trend/delete.sql", std::ios::binary) << text;
    auto command = "cmake -DSQL=" + (folder / "sql").string() + " -DGENERATED=" + folder.string() +
                   " -P " VOUCH_SOURCE_DIRECTORY "/cmake/embed_sql.cmake";
    ASSERT_EQ(std::system(command.c_str()), 0);
    EXPECT_EQ(
        text_of(folder / "sql/trend.h"),
        "// Generated from sql/ by cmake/embed_sql.cmake.\n#pragma once\n#include \"db/statement.h\"\n\n"
        "namespace vouch::sql::trend {\ninline constexpr db::statement delete_{\n    \"trend.delete\",\n"
        "    R\"vouch_sql(" +
            text + ")vouch_sql\"};\n}\n"
    );
    fs::remove_all(folder);
}

}  // namespace vouch
