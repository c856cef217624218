// Any bytes as the files of an import: nothing crashes, hangs or grows, and what comes out can be kept by the database.
// Built by the preset fuzz and run with a folder of inputs, as README.md shows; a record separator (0x1E) divides the
// files lookup, branches, engagements and observations, after one byte that chooses how they are written.
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "record/import/csv_reader.h"
#include "record/import/exceptions_csv.h"
#include "record/import/mapper.h"
#include "record/import/mapping.h"

namespace {

using namespace vouch;
using namespace vouch::record;

constexpr std::string_view mapping_text = R"(
[source]
name = "fuzz"
as_of = 2018-02-16
fallback_encoding = "windows-1252"
[tenant]
name = "Fuzz"
[[lookup]]
name = "risk"
file = "r.csv"
key = "k"
value = "v"
[[table]]
kind = "branch"
file = "b.csv"
key = "b"
[table.fields]
code = "b"
name = "n"
active_from = { column = "n", format = "%Y-%m-%d" }
[[table]]
kind = "engagement"
file = "e.csv"
key = ["b", "d"]
[table.fields]
status = { constant = "COMPLETED" }
completed_on = { column = "d", format = "%Y%m%d" }
rating = "s"
[table.references]
branch = "b"
[[table]]
kind = "observation"
file = "o.csv"
key = ["b", "d", "title"]
duplicates = "keep"
[[table.split]]
column = "t"
pattern = '\[ (?<corrected>[^\]]*)\]\s*$'
rest = "title"
[[table.join]]
column = "title"
lookup = "risk"
as = "risk"
[table.fields]
title = "title"
severity = { column = "risk", values = { "h" = "HIGH", "l" = "LOW" } }
found_on = { column = "d", format = ["%Y%m%d", "%d-%b-%y"] }
closed_on = { column = "corrected", format = "%m/%d/%Y" }
condition = "c"
[table.references]
branch = "b"
engagement = { key = ["b", "d"], create_missing = true }
)";

// So that short inputs reach the mapper, each file has its header.
constexpr std::string_view headers[] = {"k,v\n", "b,n\n", "b,d,s\n", "b,d,t,c\n"};

void require(bool holds) {
    if (!holds) std::abort();
}

byte_source pieces_of(std::string text, std::size_t piece) {
    return [text = std::move(text), piece, at = std::size_t(0)](std::span<char> buffer) mutable -> result<std::size_t> {
        const std::size_t length = text.copy(buffer.data(), std::min(piece, buffer.size()), at);
        at += length;
        return length;
    };
}

bool can_be_kept(std::string_view text) {
    return is_utf_8(text) && !text.contains('\0');
}

void check_exception(const import_exception& exception) {
    for (const std::string& text : {exception.file, exception.field, exception.value, exception.reason}) {
        require(can_be_kept(text));
    }
    require(!exception.reason.empty() && exception.row > 1);
    auto line = csv_reader::open(pieces_of("a,b,c,d,e,f,g\n" + csv_line(exception), 100), {});
    const csv_row* row = line->next().value();
    require(row->problem == row_problem::none && row->fields[5] == name_of(exception.effect));
    require(line->next().value() == nullptr);
}

struct outcome {
    std::uint64_t rows = 0, loaded = 0, rejected = 0;
    std::vector<sha256_digest> digests;
    bool operator==(const outcome&) const = default;
};

void check_record(const mapped_record& record, std::set<std::string>& ids) {
    const record_identity& identity = identity_of(record);
    require(can_be_kept(identity.external_ref) && identity.external_ref.size() < 500);
    require(ids.insert(to_string(identity.id)).second);
    if (const auto* observation = std::get_if<observation_record>(&record)) {
        require(can_be_kept(observation->title));
        require(letters_of(observation->title) >= 5 && letters_of(observation->title) <= 200);
        require(!observation->closed_on || *observation->closed_on >= observation->found_on);
        require(!observation->condition || letters_of(*observation->condition) >= 10);
        require(!observation->engagement || ids.contains(to_string(observation->engagement->id)));
        require(observation->branch && ids.contains(to_string(observation->branch->id)));
    }
    if (const auto* branch = std::get_if<branch_record>(&record)) require(letters_of(branch->code) <= 60);
}

void read_table(mapper& decide, csv_reader& reader, outcome& all, std::set<std::string>& ids) {
    for (;;) {
        const csv_row* row = reader.next().value();
        if (row == nullptr) return;
        const mapped_row mapped = decide.map(*row);
        ++all.rows;
        all.loaded += !mapped.records.empty();
        bool rejected = false;
        for (const import_exception& exception : mapped.exceptions) {
            check_exception(exception);
            rejected = rejected || exception.rejects_row();
        }
        require(rejected == mapped.records.empty());
        all.rejected += rejected;
        for (const mapped_record& record : mapped.records) {
            check_record(record, ids);
            all.digests.push_back(identity_of(record).digest);
        }
    }
}

outcome import(
    const import_mapping& mapping, const std::vector<std::string>& files, csv_options options, std::size_t piece
) {
    mapper decide(mapping, uuid{});
    outcome all;
    std::set<std::string> ids;
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto reader = csv_reader::open(pieces_of(files[i], piece), options);
        if (!reader) return all;
        if (i > 0) {
            if (!decide.begin_table(i - 1, reader->columns())) return all;
            read_table(decide, *reader, all, ids);
            continue;
        }
        while (const csv_row* row = reader->next().value()) {
            row_report report("r.csv", row->row);
            if (row->problem == row_problem::none && row->fields.size() == 2) {
                decide.add_lookup(0, trimmed(row->fields[0]), trimmed(row->fields[1]), report);
            }
        }
    }
    require(all.rows == all.loaded + all.rejected);
    return all;
}

std::vector<std::string> files_in(std::string_view text) {
    std::vector<std::string> files;
    for (const std::string_view header : headers) {
        const std::size_t end = std::min(text.find('\x1E'), text.size());
        files.push_back(std::string(header) + std::string(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return files;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const import_mapping mapping = parse_mapping(mapping_text, "fuzz.toml").value();
    if (size == 0) return 0;
    csv_options options{.name = "fuzz.csv", .fallback_encoding = text_encoding::windows_1252};
    if (data[0] & 1) options.fallback_encoding.reset();
    if (data[0] & 2) options.encoding = text_encoding::latin_1;
    auto files = files_in({reinterpret_cast<const char*>(data) + 1, size - 1});
    if (data[0] & 4) {
        // Somewhere in the last file a block ends.
        std::string& last = files.back();
        last.insert(last.find('\n') + 1, block_bytes - std::min<std::size_t>(last.size(), 200), '\n');
    }
    const outcome whole = import(mapping, files, options, block_bytes);
    require(import(mapping, files, options, 500 + data[0]) == whole);
    return 0;
}
