#pragma once
// A folder of a test, removed with everything in it at the end.
#include <filesystem>
#include <string>

namespace vouch::test {

class scratch_folder {
public:
    /// Open to its maker only, as mkdtemp makes it: as root, closed to the user of the server.
    scratch_folder();
    ~scratch_folder();
    scratch_folder(const scratch_folder&) = delete;
    scratch_folder& operator=(const scratch_folder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

/// Writes a file, replacing what was there.
void write_file(const std::filesystem::path& file, const std::string& text);
std::string read_file(const std::filesystem::path& file);

}  // namespace vouch::test
