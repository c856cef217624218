#include "process/embedded/holder.h"

#include <cstdio>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>

#include "embedded/cluster.h"

namespace vouch::test {

namespace {

[[noreturn]] void hold(const std::filesystem::path& data, int pipe) {
    {
        auto started = embedded::cluster::start(data, embedded::durability::throw_away);
        auto report = started ? std::to_string(started->server_id()) + " " + started->admin_conninfo()
                              : describe(started.error());
        report += '\n';
        if (write(pipe, report.data(), report.size()) < 0 || !started) _exit(1);
        while (true) pause();
    }
}

}  // namespace

holder::holder(const std::filesystem::path& data) {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    id_ = fork();
    if (id_ == 0) hold(data, ends[1]);
    close(ends[1]);
    std::unique_ptr<FILE, int (*)(FILE*)> reports(fdopen(ends[0], "r"), fclose);
    char line[4096] = "";
    if (!fgets(line, sizeof line, reports.get())) throw std::runtime_error("the holder ended");
    std::istringstream words(line);
    if (!(words >> server_id_) || !std::getline(words >> std::ws, admin_conninfo_)) throw std::runtime_error(line);
}

holder::~holder() {
    kill_hard();
}

void holder::kill_hard() {
    if (id_ < 0) return;
    kill(id_, SIGKILL);
    waitpid(id_, nullptr, 0);
    id_ = -1;
}

}  // namespace vouch::test
