#include "embedded/installation.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fmt/format.h>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

namespace vouch::embedded {

namespace fs = std::filesystem;

namespace {

int leading_number(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

/// The first line that `command` prints, empty when it fails.
std::string first_line_of(const char* command) {
    std::unique_ptr<FILE, int (*)(FILE*)> output(popen(command, "r"), pclose);
    char line[4096] = "";
    if (!output || !fgets(line, sizeof line, output.get())) return {};
    std::string text(line);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

bool usable(const installation& one, std::initializer_list<const char*> programs) {
    std::error_code ignored;  // a folder that cannot be looked into holds nothing we could run
    return one.major_version >= major_version_min &&
           std::ranges::all_of(programs, [&](auto* name) { return fs::exists(one.programs / name, ignored); });
}

std::string versions(const std::vector<installation>& found) {
    std::string text;
    for (auto& one : found) text += fmt::format("{}{}", text.empty() ? "" : ", ", one.major_version);
    return text;
}

}  // namespace

std::vector<installation> find_installations(std::initializer_list<const char*> programs) {
    std::vector<installation> found;
    std::error_code failure;
    for (auto& folder : fs::directory_iterator("/usr/lib/postgresql", failure)) {
        installation one{leading_number(folder.path().filename().string()), folder.path() / "bin"};
        if (usable(one, programs)) found.push_back(std::move(one));
    }
    std::ranges::sort(found, {}, &installation::major_version);
    if (!found.empty()) return found;
    auto version = first_line_of("pg_config --version 2>/dev/null");  // "PostgreSQL 15.8"
    if (auto digit = version.find_first_of("0123456789"); digit != std::string::npos) {
        installation one{leading_number(version.substr(digit)), first_line_of("pg_config --bindir 2>/dev/null")};
        if (usable(one, programs)) found.push_back(std::move(one));
    }
    return found;
}

result<installation> choose_installation(
    const std::vector<installation>& found, std::optional<int> major_version, const fs::path& cluster
) {
    if (found.empty()) {
        return fail(
            errc::data_directory,
            "no PostgreSQL server of version 15 or newer is installed; install the package postgresql-15, or set "
            "VOUCH_DATABASE_URL to a server elsewhere"
        );
    }
    if (!major_version) return found.back();
    auto match = std::ranges::find(found, *major_version, &installation::major_version);
    if (match != found.end()) return *match;
    auto remedy = *major_version >= major_version_min
                      ? fmt::format("install the package postgresql-{}", *major_version)
                      : fmt::format("vouch needs {} or newer: upgrade it with pg_upgrade", major_version_min);
    return fail(
        errc::data_directory,
        fmt::format(
            "{} belongs to PostgreSQL {}, and installed is {}; {}, or set VOUCH_DATA_DIR to another directory",
            cluster.string(),
            *major_version,
            versions(found),
            remedy
        )
    );
}

}  // namespace vouch::embedded
