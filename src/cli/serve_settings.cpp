#include "cli/serve_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <fmt/format.h>
#include <fstream>
#include <sstream>
#include <thread>

#include "db/conninfo.h"
#include "record/import/toml_section.h"

namespace vouch::cli {

namespace {

constexpr int threads_default_max = 4;

result<long long> whole_number(std::string_view text, long long min, long long max) {
    long long value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure == std::errc{} && end == text.data() + text.size() && value >= min && value <= max) return value;
    return fail(errc::usage, fmt::format("\"{}\" is no whole number from {} to {}", text, min, max));
}

template <auto Member, int Min, int Max>
result<void> read_http_number(std::string_view text, serve_settings& into) {
    TRY(value, whole_number(text, Min, Max));
    auto& member = into.http.*Member;
    member = std::remove_reference_t<decltype(member)>(static_cast<int>(value));
    return {};
}

template <auto Member>
std::string print_http_number(const serve_settings& from) {
    if constexpr (std::is_integral_v<std::remove_cvref_t<decltype(from.http.*Member)>>)
        return fmt::to_string(from.http.*Member);
    else
        return fmt::to_string((from.http.*Member).count());
}

template <auto Member, int Min, int Max>
constexpr setting_kind http_number(std::string_view name, std::string_view value, std::string_view meaning) {
    return {name, value, meaning, read_http_number<Member, Min, Max>, print_http_number<Member>};
}

result<void> read_hosts(std::string_view text, serve_settings& into) {
    into.http.hosts.clear();
    while (!text.empty()) {
        const auto end = std::min(text.find(','), text.size());
        if (end > 0) into.http.hosts.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return {};
}

using http::server_settings;
constexpr int hour_ms = 3'600'000;
constexpr std::array kinds{
    setting_kind{
        "listen",
        "ADDRESS",
        "Where to listen: an address of the loopback, and a port, 0 for any",
        [](std::string_view text, serve_settings& into) -> result<void> {
            TRY(address, http::parse_listen_address(text));
            into.http.listen = std::move(address);
            return {};
        },
        [](const serve_settings& from) { return http::to_string(from.http.listen); }
    },
    http_number<&server_settings::threads, 1, 64>("threads", "N", "Threads that answer"),
    setting_kind{
        "hosts",
        "NAMES",
        "Names in the header Host beside those of the loopback, with commas: of a proxy in front",
        read_hosts,
        [](const serve_settings& from) { return fmt::format("{}", fmt::join(from.http.hosts, ",")); }
    },
    setting_kind{
        "database_url",
        "URL",
        "A PostgreSQL to use instead of the embedded one",
        [](std::string_view text, serve_settings& into) -> result<void> {
            into.surroundings.database_url = text;
            return {};
        },
        [](const serve_settings& from) {
            const auto& url = from.surroundings.database_url;
            return url.empty() ? "(the embedded PostgreSQL)" : db::without_secrets(url);
        }
    },
    setting_kind{
        "data_dir",
        "FOLDER",
        "Where the embedded PostgreSQL keeps its data",
        [](std::string_view text, serve_settings& into) -> result<void> {
            into.surroundings.data_directory = std::filesystem::absolute(text).lexically_normal();
            return {};
        },
        [](const serve_settings& from) { return from.surroundings.data_directory.string(); }
    },
    setting_kind{
        "db_connections",
        "N",
        "Connections to PostgreSQL, of each thread",
        [](std::string_view text, serve_settings& into) -> result<void> {
            TRY(value, whole_number(text, 1, 8));
            into.api.connections_max = static_cast<int>(value);
            return {};
        },
        [](const serve_settings& from) { return fmt::to_string(from.api.connections_max); }
    },
    setting_kind{
        "db_waiting_max",
        "N",
        "Requests of a thread that wait for a connection; the next is told to come again",
        [](std::string_view text, serve_settings& into) -> result<void> {
            TRY(value, whole_number(text, 1, 100'000));
            into.api.waiting_max = static_cast<int>(value);
            return {};
        },
        [](const serve_settings& from) { return fmt::to_string(from.api.waiting_max); }
    },
    setting_kind{
        "cache_mb_max",
        "MB",
        "Answers kept in memory, of all threads",
        [](std::string_view text, serve_settings& into) -> result<void> {
            TRY(value, whole_number(text, 0, 64 * 1024));
            into.api.cache_bytes_max = static_cast<std::size_t>(value) * 1024 * 1024;
            return {};
        },
        [](const serve_settings& from) { return fmt::to_string(from.api.cache_bytes_max / 1024 / 1024); }
    },
    http_number<&server_settings::connections_max, 1, 1'000'000>(
        "connections_max", "N", "Clients at the same time; above it the one idle longest goes"
    ),
    http_number<&server_settings::rate_per_s_max, 0, 1'000'000>(
        "rate_per_s_max", "N", "Requests of one address in a second; 0: any number, since a proxy is one address"
    ),
    http_number<&server_settings::body_bytes_max, 1024, 16 * 1024 * 1024>("body_bytes_max", "BYTES", "Of a request"),
    http_number<&server_settings::header_ms_max, 100, hour_ms>(
        "header_ms_max", "MS", "For a header, from its first byte"
    ),
    http_number<&server_settings::body_ms_max, 100, hour_ms>("body_ms_max", "MS", "For a body"),
    http_number<&server_settings::idle_ms_max, 100, hour_ms>("idle_ms_max", "MS", "Between two requests"),
    http_number<&server_settings::request_ms_max, 10, hour_ms>(
        "request_ms_max", "MS", "For an answer, the database included"
    ),
    http_number<&server_settings::write_ms_max, 100, hour_ms>("write_ms_max", "MS", "For a client to take an answer"),
    http_number<&server_settings::drain_ms_max, 0, hour_ms>(
        "drain_ms_max", "MS", "For what is being answered when it is told to end"
    ),
    setting_kind{
        "work",
        "yes|no",
        "Whether it runs jobs as well, the daily capture among them; else vouch work has to",
        [](std::string_view text, serve_settings& into) -> result<void> {
            if (text != "yes" && text != "no")
                return fail(errc::usage, fmt::format("\"{}\" is neither yes nor no", text));
            into.works = text == "yes";
            return {};
        },
        [](const serve_settings& from) { return std::string(from.works ? "yes" : "no"); }
    },
    setting_kind{
        "log_level",
        "LEVEL",
        "error, warn, info (each request) or debug",
        [](std::string_view text, serve_settings& into) -> result<void> {
            constexpr std::array<std::string_view, 4> known{"error", "warn", "info", "debug"};
            if (std::ranges::find(known, text) == known.end()) {
                return fail(errc::usage, fmt::format("\"{}\" is not one of {}", text, fmt::join(known, ", ")));
            }
            into.log_level = text;
            return {};
        },
        [](const serve_settings& from) { return from.log_level; }
    },
};

result<std::string> text_of(const toml::node& value) {
    if (const auto text = value.value_exact<std::string>()) return *text;
    if (const auto number = value.value_exact<std::int64_t>()) return fmt::to_string(*number);
    if (const auto* const list = value.as_array(); list != nullptr) {
        std::string joined;
        for (const auto& each : *list) {
            const auto text = each.value_exact<std::string>();
            if (!text) return fail(errc::usage, "a list holds texts");
            joined += (joined.empty() ? "" : ",") + *text;
        }
        return joined;
    }
    return fail(errc::usage, "it is a text, a whole number or a list of texts");
}

}  // namespace

std::span<const setting_kind> setting_kinds() {
    return kinds;
}

std::string flag_of(const setting_kind& which) {
    std::string flag(which.name);
    std::ranges::replace(flag, '_', '-');
    return "--" + flag;
}

std::string variable_of(const setting_kind& which) {
    std::string name(which.name);
    std::ranges::transform(name, name.begin(), [](unsigned char letter) { return std::toupper(letter); });
    return "VOUCH_" + name;
}

result<given_settings> read_settings_file(const std::filesystem::path& file) {
    std::ifstream input(file, std::ios::binary);
    std::stringstream content;
    input.peek();
    if (!input || (!input.eof() && !(content << input.rdbuf()))) {
        return fail(errc::io, "the settings file " + file.string() + " cannot be read");
    }
    const toml::parse_result parsed = toml::parse(content.str());
    const auto at = [&](const toml::source_region& where) {
        return fmt::format("{}:{}", file.string(), where.begin.line);
    };
    if (!parsed) {
        return fail(
            errc::usage,
            "the settings file is not TOML: " + std::string(parsed.error().description()),
            at(parsed.error().source())
        );
    }
    given_settings given;
    for (const auto& [key, value] : parsed.table()) {
        const std::string name(key.str());
        if (std::ranges::find(kinds, name, &setting_kind::name) == kinds.end()) {
            return fail(
                errc::usage,
                fmt::format("there is no setting \"{}\"; `vouch config check` lists all", name),
                at(key.source())
            );
        }
        auto text = text_of(value);
        if (!text) return fail(errc::usage, name + ": " + text.error().detail, at(value.source()));
        given.emplace(name, *std::move(text));
    }
    return given;
}

given_settings variables_of_process() {
    given_settings given;
    for (const auto& each : kinds) {
        const auto* const value = std::getenv(variable_of(each).c_str());
        if (value != nullptr && *value != '\0') given.emplace(each.name, value);
    }
    return given;
}

result<chosen_settings> choose_settings(
    const environment& surroundings,
    const given_settings& flags,
    const given_settings& variables,
    const given_settings& file
) {
    chosen_settings chosen;
    chosen.all.surroundings = surroundings;
    chosen.all.http.threads = std::clamp(static_cast<int>(std::thread::hardware_concurrency()), 1, threads_default_max);
    const std::array sources{std::pair("flag", &flags), std::pair("environment", &variables), std::pair("file", &file)};
    for (const auto& each : kinds) {
        std::string from = "default";
        for (const auto& [name, given] : sources) {
            const auto found = given->find(each.name);
            if (found == given->end()) continue;
            if (auto read = each.read(found->second, chosen.all); !read) {
                return fail(read.error().code, fmt::format("{} ({}): {}", each.name, name, read.error().detail));
            }
            from = name;
            break;
        }
        chosen.sources.push_back(std::move(from));
    }
    chosen.all.api.request_ms_max = chosen.all.http.request_ms_max;
    return chosen;
}

}  // namespace vouch::cli
