#include "cli/repeat_drawing.h"

#include <algorithm>
#include <fmt/format.h>

#include "base/grouped_number.h"
#include "base/printed_date.h"
#include "cli/in_words.h"
#include "cli/text_table.h"

namespace vouch::cli {

std::string draw_repeats(
    const tenant::identity& whose, const repeat::repeat_list& drawn, std::optional<instant> known_at, const terminal& on
) {
    std::string text = fmt::format(
        "Repeats among the observations issued in {}, position {}{}\n{}\n\n",
        drawn.of.label,
        drawn.partial ? "so far" : "at " + printed_date(drawn.of.ends_on),
        known_at ? ", as known at " + to_string(*known_at) : "",
        tenant::printed_name(whose)
    );
    if (drawn.repeats.empty()) {
        return text +
               "None. A repeat is an observation that was linked to an earlier one: by an import whose mapping has a "
               "repeat_key,\nor by `vouch repeat link`.\n";
    }
    const bool one_line = on.width >= width_for_one_line;
    std::vector<table_column> columns{
        {"first found"},
        {"times", side::right},
        {"severity"},
        {"then"},
        {"escalated"},
        {"status"},
        {"kind"},
    };
    if (one_line) columns.insert(columns.begin(), {{"title", side::left, 34}, {"branch", side::left, 12}});
    text_table table(std::move(columns));
    for (const auto& each : drawn.repeats) {
        std::vector<std::string> cells{
            in_words(each.original_date),
            std::to_string(each.occurrences),
            in_words(each.severity_now),
            in_words(each.severity_then),
            in_words(each.escalated),
            in_words(each.status),
            each.kind,
        };
        const auto title = each.title.value_or("-");
        if (one_line) {
            cells.insert(cells.begin(), {title, each.branch.value_or("-")});
            table.add(std::move(cells));
        } else {
            table.add(std::move(cells), title + (each.branch ? ", " + *each.branch : ""));
        }
    }
    const auto persisting = std::ranges::count(drawn.repeats, "persisting", &repeat::listed_repeat::kind);
    const auto all = std::ssize(drawn.repeats);
    return text + table.drawn(static_cast<std::size_t>(on.width), on.unicode) +
           fmt::format(
               "\n{} repeat{}: {} persisting (the prior still stood when it was found), {} recurred.\n"
               "Then: the severity with which the first was issued.\n",
               grouped(all),
               all == 1 ? "" : "s",
               grouped(persisting),
               grouped(all - persisting)
           );
}

std::string draw_chain(
    const tenant::identity& whose,
    const repeat::named_observation& asked,
    const std::vector<repeat::occurrence>& chain,
    const terminal& on
) {
    std::string text = fmt::format("\"{}\"\n{}\n\n", asked.title, tenant::printed_name(whose));
    text_table table(
        {{" "}, {"time", side::right}, {"found"}, {"severity"}, {"status"}, {"kind"}, {"observation", side::left, 20}}
    );
    for (const auto& each : chain) {
        table.add(
            {each.id == asked.id ? "*" : "",
             std::to_string(each.number),
             in_words(each.found_on),
             in_words(each.severity),
             in_words(each.status),
             each.kind ? *each.kind : "first",
             each.name}
        );
    }
    return text + table.drawn(static_cast<std::size_t>(on.width), on.unicode);
}

}  // namespace vouch::cli
