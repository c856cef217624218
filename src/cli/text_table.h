#pragma once
// A table of text for a terminal: columns as wide as what stands in them, where a line has no room the elastic ones
// less.
#include <string>
#include <string_view>
#include <vector>

namespace vouch::cli {

/// How many columns a UTF-8 text takes, one for each letter.
std::size_t letters_in(std::string_view text);

/// A text of at most so many letters; one that was cut ends in "…", or in ".." where that cannot be shown.
std::string fitted(std::string_view text, std::size_t letters_max, bool unicode);

/// A terminal of fewer columns has no room for long names beside many columns: they stand on lines of their own.
inline constexpr int width_for_one_line = 110;

enum class side { left, right };

struct table_column {
    std::string header;
    side side = side::left;
    std::size_t narrowest = 0;  // letters an elastic column keeps; 0: the column is never cut
    bool dispensable = false;   // left out where every cell is "-"
};

class text_table {
public:
    explicit text_table(std::vector<table_column> columns) : columns_(std::move(columns)) {}

    /// As many cells as columns. A headline stands on a line of its own above them.
    void add(std::vector<std::string> cells, std::string headline = {});

    /// A line of headers and a line for each row, without spaces at their ends. A line is wider than `width` only where
    /// the columns that are never cut are.
    std::string drawn(std::size_t width, bool unicode) const;

private:
    struct row {
        std::vector<std::string> cells;
        std::string headline;
    };
    bool is_shown(std::size_t column) const;
    std::vector<std::size_t> widths_within(std::size_t width) const;  // 0: the column is not shown

    std::vector<table_column> columns_;
    std::vector<row> rows_;
};

}  // namespace vouch::cli
