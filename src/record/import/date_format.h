#pragma once
// How a source writes its dates, in the notation of strptime, and reading them strictly.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/values.h"

namespace vouch::record {

/// %Y %m %d %y (69 to 99 are 19xx) %b or %B (English month, short or whole), and of a time of day, which is read and
/// dropped, %H %I %M %S %f (fraction of a second) %p (AM or PM); %% is a percent sign, all else stands for itself.
/// Numbers may be written with one digit where something stands between them: %m/%d/%Y reads 1/5/2016.
class date_format {
public:
    /// Errors: bad_input: an unknown directive, or not exactly one year, month and day.
    static result<date_format> parse(std::string_view pattern);

    /// The day, when the whole text is written in this format and the day exists.
    std::optional<date> read(std::string_view text) const;

    const std::string& pattern() const { return pattern_; }

private:
    struct part {
        char directive = 0;  // 0: a literal
        char literal = 0;
        bool exact = false;  // a number next to another number: all its digits must be there
    };
    std::string pattern_;
    std::vector<part> parts_;
};

}  // namespace vouch::record
