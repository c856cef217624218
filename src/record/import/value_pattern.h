#pragma once
// A regular expression that takes parts with names out of a value: a closing date that a source wrote behind a title.
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace vouch::record {

inline constexpr std::size_t pattern_value_bytes_max = 16 * 1024;

class value_pattern {
public:
    /// Perl's notation; parts are named (?<part>...). Errors: bad_input: not a regular expression, no named part.
    static result<value_pattern> compile(std::string pattern);

    struct split {
        std::string rest;                               // the value without what matched
        std::vector<std::optional<std::string>> parts;  // as names(); none: took no part in the match
    };

    /// None where the pattern does not match. Errors: bad_input: the value is longer than pattern_value_bytes_max, the
    /// pattern takes too many steps on it, or cuts a letter in two.
    result<std::optional<split>> apply(std::string_view value) const;

    /// The names of its parts, in the order they are written.
    const std::vector<std::string>& names() const;

private:
    struct compiled;
    std::shared_ptr<const compiled> compiled_;
};

}  // namespace vouch::record
