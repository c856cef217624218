#include "cli/trend_drawing.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/grouped_number.h"

namespace vouch::cli {

namespace {

struct fill {
    std::string_view block;   // for a terminal that shows UTF-8
    std::string_view letter;  // for one that does not
    std::string_view colour;
};
constexpr std::array fills{
    fill{"█", "#", "\x1b[35m"},
    fill{"▓", "=", "\x1b[31m"},
    fill{"▒", "+", "\x1b[33m"},
    fill{"░", ".", "\x1b[36m"},
};

constexpr int bar_width_max = 60;
constexpr int bar_width_min = 8;

/// How many values, from the first, a bar shows: the parts of a stack, or the first alone.
std::size_t parts_of(const trend::subject& about) {
    return about.stacked && about.values.size() - 1 <= fills.size() ? about.values.size() - 1 : 1;
}

/// A bar of `width` columns for `scale`. Borders are rounded, not parts: its length is that of the sum.
std::string bar(const trend::point& drawn, std::size_t parts, std::int64_t scale, int width, const terminal& on) {
    std::string text;
    std::int64_t below = 0;
    std::int64_t from = 0;
    for (std::size_t i = 0; i < parts; ++i) {
        below += std::max<std::int64_t>(drawn.values[i].value_or(0), 0);
        const auto to = scale == 0 ? 0 : (below * width + scale / 2) / scale;
        std::string part;
        for (auto at = from; at < to; ++at) part += on.unicode ? fills[i].block : fills[i].letter;
        if (!part.empty()) text += on.colour ? fmt::format("{}{}\x1b[0m", fills[i].colour, part) : part;
        from = to;
    }
    return text;
}

std::string legend(const trend::subject& about, std::size_t parts, const terminal& on) {
    std::string text;
    for (std::size_t i = 0; i < parts; ++i) {
        const auto mark = std::string(on.unicode ? fills[i].block : fills[i].letter);
        text += (text.empty() ? "" : "  ") + (on.colour ? fmt::format("{}{}\x1b[0m", fills[i].colour, mark) : mark) +
                " " + std::string(about.values[i].title);
    }
    return text;
}

std::string basis_text(const trend::series_request& wanted) {
    if (wanted.on == trend::basis::reported) return "as reported";
    return wanted.known_at ? "as corrected, known at " + to_string(*wanted.known_at) : "as corrected, known today";
}

std::string change_text(std::optional<std::int64_t> change, trend::unit measured) {
    if (!change) return "";
    return fmt::format("({}{})", *change > 0 ? "+" : "", value_text(change, measured));
}

}  // namespace

std::string value_text(std::optional<std::int64_t> value, trend::unit measured) {
    if (!value) return "-";
    if (measured == trend::unit::count) return grouped(*value);
    return fmt::format("{}{}.{}", *value < 0 ? "-" : "", grouped(std::abs(*value) / 10), std::abs(*value) % 10);
}

terminal terminal_of_output() {
    terminal found;
    winsize size{};
    const bool is_terminal = isatty(STDOUT_FILENO) == 1;
    if (is_terminal && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        found.width = size.ws_col;
    else if (!is_terminal)
        found.width = 120;
    found.colour = is_terminal && std::getenv("NO_COLOR") == nullptr;
    std::string locale;
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
        if (const char* value = std::getenv(name); value != nullptr && *value != '\0') {
            locale = value;
            break;
        }
    }
    // A service without a locale writes to logs and files, which are UTF-8 today; "C" asks for plain text.
    found.unicode = locale != "C" && locale != "POSIX";
    return found;
}

std::string draw_trend(
    const tenant::identity& whose,
    const trend::series_request& wanted,
    const trend::series& drawn,
    bool changes,
    const terminal& on
) {
    const auto& about = *wanted.about;
    std::string text = fmt::format(
        "{}, by {}, {}\n{}\n", about.title, trend::name_of(wanted.by), basis_text(wanted), tenant::printed_name(whose)
    );
    if (drawn.points.empty())
        return text + "Trends appear after the first snapshot: `vouch capture` or `vouch replay` takes one.\n";

    const auto parts = parts_of(about);
    std::size_t label_width = 6;
    std::int64_t scale = 0;
    bool any_partial = false;
    for (const auto& point : drawn.points) {
        label_width = std::max(label_width, point.label.size());
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < parts; ++i) sum += std::max<std::int64_t>(point.values[i].value_or(0), 0);
        scale = std::max(scale, sum);
        any_partial = any_partial || point.partial;
    }
    const int column = changes ? 18 : 10;
    const int numbers = column * static_cast<int>(about.values.size());
    const int room = on.width - static_cast<int>(label_width) - 15 - numbers;
    const int width = changes || room < bar_width_min ? 0 : std::min(room, bar_width_max);

    text += fmt::format("\n{:<{}}  {:<10}", "period", label_width + 1, "day");
    for (const auto& value : about.values) text += fmt::format("{:>{}}", value.title, column);
    text += fmt::format("{}{}\n", width > 0 ? "  " : "", width > 0 ? legend(about, parts, on) : "");
    for (const auto& point : drawn.points) {
        text += fmt::format("{:<{}}  ", point.label + (point.partial ? "*" : ""), label_width + 1);
        if (!point.business_date) {
            text += wanted.on == trend::basis::reported ? "no snapshot\n" : "not known\n";
            continue;
        }
        text += to_string(*point.business_date);
        for (std::size_t i = 0; i < about.values.size(); ++i) {
            const auto measured = about.values[i].measured;
            text +=
                changes
                    ? fmt::format(
                          "{:>9}{:>9}", value_text(point.values[i], measured), change_text(point.changes[i], measured)
                      )
                    : fmt::format("{:>{}}", value_text(point.values[i], measured), column);
        }
        if (width > 0) text += "  " + bar(point, parts, scale, width, on);
        while (text.ends_with(' ')) text.pop_back();
        text += '\n';
    }
    if (any_partial) text += "* partial: the period is cut by the range asked for, or had not ended\n";
    return text;
}

}  // namespace vouch::cli
