#include "record/import/csv_reader.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <csv.h>
#include <fmt/format.h>
#include <new>
#include <string_view>

namespace vouch::record {

namespace {

// libcsv keeps the field it reads in a buffer that it asks for once. Asked for more, we say no, and it stops where it
// is. Two bytes to spare: for the closing quotation mark, and because libcsv wants room before it looks at a byte.
constexpr std::size_t buffer_bytes = field_bytes_max + 2;
constexpr int inside_field = 2;  // csv_parser::pstate between the first byte of a field and its end

void* allocate_once(void* buffer, std::size_t bytes) {
    return bytes > buffer_bytes ? nullptr : std::realloc(buffer, bytes);
}

constexpr std::string_view utf_8_mark = "\xEF\xBB\xBF";

}  // namespace

struct csv_reader::state {
    csv_options options;
    byte_source source;
    csv_parser parser;
    std::array<char, block_bytes> block;
    std::string_view unread;  // of the block
    std::vector<std::string> columns;
    std::size_t fields_kept_max = columns_max;

    csv_row row;                   // the row being read, and then the one that next() shows
    std::size_t row_bytes = 0;     // of its fields
    bool field_overflows = false;  // the field being read is longer than the buffer
    bool row_ended = false;
    std::uint64_t rows = 0;         // ended, empty ones too
    std::uint64_t line = 1;         // that the next byte is on
    bool after_return = false;      // the last byte was a carriage return
    bool return_ended_row = false;  // and it ended a row, so that a line feed after it is part of that end

    state(byte_source bytes, csv_options said) : options(std::move(said)), source(std::move(bytes)) {
        csv_init(&parser, CSV_REPALL_NL);
        csv_set_delim(&parser, static_cast<unsigned char>(options.delimiter));
        csv_set_blk_size(&parser, buffer_bytes);
        csv_set_realloc_func(&parser, allocate_once);
    }
    state(const state&) = delete;
    state& operator=(const state&) = delete;
    ~state() { csv_free(&parser); }

    static void field_read(void* bytes, std::size_t length, void* self) {
        static_cast<state*>(self)->keep_field({static_cast<const char*>(bytes), length});
    }
    static void row_read(int, void* self) { static_cast<state*>(self)->row_ended = true; }

    void keep_field(std::string_view bytes) {
        const std::size_t column = row.field_count++;
        if (std::exchange(field_overflows, false) || bytes.size() > field_bytes_max) {
            if (row.problem == row_problem::none) {
                row.problem = row_problem::field_too_long;
                row.problem_column = column;
            }
            bytes = {};
        }
        row_bytes += bytes.size();
        if (row_bytes > row_bytes_max) {
            if (row.problem == row_problem::none) row.problem = row_problem::row_too_long;
            bytes = {};
        }
        if (column < fields_kept_max) {
            if (row.fields.size() <= column) row.fields.emplace_back();
            row.fields[column].assign(bytes);
        }
    }

    result<> fill() {
        std::size_t length = 0;
        while (length < block.size()) {
            TRY(read, source(std::span(block).subspan(length)));
            if (read == 0) break;
            length += read;
        }
        unread = {block.data(), length};
        return {};
    }

    /// Takes the unread bytes up to and with the next line break, so that a row can only end where the bytes do.
    std::string_view take_line() {
        const auto end = std::ranges::find_if(unread, [](char c) { return c == '\n' || c == '\r'; });
        const std::size_t length = std::min<std::size_t>(end - unread.begin() + 1, unread.size());
        const std::string_view piece = unread.substr(0, length);
        unread.remove_prefix(length);
        return piece;
    }

    void parse(std::string_view piece) {
        while (!piece.empty()) {
            piece.remove_prefix(csv_parse(&parser, piece.data(), piece.size(), field_read, row_read, this));
            if (piece.empty()) return;
            if (parser.entry_size < buffer_bytes) throw std::bad_alloc();
            // The buffer is full. What it holds is dropped and reading goes on to the end of the field. Two bytes stay:
            // libcsv takes a closing quotation mark and the spaces behind it off the end, and whether there were any
            // tells it what another quotation mark means.
            field_overflows = true;
            parser.spaces = std::min<std::size_t>(parser.spaces, 1);
            parser.entry_pos = 2;
        }
    }

