#include "record/import/import_stream.h"

#include <gtest/gtest.h>

#include "import_fixture.h"

namespace vouch::record {

namespace {

using namespace test;

const std::string two_tables = std::string(mapping_head) + R"(
[[table]]
kind = "branch"
file = "b.csv"
key = "code"
[table.fields]
code = "code"
name = "name"
[[table]]
kind = "area"
file = "a.csv"
optional = true
key = "name"
[table.fields]
name = "name"
)";

result<import_stream> open(const import_mapping& mapping, std::vector<std::filesystem::path> paths) {
    return import_stream::open(mapping, tenant_id, paths);
}

TEST(ImportStream, FindsFilesByNameAndInFolders) {
    const folder here, there;
    const import_mapping mapping = mapping_of(two_tables);
    const auto branches = here.write("b.csv", "code,name\n1,A\n");
    const auto areas = there.write("a.csv", "name\nCash\n");
    there.write("unrelated.csv", "x\n");
    const auto stream = open(mapping, {branches, there.path()});
    ASSERT_TRUE(stream) << describe(stream.error());
    ASSERT_EQ(stream->files().size(), 2u);
    EXPECT_EQ(stream->files()[0].path, branches);
    EXPECT_EQ(stream->files()[1].path, areas);
    EXPECT_EQ(stream->files()[0].digest, sha256_of("code,name\n1,A\n"));
    EXPECT_EQ(stream->bytes_total(), 14u + 10u);
}

TEST(ImportStream, SaysWhichFileIsMissingOrUnknown) {
    const folder here;
    const import_mapping mapping = mapping_of(two_tables);
    EXPECT_EQ(
        open(mapping, {here.path()}).error().detail,
        "the mapping test.toml needs the file b.csv, which is not among the files named"
    );
    const auto other = here.write("other.csv", "x\n");
    EXPECT_EQ(
        open(mapping, {other}).error().detail, "the mapping knows no file named other.csv; it knows a.csv, b.csv"
    );
    EXPECT_EQ(open(mapping, {here.path() / "none"}).error().code, errc::not_found);
    here.write("b.csv", "code,name\n");
    EXPECT_EQ(open(mapping, {here.path()}).value().files().size(), 1u) << "a.csv is optional";
    const folder there;
    there.write("b.csv", "code,name\n");
    EXPECT_EQ(open(mapping, {here.path(), there.path()}).error().code, errc::bad_input);
    EXPECT_TRUE(open(mapping, {here.path(), here.path() / "b.csv"})) << "the same file, named twice";
}

TEST(ImportStream, SaysWhichColumnIsMissing) {
    const folder here;
    here.write("b.csv", "code,title\n1,A\n");
    const import_mapping mapping = mapping_of(two_tables);
    auto stream = open(mapping, {here.path()}).value();
    const auto row = stream.next();
    ASSERT_FALSE(row);
    EXPECT_EQ(row.error().detail, "b.csv has no column \"name\", which the mapping uses; its columns are code, title");
    EXPECT_EQ(row.error().where, "test.toml:9");
}

TEST(ImportStream, CountsEveryRow) {
    const folder here;
    here.write("b.csv", "code,name\n1,A\n1,B\n2\n\n3,C\n");
    const import_mapping mapping = mapping_of(two_tables);
    const auto all = import_all(mapping, here.path());
    EXPECT_EQ(all.files[0].rows, 4u);
    EXPECT_EQ(all.files[0].loaded, 2u);
    EXPECT_EQ(all.files[0].rejected, 2u);
    EXPECT_EQ(all.files[0].colliding, 1u);
    EXPECT_TRUE(all.files[0].finished);
    EXPECT_EQ(all.exceptions[0].row, 3u);
    EXPECT_EQ(all.exceptions[1].row, 4u);
}

TEST(ImportStream, NoticesAFileThatChangesWhileItIsRead) {
    const folder here;
    here.write("b.csv", "code,name\n1,A\n");
    const import_mapping mapping = mapping_of(two_tables);
    auto stream = open(mapping, {here.path()}).value();
    here.write("b.csv", "code,name\n1,B\n");
    EXPECT_TRUE(stream.next());
    const auto end = stream.next();
    ASSERT_FALSE(end);
    EXPECT_EQ(end.error().code, errc::conflict);
}

TEST(ImportStream, TellsHowFarItHasCome) {
    const folder here;
    here.write("b.csv", "code,name\n1,A\n");
    const import_mapping mapping = mapping_of(two_tables);
    auto stream = open(mapping, {here.path()}).value();
    EXPECT_EQ(stream.bytes_read(), 0u);
    while (stream.next().value()) continue;
    EXPECT_EQ(stream.bytes_read(), stream.bytes_total());
}

TEST(ImportStream, ReadsNoFileThatIsNone) {
    const folder here;
    std::filesystem::create_directory(here.path() / "b.csv");
    const import_mapping mapping = mapping_of(two_tables);
    EXPECT_EQ(open(mapping, {here.path()}).error().code, errc::bad_input);
}

}  // namespace

}  // namespace vouch::record
