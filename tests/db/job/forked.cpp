#include "db/job/forked.h"

#include <cerrno>
#include <csignal>
#include <exception>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace vouch::test {

forked::forked(const std::function<void()>& what) : id_(::fork()) {
    if (id_ != 0) return;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    int status = 0;
    try {
        what();
    } catch (const std::exception&) {
        status = 1;
    }
    ::_exit(status);
}

void forked::stop() {
    ::kill(id_, SIGSTOP);
}

void forked::go_on() {
    ::kill(id_, SIGCONT);
}

int forked::wait() {
    int status = 0;
    while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
    }
    id_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

void forked::signal_and_wait() {
    if (id_ <= 0) return;
    ::kill(id_, SIGKILL);
    wait();
}

}  // namespace vouch::test
