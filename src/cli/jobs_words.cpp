#include "cli/jobs_words.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/printed_instant.h"
#include "cli/text_table.h"

namespace vouch::cli {

std::string owner(const uuid& tenant_id, const tenant_names& names) {
    if (tenant_id == job::nobody) return "-";
    const auto known = names.find(tenant_id);
    return known != names.end() ? known->second : to_string(tenant_id).substr(0, 8);
}

std::string minute_of(const std::optional<instant>& moment) {
    return moment ? printed_instant(*moment).substr(0, 16) : "-";
}

std::string age_of(const std::optional<instant>& moment, instant now) {
    return moment ? printed_age(*moment, now) : "-";
}

std::string moment_of(const std::optional<instant>& moment, instant now) {
    return moment ? fmt::format("{} ({})", printed_instant(*moment), printed_age(*moment, now)) : "-";
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
    const std::string margin(indent, ' ');
    std::string out, line;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(" \n"), text.size());
        const auto word = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (word.empty()) continue;
        if (!line.empty() && indent + letters_in(line) + 1 + letters_in(word) > width) {
            out += margin + line + "\n";
            line.clear();
        }
        line += (line.empty() ? "" : " ") + std::string(word);
    }
    return out + margin + line + "\n";
}

void paragraph::add(std::string_view name, std::string_view value) {
    constexpr std::size_t names_width = 14;
    if (value == "-") return;
    auto lines = wrapped(value, width_, names_width);
    text_ += fmt::format("{:<{}}", name, names_width) + lines.substr(names_width);
}

}  // namespace vouch::cli
