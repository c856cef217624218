#pragma once
// The files of a source as one stream of rows, each with what it became. The mapper decides; this opens, reads and
// counts.
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/sha256.h"
#include "record/import/csv_reader.h"
#include "record/import/mapper.h"
#include "record/import/mapping.h"
#include "record/import/source_file.h"

namespace vouch::record {

/// A file of an import and how far it has been read. rows = loaded + rejected + ignored.
struct input_file {
    std::string name;  // as the mapping names it
    std::filesystem::path path;
    std::optional<record_kind> kind;  // of its rows; none: a lookup
    std::size_t rule = 0;             // place among the mapping's tables, or its lookups
    std::uint64_t bytes = 0;
    sha256_digest digest{};
    bool finished = false;   // read to its end, and still the file that was hashed
    std::uint64_t rows = 0;  // below the header, not counting empty lines
    std::uint64_t loaded = 0;
    std::uint64_t rejected = 0;   // each is listed
    std::uint64_t colliding = 0;  // of the rejected: with the key of an earlier row
    std::uint64_t ignored = 0;
    std::uint64_t refused_values = 0;  // listed; the row was loaded without them
    std::uint64_t noted_values = 0;    // listed; mended, or worth a look
    std::uint64_t made_from_key = 0;   // records that no row names
};

class import_stream {
public:
    /// Finds and hashes the files. paths: CSV files, or folders that hold them; the mapping knows them by name. Files
    /// that the mapping calls optional may be missing. The mapping must outlive the stream. Errors: not_found: a file
    /// that the mapping needs; bad_input: a file named that the mapping does not know, or twice; io.
    static result<import_stream> open(
        const import_mapping& mapping, const uuid& tenant_id, std::span<const std::filesystem::path> paths
    );

    /// Finds the files, reads their headers only, and says where they lie: what would stop an import is known before it
    /// has written anything. Errors: those of open; bad_input: a header that cannot be used.
    static result<std::vector<std::filesystem::path>> check(
        const import_mapping& mapping, std::span<const std::filesystem::path> paths
    );

    /// The files in the order they are read: lookups, then tables as the mapping lists them. Bytes and digest are known
    /// from the beginning.
    const std::vector<input_file>& files() const { return files_; }

    /// A record that an earlier import brought, so that rows of this one may refer to it.
    void already_recorded(record_kind kind, const uuid& id) { mapper_.already_recorded(kind, id); }

    struct item {
        std::size_t file = 0;  // place in files()
        mapped_row row;
    };

    /// The next row, whether it is loaded or not; none at the end. To go on behind an interruption, read as many rows
    /// again and drop them: the mapper must see them.
    /// Errors: bad_input: a header that cannot be used; conflict: a file changed while it was read; io.
    result<std::optional<item>> next();

    std::uint64_t bytes_read() const;
    std::uint64_t bytes_total() const;

private:
    import_stream(const import_mapping& mapping, const uuid& tenant_id);

    result<> find_files(std::span<const std::filesystem::path> paths);
    result<> begin_file();
    result<> end_file();
    mapped_row read_lookup_row(const csv_row& row);

    const import_mapping* mapping_;
    mapper mapper_;
    std::vector<input_file> files_;
    std::size_t current_ = 0;              // place in files_
    std::unique_ptr<source_file> source_;  // of the current file, null before it is begun; the reader reads from it
    std::optional<csv_reader> reader_;
    std::size_t lookup_key_ = 0;  // columns of the current lookup
    std::size_t lookup_value_ = 0;
};

}  // namespace vouch::record
