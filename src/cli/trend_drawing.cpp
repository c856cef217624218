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

struct severity_style {
    std::string_view name;
    std::optional<std::int32_t> trend::severity_values::* count;
    std::string_view block;   // for a terminal that shows UTF-8
    std::string_view letter;  // for one that does not
    std::string_view colour;
};

constexpr std::array styles{
    severity_style{"critical", &trend::severity_values::critical_open, "█", "C", "\x1b[35m"},
    severity_style{"high", &trend::severity_values::high_open, "▓", "H", "\x1b[31m"},
    severity_style{"medium", &trend::severity_values::medium_open, "▒", "M", "\x1b[33m"},
    severity_style{"low", &trend::severity_values::low_open, "░", "L", "\x1b[36m"},
};

constexpr int numbers_width = 5 * 9 + 1;
constexpr int bar_width_max = 60;
constexpr int bar_width_min = 8;

/// A stacked bar of `width` columns for `scale` observations. Borders are rounded, not parts: the bar's length is that
/// of the total.
std::string bar(const trend::severity_values& values, std::int32_t scale, int width, const terminal& on) {
    std::string drawn;
    std::int64_t below = 0;
    int from = 0;
    for (const auto& style : styles) {
        below += (values.*style.count).value_or(0);
        const int to = scale == 0 ? 0 : static_cast<int>((below * width + scale / 2) / scale);
        std::string part;
        for (int i = from; i < to; ++i) part += on.unicode ? style.block : style.letter;
        if (!part.empty()) drawn += on.colour ? fmt::format("{}{}\x1b[0m", style.colour, part) : part;
        from = to;
    }
    return drawn;
}

std::string legend(const terminal& on) {
    std::string text;
    for (const auto& style : styles) {
        const auto mark = std::string(on.unicode ? style.block : style.letter);
        text += (text.empty() ? "" : "  ") + (on.colour ? fmt::format("{}{}\x1b[0m", style.colour, mark) : mark) + " " +
                std::string(style.name);
    }
    return text;
}

}  // namespace

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

std::string draw_severity_trend(
    const tenant::identity& whose, trend::grain grain, const trend::severity_trend& drawn, const terminal& on
) {
    std::string text = fmt::format(
        "Outstanding observations by severity, by {}, as reported\n{}{}\n",
        trend::name_of(grain),
        whose.name,
        whose.simulated ? " (made up)" : ""
    );
    if (drawn.points.empty())
        return text + "Trends appear after the first snapshot: `vouch capture` or `vouch replay` takes one.\n";

    std::size_t label_width = 6;
    std::int32_t scale = 0;
    bool any_partial = false;
    for (const auto& point : drawn.points) {
        label_width = std::max(label_width, point.label.size());
        scale = std::max(scale, point.values.total_open.value_or(0));
        any_partial = any_partial || point.partial;
    }
    const int room = on.width - static_cast<int>(label_width) - 2 - 12 - numbers_width;
    const int width = room < bar_width_min ? 0 : std::min(room, bar_width_max);

    text += fmt::format(
        "\n{:<{}}  {:<10}{:>10}{:>9}{:>9}{:>9}{:>9}  {}\n",
        "period",
        label_width + 1,
        "day",
        "critical",
        "high",
        "medium",
        "low",
        "total",
        width > 0 ? legend(on) : ""
    );
    for (const auto& point : drawn.points) {
        text += fmt::format("{:<{}}  ", point.label + (point.partial ? "*" : ""), label_width + 1);
        if (!point.business_date) {
            text += "no snapshot\n";
            continue;
        }
        text += fmt::format("{} ", to_string(*point.business_date));
        for (const auto& style : styles) text += fmt::format("{:>9}", grouped((point.values.*style.count).value_or(0)));
        text += fmt::format("{:>9}", grouped(point.values.total_open.value_or(0)));
        if (width > 0) text += "  " + bar(point.values, scale, width, on);
        while (text.ends_with(' ')) text.pop_back();
        text += '\n';
    }
    if (any_partial) text += "* partial: the period is cut by the range asked for, or had not ended\n";
    return text;
}

}  // namespace vouch::cli
