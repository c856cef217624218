#pragma once
// What tests/oracle calculates from the history of a tenant, with psql and Python alone.
#include <filesystem>
#include <string>

namespace vouch::test {

struct oracle_answer {
    int status = -1;
    std::string printed;  // on both outputs
};

/// The history of a tenant as it stood when this was made, in a file that is removed at the end.
class exported_chain {
public:
    /// conninfo: of a superuser. Throws when psql does not succeed.
    exported_chain(const std::string& conninfo, const std::string& slug);
    ~exported_chain();
    exported_chain(const exported_chain&) = delete;
    exported_chain& operator=(const exported_chain&) = delete;

    /// Runs a script of tests/oracle on it: ask("verify_chain.py", "--hash 4=00").
    oracle_answer ask(const std::string& script, const std::string& arguments = {}) const;

private:
    std::filesystem::path file_;
};

}  // namespace vouch::test
