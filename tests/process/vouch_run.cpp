#include "process/vouch_run.h"

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/mman.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace vouch::test {

namespace {

std::vector<char*> pointers(std::vector<std::string>& words) {
    std::vector<char*> addresses;
    for (auto& word : words) addresses.push_back(word.data());
    addresses.push_back(nullptr);
    return addresses;
}

pid_t start(std::vector<std::string> words, const std::vector<std::string>& variables, int output, int errors) {
    std::vector<std::string> environment(variables);
    for (char** variable = environ; *variable; ++variable) {
        if (!std::string_view(*variable).starts_with("VOUCH_DAT")) environment.emplace_back(*variable);
    }
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
    pid_t id = 0;
    int failure =
        posix_spawnp(&id, words[0].c_str(), &actions, nullptr, pointers(words).data(), pointers(environment).data());
    posix_spawn_file_actions_destroy(&actions);
    if (failure) throw std::runtime_error(words[0] + " cannot be run");
    return id;
}

std::string content_of(int descriptor) {
    std::string text(lseek(descriptor, 0, SEEK_END), '\0');
    if (pread(descriptor, text.data(), text.size(), 0) < 0) throw std::runtime_error("the output cannot be read");
    close(descriptor);
    return text;
}

int exit_code_of(int status) {
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

ended run(const std::vector<std::string>& words, const std::vector<std::string>& variables) {
    int output = memfd_create("output", MFD_CLOEXEC);
    int errors = memfd_create("errors", MFD_CLOEXEC);
    pid_t id = start(words, variables, output, errors);
    int status = 0;
    waitpid(id, &status, 0);
    return {exit_code_of(status), content_of(output), content_of(errors)};
}

ended run_vouch(std::vector<std::string> arguments, const std::vector<std::string>& variables) {
    arguments.insert(arguments.begin(), VOUCH_BINARY);
    return run(arguments, variables);
}

running_vouch::running_vouch(std::vector<std::string> arguments, const std::vector<std::string>& variables)
    : output_(memfd_create("output", MFD_CLOEXEC)), errors_(memfd_create("errors", MFD_CLOEXEC)) {
    arguments.insert(arguments.begin(), VOUCH_BINARY);
    id_ = start(arguments, variables, output_, errors_);
}

running_vouch::~running_vouch() {
    kill_hard();
    end();
}

bool running_vouch::collect(int options) {
    int status = 0;
    if (id_ < 0) return true;
    if (waitpid(id_, &status, options) != id_) return false;
    id_ = -1;
    said_ = {exit_code_of(status), content_of(output_), content_of(errors_)};
    return true;
}

bool running_vouch::works() {
    return !collect(WNOHANG);
}

void running_vouch::kill_hard() {
    if (id_ >= 0) kill(id_, SIGKILL);
}

void running_vouch::signal(int number) {
    if (id_ >= 0) kill(id_, number);
}

std::string running_vouch::output_so_far() const {
    std::string text(static_cast<std::size_t>(lseek(output_, 0, SEEK_END)), '\0');
    if (pread(output_, text.data(), text.size(), 0) < 0) throw std::runtime_error("the output cannot be read");
    return text;
}

const ended& running_vouch::end() {
    collect(0);
    return said_;
}

bool kill_vouch_after(int delay_ms, std::vector<std::string> arguments, const std::vector<std::string>& variables) {
    arguments.insert(arguments.begin(), VOUCH_BINARY);
    int nothing = open("/dev/null", O_WRONLY | O_CLOEXEC);
    pid_t id = start(arguments, variables, nothing, nothing);
    close(nothing);
    std::this_thread::sleep_for(std::chrono::milliseconds(delay_ms));
    kill(id, SIGKILL);
    int status = 0;
    waitpid(id, &status, 0);
    return WIFSIGNALED(status);
}

}  // namespace vouch::test
