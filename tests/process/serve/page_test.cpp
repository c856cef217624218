// The page in Debian's Chromium, served by the program: what its readers do with it, and every figure of ten days on
// both bases against what tests/oracle works out from the history alone.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "process/serve/served.h"
#include "process/spine/demo_bank.h"
#include "process/spine/sf_bank.h"

namespace vouch {

namespace {

class ThePage : public testing::Test {
protected:
    test::scratch_folder folder;

    /// What the page has to show, in a file.
    std::string calculate(const test::home& place, const std::string& tenant, const std::vector<std::string>& days)
        const {
        const auto chain = folder / "chain.jsonl";
        const auto exported = place.export_chain(tenant, chain);
        EXPECT_EQ(exported.status, 0) << exported.errors;
        const auto calculated = test::run(
            {"python3",
             VOUCH_SOURCE_DIRECTORY "/tests/oracle/page_figures.py",
             chain,
             fmt::format("{}", fmt::join(days, ","))}
        );
        EXPECT_EQ(calculated.status, 0) << calculated.errors;
        test::write_file(folder / "calculated.json", calculated.output);
        return (folder / "calculated.json").string();
    }

    /// Runs the tests in Chromium of the files named, else all of them. Returns how many passed.
    static std::size_t look(
        const test::served& server,
        const std::string& tenant,
        const std::string& calculated,
        const std::vector<std::string>& files = {}
    ) {
        std::vector<std::string> words{VOUCH_SOURCE_DIRECTORY "/tests/page.sh"};
        words.insert(words.end(), files.begin(), files.end());
        const auto ran =
            test::run(words, {"VOUCH_URL=" + server.url(), "VOUCH_TENANT=" + tenant, "VOUCH_CALCULATED=" + calculated});
        EXPECT_EQ(ran.output.find("failed "), std::string::npos) << ran.output << ran.errors;
        std::size_t passed = 0;
        for (auto at = ran.output.find("ok "); at != std::string::npos; at = ran.output.find("\nok ", at + 1)) ++passed;
        return passed;
    }
};

constexpr std::size_t days_on_both_bases = 20;

}  // namespace

TEST_F(ThePage, IsUsableAndShowsWhatIsCalculatedApartOfTheDemo) {
    const test::home place(folder / "data");
    test::made_demo().copy_to(place);
    const auto calculated = calculate(place, "demo", test::days_of_the_demo);
    const test::served server(place);
    EXPECT_GT(look(server, "demo", calculated), days_on_both_bases);
}

TEST_F(ThePage, ShowsWhatIsCalculatedApartOfSanFrancisco) {
    if (!test::imported_sf()) GTEST_SKIP() << test::without_sf_files();
    const auto& place = test::imported_sf()->place();
    const auto calculated = calculate(place, "sf", test::days_of_san_francisco);
    const test::served server(place);
    EXPECT_EQ(look(server, "sf", calculated, {"browser/calculated_apart"}), days_on_both_bases);
}

}  // namespace vouch
