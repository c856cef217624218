#include "base/printed_date.h"

#include <array>
#include <fmt/format.h>

namespace vouch {

std::string printed_date(date day) {
    constexpr std::array months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const std::chrono::year_month_day parts(day);
    return fmt::format(
        "{:02} {} {:04}",
        static_cast<unsigned>(parts.day()),
        months.at(static_cast<unsigned>(parts.month()) - 1),
        static_cast<int>(parts.year())
    );
}

}  // namespace vouch
