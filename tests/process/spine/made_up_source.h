#pragma once
// The files of a made-up source: enough rows for several chunks of an import and several years of a replay, with the
// dirt that real files have.
#include <filesystem>
#include <string>
#include <vector>

namespace vouch::test {

/// tenant "river" of the mapping river.toml; every call writes the same.
class made_up_source {
public:
    static constexpr int branches = 300;
    static constexpr int visits = 2'000;
    static constexpr int findings = 8'000;
    static constexpr int visits_colliding = 2;
    static constexpr int findings_colliding = 4;
    static constexpr int findings_after_the_extract = 8;
    static constexpr int closings_refused = 27;

    /// Writes the files and the mapping into a new folder.
    explicit made_up_source(const std::filesystem::path& folder);

    /// The words of the import, which lists its exceptions in `list`.
    std::vector<std::string> import_words(const std::filesystem::path& list) const;

private:
    std::filesystem::path folder_;
};

}  // namespace vouch::test
