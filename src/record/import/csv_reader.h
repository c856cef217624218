#pragma once
// Reads CSV as spreadsheets and exports write it, one row at a time in constant memory. What is wrong with a row is
// told with the row; only a file without a usable header is an error.
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "record/import/text_encoding.h"

namespace vouch::record {

inline constexpr std::size_t block_bytes = 64 * 1024;
inline constexpr std::size_t field_bytes_max = 64 * 1024;
inline constexpr std::size_t row_bytes_max = 1024 * 1024;
inline constexpr std::size_t columns_max = 1000;

/// Fills a buffer from its beginning and says how many bytes it wrote; 0 at the end of the file.
using byte_source = std::move_only_function<result<std::size_t>(std::span<char>)>;

struct csv_options {
    std::string name = {};  // of the file, for errors
    char delimiter = ',';
    text_encoding encoding = text_encoding::utf_8;
    std::optional<text_encoding> fallback_encoding = {};  // of text that is not UTF-8
};

enum class row_problem { none, wrong_columns, field_too_long, row_too_long, quote_not_closed };

/// A field whose text had to be mended to be UTF-8.
struct mended_field {
    std::size_t column = 0;
    text_flaws flaws;
};

struct csv_row {
    std::uint64_t row = 0;         // as a spreadsheet numbers it: the header is row 1, empty rows count
    std::uint64_t first_line = 0;  // of the file, from 1; a row with quoted line breaks has several lines
    std::uint64_t last_line = 0;
    row_problem problem = row_problem::none;
    std::size_t problem_column = 0;   // from 0, of field_too_long
    std::size_t field_count = 0;      // as they stand in the file
    std::vector<std::string> fields;  // UTF-8, one per column; whole only when problem is none
    std::vector<mended_field> mended;
};

class csv_reader {
public:
    /// Reads the header. A byte order mark is skipped; column names are trimmed.
    /// Errors: bad_input: no header, a column named twice, UTF-16, over columns_max columns; io: of the source.
    static result<csv_reader> open(byte_source source, csv_options options);

    csv_reader(csv_reader&&) noexcept;
    csv_reader& operator=(csv_reader&&) noexcept;
    ~csv_reader();

    const std::vector<std::string>& columns() const;

    /// The next row that is not empty, or null at the end. It is valid until the next call.
    /// Errors: io: of the source.
    result<const csv_row*> next();

private:
    struct state;
    explicit csv_reader(std::unique_ptr<state> initial);
    std::unique_ptr<state> state_;
};

}  // namespace vouch::record
