#pragma once
// The real files of San Francisco, imported and replayed once for all tests that look at them. The files are no part of
// the project: VOUCH_SHARED_DATA names the folder that holds sf-food, else it is looked for beside the project.
#include <filesystem>
#include <string>
#include <vector>

#include "process/embedded/holder.h"
#include "process/scratch_folder.h"
#include "process/spine/home.h"

namespace vouch::test {

/// Where the files are, if anywhere.
std::filesystem::path sf_files();

class sf_bank {
public:
    explicit sf_bank(const std::filesystem::path& files);

    /// For commands that read, or write nothing the second time. Its server is up.
    const home& place() const { return place_; }
    std::vector<std::string> import_words() const;
    const std::string& imported() const { return imported_; }  // what the commands printed
    const std::string& replayed() const { return replayed_; }

private:
    std::filesystem::path files_;
    scratch_folder folder_;
    holder server_{folder_ / "server"};
    home place_{server_, folder_ / "data"};
    std::string imported_, replayed_;
};

/// None: there are no files.
const sf_bank* imported_sf();

/// Why a test without the files is skipped, and what to do.
std::string without_sf_files();

/// Ten days of which every figure is held against tests/oracle.
inline const std::vector<std::string> days_of_san_francisco{
    "2015-02-19",
    "2015-04-30",
    "2015-06-30",
    "2015-12-31",
    "2016-02-29",
    "2016-06-30",
    "2016-12-31",
    "2017-06-30",
    "2017-11-05",
    "2018-02-16"
};

}  // namespace vouch::test
