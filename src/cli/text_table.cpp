#include "cli/text_table.h"

#include <algorithm>
#include <numeric>
#include <utility>

namespace vouch::cli {

namespace {

constexpr std::size_t gap = 2;  // columns between two cells

bool continues_a_letter(char c) {
    return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

void append_padded(std::string& line, const std::string& text, std::size_t width, side where) {
    const auto letters = letters_in(text);
    const std::string padding(width > letters ? width - letters : 0, ' ');
    line += where == side::right ? padding + text : text + padding;
}

}  // namespace

std::size_t letters_in(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(text, [](char c) { return !continues_a_letter(c); }));
}

std::string fitted(std::string_view text, std::size_t letters_max, bool unicode) {
    if (letters_in(text) <= letters_max) return std::string(text);
    const std::string_view mark = unicode ? "…" : "..";
    const auto kept = letters_max - std::min(letters_max, letters_in(mark));
    std::size_t end = 0;
    for (std::size_t letters = 0; end < text.size(); ++end) {
        if (!continues_a_letter(text[end]) && letters++ == kept) break;
    }
    return std::string(text.substr(0, end)) + std::string(mark);
}

void text_table::add(std::vector<std::string> cells, std::string headline) {
    cells.resize(columns_.size());
    rows_.push_back({std::move(cells), std::move(headline)});
}

bool text_table::is_shown(std::size_t column) const {
    return !columns_[column].dispensable ||
           std::ranges::any_of(rows_, [&](const row& each) { return each.cells[column] != "-"; });
}

std::vector<std::size_t> text_table::widths_within(std::size_t width) const {
    std::vector<std::size_t> widths;
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (!is_shown(i)) {
            widths.push_back(0);
            continue;
        }
        auto widest = letters_in(columns_[i].header);
        for (const auto& row : rows_) widest = std::max(widest, letters_in(row.cells[i]));
        widths.push_back(widest);
    }
    const auto shown = static_cast<std::size_t>(std::ranges::count_if(widths, [](std::size_t w) { return w > 0; }));
    auto whole = std::accumulate(widths.begin(), widths.end(), gap * (shown > 0 ? shown - 1 : 0));
    while (whole > width) {  // a letter at a time from the widest that may lose one
        std::size_t widest = columns_.size();
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            if (columns_[i].narrowest == 0 || widths[i] <= columns_[i].narrowest) continue;
            if (widest == columns_.size() || widths[i] > widths[widest]) widest = i;
        }
        if (widest == columns_.size()) break;
        --widths[widest];
        --whole;
    }
    return widths;
}

std::string text_table::drawn(std::size_t width, bool unicode) const {
    const bool headlines = std::ranges::any_of(rows_, [](const row& each) { return !each.headline.empty(); });
    const std::string indent(headlines ? gap : 0, ' ');  // of the cells, so that headlines stand out
    const auto widths = widths_within(width - std::min(width, indent.size()));
    std::string text;
    const auto append_line = [&](const std::vector<std::string>& cells) {
        std::string line = indent;
        bool first = true;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (widths[i] == 0) continue;
            if (!std::exchange(first, false)) line.append(gap, ' ');
            append_padded(line, fitted(cells[i], widths[i], unicode), widths[i], columns_[i].side);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    };
    std::vector<std::string> headers;
    for (const auto& column : columns_) headers.push_back(column.header);
    append_line(headers);
    for (const auto& row : rows_) {
        if (!row.headline.empty()) text += fitted(row.headline, width, unicode) + '\n';
        append_line(row.cells);
    }
    return text;
}

}  // namespace vouch::cli
