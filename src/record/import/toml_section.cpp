#include "record/import/toml_section.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace vouch::record {

std::string one_of(std::span<const std::string_view> words) {
    std::string list;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (i > 0) list += i + 1 == words.size() ? " or " : ", ";
        list += words[i];
    }
    return list;
}

toml_section::toml_section(const toml::table& whole, const std::string& file)
    : toml_section(whole, file, "", "a mapping") {}

toml_section::toml_section(const toml::table& table, const std::string& file, std::string path, std::string title)
    : table_(&table), path_(std::move(path)), title_(std::move(title)), file_(&file) {}

std::string toml_section::path_of(std::string_view key) const {
    return path_.empty() ? std::string(key) : fmt::format("{}.{}", path_, key);
}

std::unexpected<error> toml_section::refuse(int line, std::string why) const {
    return fail(errc::bad_input, std::move(why), fmt::format("{}:{}", *file_, line));
}

std::unexpected<error> toml_section::refuse(std::string_view key, std::string why) const {
    const toml::node* node = table_->get(key);
    return refuse(node ? line_of(*node) : line(), std::move(why));
}

result<> toml_section::allow(std::initializer_list<std::string_view> allowed) const {
    for (const auto& [key, node] : *table_) {
        if (std::ranges::find(allowed, key.str()) == allowed.end()) {
            return refuse(
                static_cast<int>(key.source().begin.line),
                fmt::format("{} has no key \"{}\"; allowed: {}", title_, key.str(), fmt::join(allowed, ", "))
            );
        }
    }
    return {};
}

result<std::optional<std::string>> toml_section::text_if_any(std::string_view key) const {
    const toml::node* node = table_->get(key);
    if (!node) return std::nullopt;
    const auto* found = node->as_string();
    if (!found) return refuse(key, fmt::format("{}: {} must be a text in quotation marks", title_, key));
    if (found->get().empty()) return refuse(key, fmt::format("{}: {} must not be empty", title_, key));
    return found->get();
}

result<std::string> toml_section::text(std::string_view key) const {
    TRY(found, text_if_any(key));
    if (!found) return refuse(key, fmt::format("{} needs the key {}", title_, key));
    return *found;
}

result<std::vector<std::string>> toml_section::texts(std::string_view key) const {
    const toml::node* node = table_->get(key);
    const toml::array* list = node ? node->as_array() : nullptr;
    if (!list) {
        TRY(single, text(key));
        return std::vector{single};
    }
    std::vector<std::string> found;
    for (const toml::node& element : *list) {
        const auto* text = element.as_string();
        if (!text || text->get().empty()) {
            return refuse(
                line_of(element), fmt::format("{}: {} must be a list of texts in quotation marks", title_, key)
            );
        }
        found.push_back(text->get());
    }
    if (found.empty()) return refuse(key, fmt::format("{}: {} must not be empty", title_, key));
    return found;
}

result<std::optional<std::int64_t>> toml_section::number_if_any(std::string_view key) const {
    const toml::node* node = table_->get(key);
    if (!node) return std::nullopt;
    const auto* found = node->as_integer();
    if (!found) return refuse(key, fmt::format("{}: {} must be a whole number", title_, key));
    return found->get();
}

result<std::optional<std::size_t>> toml_section::choice_if_any(
    std::string_view key, std::span<const std::string_view> words
) const {
    TRY(found, text_if_any(key));
    if (!found) return std::nullopt;
    const auto place = std::ranges::find(words, *found);
    if (place == words.end()) {
        return refuse(key, fmt::format("{}: {} is \"{}\"; it must be {}", title_, key, *found, one_of(words)));
    }
    return static_cast<std::size_t>(place - words.begin());
}

result<bool> toml_section::flag(std::string_view key, bool otherwise) const {
    const toml::node* node = table_->get(key);
    if (!node) return otherwise;
    const auto* found = node->as_boolean();
    if (!found) return refuse(key, fmt::format("{}: {} must be true or false", title_, key));
    return found->get();
}

result<date> toml_section::day(std::string_view key) const {
    const toml::node* node = table_->get(key);
    if (!node) return refuse(key, fmt::format("{} needs the key {}", title_, key));
    const auto* found = node->as_date();
    if (!found) {
        return refuse(
            key, fmt::format("{}: {} must be a date without quotation marks, such as 2018-02-16", title_, key)
        );
    }
    const toml::date& written = found->get();
    return date(std::chrono::year_month_day{
        std::chrono::year(written.year), std::chrono::month(written.month), std::chrono::day(written.day)
    });
}

result<std::vector<toml_section>> toml_section::sections(std::string_view key) const {
    const toml::node* node = table_->get(key);
    if (!node) return std::vector<toml_section>{};
    const toml::array* list = node->as_array();
    if (!list || !list->is_homogeneous(toml::node_type::table)) {
        return refuse(key, fmt::format("{} must be written as one or more sections [[{}]]", key, path_of(key)));
    }
    std::vector<toml_section> found;
    for (const toml::node& element : *list) {
        found.push_back(toml_section(*element.as_table(), *file_, path_of(key), fmt::format("[[{}]]", path_of(key))));
    }
    return found;
}

result<std::optional<toml_section>> toml_section::section_if_any(std::string_view key) const {
    const toml::node* node = table_->get(key);
    if (!node) return std::nullopt;
    if (!node->is_table()) {
        return refuse(key, fmt::format("{} must be written as a section [{}]", key, path_of(key)));
    }
    return toml_section(*node->as_table(), *file_, path_of(key), fmt::format("[{}]", path_of(key)));
}

}  // namespace vouch::record
