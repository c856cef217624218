#include "process/spine/sf_bank.h"

#include <cstdlib>
#include <memory>

namespace vouch::test {

std::filesystem::path sf_files() {
    const char* named = std::getenv("VOUCH_SHARED_DATA");
    const auto shared =
        named ? std::filesystem::path(named) : std::filesystem::path(VOUCH_SOURCE_DIRECTORY) / ".." / "shared" / "data";
    return shared / "sf-food";
}

sf_bank::sf_bank(const std::filesystem::path& files) : files_(files) {
    place_.done({"schema", "deploy"});
    imported_ = place_.done(import_words());
    replayed_ = place_.done({"replay", "--tenant", "sf"});
}

std::vector<std::string> sf_bank::import_words() const {
    return {
        "import",
        "--tenant",
        "sf",
        "--create",
        "--mapping",
        VOUCH_SOURCE_DIRECTORY "/examples/mappings/sf-food.toml",
        files_
    };
}

const sf_bank* imported_sf() {
    static const auto made =
        std::filesystem::exists(sf_files() / "violations.csv") ? std::make_unique<const sf_bank>(sf_files()) : nullptr;
    return made.get();
}

std::string without_sf_files() {
    return "no real data at " + sf_files().string() + "; VOUCH_SHARED_DATA names the folder that holds sf-food";
}

}  // namespace vouch::test
