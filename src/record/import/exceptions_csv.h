#pragma once
// The list of what an import could not take, for people with a spreadsheet.
#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.h"
#include "base/whole_file.h"
#include "record/import/import_exception.h"

namespace vouch::record {

/// A text as one field of CSV. What a spreadsheet would take for a formula is led by an apostrophe, which makes it
/// text.
std::string csv_field(std::string_view text);

/// One exception as a line of CSV, line feed included: file,row,field,value,reason,effect,code.
std::string csv_line(const import_exception& exception);

class exceptions_csv {
public:
    /// Begins the list; one that is there stays until this one is complete. Errors: those of whole_file::begin.
    static result<exceptions_csv> create(const std::filesystem::path& path);

    /// Errors: io.
    result<> add(const import_exception& exception);

    /// Gives the complete list its name; nothing can be added afterwards. Errors: io.
    result<> complete();

private:
    explicit exceptions_csv(whole_file file);
    result<> write_waiting();

    whole_file file_;
    std::string waiting_;  // lines that are not in the file yet
};

}  // namespace vouch::record
