#pragma once
// A vouch serve on a port that was free, until the end of the test.
#include <string>
#include <vector>

#include "process/spine/home.h"
#include "process/vouch_run.h"

namespace vouch::test {

class served {
public:
    /// Waits until it listens; throws when it does not.
    explicit served(const home& place, std::vector<std::string> flags = {});

    const std::string& url() const { return url_; }  // "http://127.0.0.1:40123"
    std::string port() const { return url_.substr(url_.rfind(':') + 1); }
    void signal(int number) { running_.signal(number); }
    const ended& end() { return running_.end(); }

private:
    running_vouch running_;
    std::string url_;
};

}  // namespace vouch::test
