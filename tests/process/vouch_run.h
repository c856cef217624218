#pragma once
// The program, run from outside as a person or a script runs it.
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace vouch::test {

struct ended {
    int status = 0;      // exit code, or 128 + signal
    std::string output;  // standard output
    std::string errors;  // standard error
};

/// Runs words[0] with its arguments and with `variables` ("NAME=value") besides the ones we have; VOUCH_DATA_DIR and
/// VOUCH_DATABASE_URL of ours are not passed on.
ended run(const std::vector<std::string>& words, const std::vector<std::string>& variables = {});

/// The same for the vouch of this build.
ended run_vouch(std::vector<std::string> arguments, const std::vector<std::string>& variables = {});

/// A vouch of this build that runs beside the test; killed when it still runs at the end.
class running_vouch {
public:
    explicit running_vouch(std::vector<std::string> arguments, const std::vector<std::string>& variables = {});
    ~running_vouch();
    running_vouch(const running_vouch&) = delete;
    running_vouch& operator=(const running_vouch&) = delete;

    bool works();      // false once it ended
    void kill_hard();  // SIGKILL
    void signal(int number);
    std::string output_so_far() const;  // while it works
    const ended& end();                 // waits until it has ended; after that, what it said

private:
    bool collect(int options);

    pid_t id_ = -1;  // -1: ended, and said is complete
    int output_ = -1;
    int errors_ = -1;
    ended said_;
};

/// Starts the vouch of this build, output thrown away, and kills it with SIGKILL after `delay_ms`. Returns whether it
/// was still running then.
bool kill_vouch_after(int delay_ms, std::vector<std::string> arguments, const std::vector<std::string>& variables = {});

}  // namespace vouch::test
