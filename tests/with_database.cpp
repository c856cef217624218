// with_database COMMAND [ARGUMENT...]: runs a command beside a PostgreSQL cluster of its own, and throws that away.
// The command sees VOUCH_DATABASE_URL (the login role vouch, database vouch) and VOUCH_TEST_DATABASE_URL (a superuser
// on the same database). Ends with the exit code of the command.
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>

#include "embedded/cluster.h"

int main(int count, char** words) {
    if (count < 2) {
        fmt::print(stderr, "usage: with_database COMMAND [ARGUMENT...]\n");
        return 2;
    }
    auto folder = (std::filesystem::temp_directory_path() / "vouch-test.XXXXXX").string();
    if (!mkdtemp(folder.data())) {
        fmt::print(stderr, "with_database: {} cannot be made\n", folder);
        return 3;
    }
    int status = 0;
    {
        auto cluster = vouch::embedded::cluster::start(folder, vouch::embedded::durability::throw_away);
        if (!cluster) {
            fmt::print(stderr, "with_database: {}\n", describe(cluster.error()));
            return 3;
        }
        setenv("VOUCH_DATABASE_URL", cluster->conninfo().c_str(), 1);
        setenv("VOUCH_TEST_DATABASE_URL", cluster->admin_conninfo().c_str(), 1);
        pid_t id = 0;
        if (int failure = posix_spawnp(&id, words[1], nullptr, nullptr, words + 1, environ)) {
            fmt::print(stderr, "with_database: {} cannot be run: {}\n", words[1], std::strerror(failure));
            return 3;
        }
        waitpid(id, &status, 0);
    }
    std::filesystem::remove_all(folder);
    return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
