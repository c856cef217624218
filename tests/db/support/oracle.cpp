#include "db/support/oracle.h"

#include <cstdio>
#include <fmt/format.h>
#include <stdexcept>

#include "base/values.h"

namespace vouch::test {

namespace {

constexpr std::string_view folder = VOUCH_SOURCE_DIRECTORY "/tests/oracle";

oracle_answer run_command(const std::string& command) {
    oracle_answer done;
    std::FILE* pipe = popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot be run: " + command);
    char piece[4096];
    while (const auto size = std::fread(piece, 1, sizeof piece, pipe)) done.printed.append(piece, size);
    done.status = pclose(pipe);
    return done;
}

}  // namespace

exported_chain::exported_chain(const std::string& conninfo, const std::string& slug)
    : file_(std::filesystem::temp_directory_path() / fmt::format("{}-{}.jsonl", slug, to_string(random_uuid()))) {
    const auto exported = run_command(fmt::format(
        "psql -X -q -A -t -v ON_ERROR_STOP=1 -d \"{}\" -v tenant={} -f {}/export_chain.sql -o {}",
        conninfo,
        slug,
        folder,
        file_.string()
    ));
    if (exported.status != 0) throw std::runtime_error("the chain cannot be exported: " + exported.printed);
}

exported_chain::~exported_chain() {
    std::error_code ignored;
    std::filesystem::remove(file_, ignored);
}

oracle_answer exported_chain::ask(const std::string& script, const std::string& arguments) const {
    return run_command(fmt::format("python3 {}/{} {} {}", folder, script, file_.string(), arguments));
}

}  // namespace vouch::test
