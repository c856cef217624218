#include "embedded/child_process.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace vouch::embedded {

namespace {

enum class step : int { become_user, run };

/// What the child writes into the pipe when it cannot become the program.
struct failure_report {
    step at;
    int reason;
};

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> addresses;
    for (auto& word : words) addresses.push_back(word.data());
    addresses.push_back(nullptr);
    return addresses;
}

/// Runs between fork and exec, where only calls that are safe in a signal handler are allowed: everything that needs
/// memory was made before.
[[noreturn]] void become(const program& what, pid_t parent, int pipe, char** arguments, char** environment) {
    auto give_up = [pipe](step at) {
        failure_report report{at, errno};
        [[maybe_unused]] auto written = write(pipe, &report, sizeof report);
        _exit(127);
    };
    setsid();
    if (what.run_as) {
        auto& user = *what.run_as;
        if (setgroups(user.groups.size(), user.groups.data()) != 0) give_up(step::become_user);
        if (setgid(user.group) != 0) give_up(step::become_user);
        if (setuid(user.user) != 0) give_up(step::become_user);
    }
    prctl(PR_SET_PDEATHSIG, what.end_signal);  // after setuid, which clears it
    if (getppid() != parent) _exit(127);       // we were gone before the kernel knew whom to tell

    int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
    dup2(nothing, STDIN_FILENO);
    dup2(what.output >= 0 ? what.output : nothing, STDOUT_FILENO);
    dup2(what.errors >= 0 ? what.errors : nothing, STDERR_FILENO);
    for (int descriptor : what.descriptors) fcntl(descriptor, F_SETFD, 0);
    umask(077);
    execve(what.path.c_str(), arguments, environment);
    give_up(step::run);
    _exit(127);
}

error explanation(const program& what, const failure_report& report) {
    std::string reason = std::strerror(report.reason);
    if (report.at == step::become_user) {
        return {
            errc::data_directory,
            "PostgreSQL does not run as root, and this process may not become the user " + what.run_as->name + " (" +
                reason + "); run vouch as an ordinary user, or set VOUCH_DATABASE_URL",
            {},
            {},
        };
    }
    return {errc::io, what.path.string() + " cannot be run: " + reason, {}, {}};
}

}  // namespace

result<child_process> child_process::start(const program& what) {
    std::vector<std::string> words{what.path.string()};  // whole: initdb finds postgres beside itself
    words.insert(words.end(), what.arguments.begin(), what.arguments.end());
    std::vector<std::string> variables{"PATH=/usr/local/bin:/usr/bin:/bin", "LC_ALL=C.UTF-8"};
    variables.insert(variables.end(), what.environment.begin(), what.environment.end());
    auto arguments = pointers(words);
    auto environment = pointers(variables);

    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return fail(errc::io, std::string("no pipe: ") + std::strerror(errno));
    pid_t parent = getpid();
    pid_t id = fork();
    if (id == 0) become(what, parent, ends[1], arguments.data(), environment.data());
    int reason = errno;
    close(ends[1]);
    failure_report report{};
    auto received = id < 0 ? 0 : read(ends[0], &report, sizeof report);
    close(ends[0]);
    if (id < 0) return fail(errc::io, what.path.string() + " cannot be run: " + std::strerror(reason));

    child_process started(id, what.end_signal);
    if (received == sizeof report) {
        started.wait(std::chrono::seconds(1));
        return std::unexpected(explanation(what, report));
    }
    return started;
}

child_process::child_process(child_process&& other) noexcept
    : id_(std::exchange(other.id_, -1)), end_signal_(other.end_signal_), status_(other.status_) {}

child_process& child_process::operator=(child_process&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(end_signal_, other.end_signal_);
    std::swap(status_, other.status_);
    return *this;
}

child_process::~child_process() {
    if (id_ < 0 || ended()) return;
    signal(end_signal_);
    if (!wait(std::chrono::seconds(60))) {
        signal(SIGKILL);
        wait(std::chrono::seconds(10));
    }
}

void child_process::signal(int number) const {
    if (id_ > 0 && !status_) kill(id_, number);  // never -1, which is everybody
}

std::optional<exit_status> child_process::ended() {
    int status = 0;
    if (!status_ && waitpid(id_, &status, WNOHANG) == id_) {
        status_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
    return status_;
}

std::optional<exit_status> child_process::wait(std::chrono::milliseconds patience) {
    auto deadline = std::chrono::steady_clock::now() + patience;
    auto pause = std::chrono::milliseconds(1);
    while (!ended() && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, std::chrono::milliseconds(20));
    }
    return status_;
}

}  // namespace vouch::embedded
