#pragma once
// A worker in a process of its own, to be killed.
#include <functional>
#include <sys/types.h>

namespace vouch::test {

/// Runs `what` in a child process, which ends when it returns. Killed at the end, if not before. Before the parent has
/// threads.
class forked {
public:
    explicit forked(const std::function<void()>& what);
    ~forked() { signal_and_wait(); }
    forked(const forked&) = delete;
    forked& operator=(const forked&) = delete;

    void kill_hard() { signal_and_wait(); }  // SIGKILL
    void stop();                             // SIGSTOP: it seems dead
    void go_on();                            // SIGCONT
    /// Until it has ended by itself; its exit code.
    int wait();

private:
    void signal_and_wait();
    pid_t id_ = -1;
};

}  // namespace vouch::test
