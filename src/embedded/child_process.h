#pragma once
// Another program run by this one, possibly as another user, that never outlives it.
#include <chrono>
#include <csignal>
#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

#include "base/error.h"

namespace vouch::embedded {

/// A user of the system, with everything setuid needs: looked up before fork, where nothing may be looked up.
struct account {
    std::string name;
    uid_t user = 0;
    gid_t group = 0;
    std::vector<gid_t> groups;
};

struct program {
    std::filesystem::path path;
    std::vector<std::string> arguments;    // without the program's own name
    std::vector<std::string> environment;  // "NAME=value"; besides these it sees PATH and LC_ALL only
    std::optional<account> run_as;         // none: the user we are
    std::vector<int> descriptors;          // stay open in it, under the same numbers
    int output = -1;                       // its standard output and standard error; -1: /dev/null
    int errors = -1;
    int end_signal = SIGTERM;  // asks it to end: sent by the destructor, and by the kernel when we are gone
};

/// How a program ended: its exit code, or 128 + the signal that killed it.
using exit_status = int;

class child_process {
public:
    /// Starts the program in a session of its own, so that Ctrl-C at the terminal reaches only us. Call it from the
    /// main thread: the kernel sends end_signal when the *thread* that started the program ends.
    /// Errors: io, when the program or the user is not there; data_directory when we may not become the user.
    static result<child_process> start(const program& what);

    child_process(child_process&& other) noexcept;
    child_process& operator=(child_process&& other) noexcept;  // `other` gets, and ends, what this one had
    ~child_process();                                          // sends end_signal and waits

    pid_t id() const { return id_; }
    void signal(int number) const;
    /// The status if it has ended, without waiting.
    std::optional<exit_status> ended();
    /// Waits up to `patience`; none when it still runs then.
    std::optional<exit_status> wait(std::chrono::milliseconds patience);

private:
    child_process(pid_t id, int end_signal) : id_(id), end_signal_(end_signal) {}

    pid_t id_ = -1;  // -1: moved away
    int end_signal_;
    std::optional<exit_status> status_;
};

}  // namespace vouch::embedded