    /// Reads to the end of a row, or of the file. False when there was nothing left.
    result<bool> read_row() {
        begin_row();
        for (;;) {
            if (unread.empty()) CHECK_RESULT(fill());
            if (unread.empty()) return read_last_row();
            const std::string_view piece = take_line();
            const bool second_half = after_return && piece == "\n";
            if (!(second_half && return_ended_row)) parse(piece);
            after_return = piece.back() == '\r';
            return_ended_row = after_return && row_ended;
            row.last_line = second_half ? line - 1 : line;
            if (piece.back() == '\r' || (piece.back() == '\n' && !second_half)) ++line;
            if (!row_ended) continue;
            row.row = ++rows;
            if (row.field_count > 0) return true;
            begin_row();
        }
    }

    void begin_row() {
        row.first_line = line;
        row.problem = row_problem::none;
        row.field_count = 0;
        row.mended.clear();
        row_bytes = 0;
        row_ended = false;
    }

    bool read_last_row() {
        const bool quote_open = parser.pstate == inside_field && parser.quoted;
        csv_fini(&parser, field_read, row_read, this);
        if (!row_ended) return false;
        row.row = ++rows;
        row.last_line = line;
        if (quote_open) row.problem = row_problem::quote_not_closed;
        return true;
    }

    void mend_text() {
        row.fields.resize(std::min(row.field_count, fields_kept_max));
        for (std::size_t column = 0; column < row.fields.size(); ++column) {
            const text_flaws flaws = make_utf_8(row.fields[column], options.encoding, options.fallback_encoding);
            if (flaws.any()) row.mended.push_back({column, flaws});
        }
    }

    result<> skip_byte_order_mark() {
        CHECK_RESULT(fill());
        if (unread.starts_with("\xFF\xFE") || unread.starts_with("\xFE\xFF")) {
            return fail(
                errc::bad_input, options.name + " is UTF-16; save it as CSV in UTF-8 and import that", options.name
            );
        }
        if (unread.starts_with(utf_8_mark)) unread.remove_prefix(utf_8_mark.size());
        return {};
    }

    result<> read_header() {
        const auto refuse = [this](std::string why) { return fail(errc::bad_input, std::move(why), options.name); };
        TRY(found, read_row());
        if (!found) return refuse(options.name + " is empty; its first row must name the columns");
        if (row.problem != row_problem::none) {
            return refuse(fmt::format(
                "{}: the first row, which names the columns, cannot be read: a quotation mark that "
                "is not closed, or a name over {} bytes",
                options.name,
                field_bytes_max
            ));
        }
        if (row.field_count > columns_max) {
            return refuse(
                fmt::format("{} has {} columns; at most {} can be imported", options.name, row.field_count, columns_max)
            );
        }
        mend_text();
        for (const std::string& field : row.fields) {
            const std::string name(trimmed(field));
            const auto earlier = std::ranges::find(columns, name);
            if (!name.empty() && earlier != columns.end()) {
                return refuse(fmt::format(
                    "{}: the header names the column {} twice, as columns {} and {}; rename one",
                    options.name,
                    in_quotes(name),
                    earlier - columns.begin() + 1,
                    columns.size() + 1
                ));
            }
            columns.push_back(name);
        }
        fields_kept_max = columns.size();
        return {};
    }
};

csv_reader::csv_reader(std::unique_ptr<state> initial) : state_(std::move(initial)) {}
csv_reader::csv_reader(csv_reader&&) noexcept = default;
csv_reader& csv_reader::operator=(csv_reader&&) noexcept = default;
csv_reader::~csv_reader() = default;

result<csv_reader> csv_reader::open(byte_source source, csv_options options) {
    csv_reader reader(std::make_unique<state>(std::move(source), std::move(options)));
    CHECK_RESULT(reader.state_->skip_byte_order_mark());
    CHECK_RESULT(reader.state_->read_header());
    return reader;
}

const std::vector<std::string>& csv_reader::columns() const {
    return state_->columns;
}

result<const csv_row*> csv_reader::next() {
    TRY(found, state_->read_row());
    if (!found) return nullptr;
    csv_row& row = state_->row;
    if (row.problem == row_problem::none && row.field_count != state_->columns.size()) {
        row.problem = row_problem::wrong_columns;
    }
    state_->mend_text();
    return &row;
}

}  // namespace vouch::record
