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

/// Starts the vouch of this build, output thrown away, and kills it with SIGKILL after `delay_ms`. Returns whether it
/// was still running then.
bool kill_vouch_after(int delay_ms, std::vector<std::string> arguments, const std::vector<std::string>& variables = {});

}  // namespace vouch::test
