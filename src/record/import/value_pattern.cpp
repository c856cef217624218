#include "record/import/value_pattern.h"

#include <algorithm>
#include <boost/regex.hpp>
#include <fmt/format.h>
#include <stdexcept>

#include "record/import/text_encoding.h"

namespace vouch::record {

struct value_pattern::compiled {
    boost::regex expression;
    std::vector<std::string> names;
};

namespace {

bool begins_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

/// The names written (?<name>...), which Boost.Regex keeps only hashed.
std::vector<std::string> names_in(std::string_view pattern) {
    constexpr std::string_view opening = "(?<";
    std::vector<std::string> names;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '\\') {
            ++i;
        } else if (pattern.substr(i).starts_with(opening)) {
            const std::size_t begin = i + opening.size();
            const std::size_t end = pattern.find('>', begin);
            if (end == pattern.npos || end == begin || !begins_name(pattern[begin])) continue;
            names.emplace_back(pattern.substr(begin, end - begin));
        }
    }
    return names;
}

}  // namespace

result<value_pattern> value_pattern::compile(std::string pattern) {
    compiled made;
    try {
        made.expression.assign(pattern);
    } catch (const std::runtime_error& refusal) {
        return fail(
            errc::bad_input, "the pattern " + in_quotes(pattern) + " is not a regular expression: " + refusal.what()
        );
    }
    made.names = names_in(pattern);
    if (made.names.empty()) {
        return fail(
            errc::bad_input,
            "the pattern " + in_quotes(pattern) +
                " names no part; write the part to take as (?<name>...), which makes a column"
        );
    }
    for (auto name = made.names.begin(); name != made.names.end(); ++name) {
        if (std::find(made.names.begin(), name, *name) != name) {
            return fail(errc::bad_input, "the pattern " + in_quotes(pattern) + " names two parts " + in_quotes(*name));
        }
    }
    value_pattern result;
    result.compiled_ = std::make_shared<const compiled>(std::move(made));
    return result;
}

result<std::optional<value_pattern::split>> value_pattern::apply(std::string_view value) const {
    if (value.size() > pattern_value_bytes_max) {
        return fail(
            errc::bad_input,
            fmt::format("is longer than {} bytes, the most a pattern is tried on", pattern_value_bytes_max)
        );
    }
    boost::match_results<const char*> match;
    try {
        if (!boost::regex_search(value.data(), value.data() + value.size(), match, compiled_->expression)) {
            return std::nullopt;
        }
    } catch (const std::runtime_error&) {
        return fail(
            errc::bad_input, "is too hard for the pattern, which takes too many steps on it; simplify the pattern"
        );
    }
    split found;
    found.rest.assign(value.data(), match[0].first);
    found.rest.append(match[0].second, value.data() + value.size());
    bool whole = is_utf_8(found.rest);
    for (const std::string& name : compiled_->names) {
        const auto& part = match[name];
        found.parts.push_back(part.matched ? std::optional(part.str()) : std::nullopt);
        whole = whole && (!part.matched || is_utf_8(*found.parts.back()));
    }
    if (!whole) {
        return fail(
            errc::bad_input, "has a letter outside ASCII that the pattern cuts in two; match whole words around it"
        );
    }
    return found;
}

const std::vector<std::string>& value_pattern::names() const {
    return compiled_->names;
}

}  // namespace vouch::record
