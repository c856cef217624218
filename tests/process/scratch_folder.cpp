#include "process/scratch_folder.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <thread>

namespace vouch::test {

scratch_folder::scratch_folder() {
    auto name = (std::filesystem::temp_directory_path() / "vouch-process-test.XXXXXX").string();
    if (!mkdtemp(name.data())) throw std::runtime_error(name + " cannot be made");
    path_ = name;
}

scratch_folder::~scratch_folder() {
    // A server whose vouch was killed still writes here for a moment while it shuts down.
    std::error_code failure;
    for (int attempt = 0; attempt < 200; ++attempt) {
        std::filesystem::remove_all(path_, failure);
        if (!failure && !std::filesystem::exists(path_)) return;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
}

void write_file(const std::filesystem::path& file, const std::string& text) {
    std::ofstream stream(file, std::ios::binary | std::ios::trunc);
    if (!(stream << text).flush()) throw std::runtime_error(file.string() + " cannot be written");
}

std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace vouch::test
