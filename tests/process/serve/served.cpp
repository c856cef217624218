#include "process/serve/served.h"

#include <chrono>
#include <stdexcept>
#include <thread>

namespace vouch::test {

namespace {

std::vector<std::string> words(std::vector<std::string> flags) {
    flags.insert(flags.begin(), {"serve", "--listen", "127.0.0.1:0"});
    return flags;
}

}  // namespace

served::served(const home& place, std::vector<std::string> flags)
    : running_(words(std::move(flags)), place.variables()) {
    for (int tries = 0; tries < 1200 && running_.works(); ++tries) {
        const auto said = running_.output_so_far();
        const auto begin = said.find("http://");
        const auto end = said.find("/\n", begin);
        if (begin != std::string::npos && end != std::string::npos) {
            url_ = said.substr(begin, end - begin);
            return;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    running_.kill_hard();
    throw std::runtime_error("vouch serve does not listen: " + running_.end().errors);
}

}  // namespace vouch::test
