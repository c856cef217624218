#pragma once
// What `vouch serve` is told: by flags, by variables, by a file in TOML, in this order; what none of them says has a
// default. serve_settings.cpp lists every setting once.
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/application.h"
#include "base/environment.h"
#include "http/settings.h"

namespace vouch::cli {

struct serve_settings {
    environment surroundings;
    http::server_settings http;
    api::application_settings api;
    std::string log_level = "info";
    bool works = true;  // runs jobs beside what it serves
};

/// A setting: --request-ms-max, VOUCH_REQUEST_MS_MAX, request_ms_max = in the file.
struct setting_kind {
    std::string_view name;   // "request_ms_max"
    std::string_view value;  // of the help: "MS"
    std::string_view meaning;
    result<void> (*read)(std::string_view text, serve_settings& into);
    std::string (*print)(const serve_settings& from);  // never a password
};
std::span<const setting_kind> setting_kinds();
std::string flag_of(const setting_kind& which);      // "--request-ms-max"
std::string variable_of(const setting_kind& which);  // "VOUCH_REQUEST_MS_MAX"

/// Names of setting_kinds and their values, as given by one source.
using given_settings = std::map<std::string, std::string, std::less<>>;

/// The settings in a file. Errors: io; usage, naming file and line: no TOML, a name that is none, a value of no use.
result<given_settings> read_settings_file(const std::filesystem::path& file);
/// Those among the variables of the process.
given_settings variables_of_process();

struct chosen_settings {
    serve_settings all;
    std::vector<std::string> sources;  // of each of setting_kinds: "flag", "environment", "file", "default"
};
/// Errors: usage, naming the setting and where it was given; refused (an address that other machines can reach).
result<chosen_settings> choose_settings(
    const environment& surroundings,
    const given_settings& flags,
    const given_settings& variables,
    const given_settings& file
);

}  // namespace vouch::cli
