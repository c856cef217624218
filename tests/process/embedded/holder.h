#pragma once
// Another process that holds a cluster, to be killed by a test.
#include <filesystem>
#include <string>
#include <sys/types.h>

namespace vouch::test {

class holder {
public:
    /// Forks a process that starts the cluster of `data` and waits for its end. The cluster is safe from kill -9 but
    /// not from the loss of power, which no test can cause.
    explicit holder(const std::filesystem::path& data);
    ~holder();
    holder(const holder&) = delete;
    holder& operator=(const holder&) = delete;

    pid_t id() const { return id_; }
    pid_t server_id() const { return server_id_; }
    const std::string& admin_conninfo() const { return admin_conninfo_; }

    void kill_hard();  // SIGKILL, and waits until it is gone

private:
    pid_t id_ = -1;
    pid_t server_id_ = -1;
    std::string admin_conninfo_;
};

}  // namespace vouch::test
