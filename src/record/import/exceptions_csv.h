#pragma once
// The list of what an import could not take, for people with a spreadsheet.
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "base/error.h"
#include "record/import/import_exception.h"

namespace vouch::record {

/// A text as one field of CSV. What a spreadsheet would take for a formula is led by an apostrophe, which makes it
/// text.
std::string csv_field(std::string_view text);

/// One exception as a line of CSV, line feed included: file,row,field,value,reason,effect,code.
std::string csv_line(const import_exception& exception);

class exceptions_csv {
public:
    /// Begins the file with its header, in place of one that is there. Errors: io.
    static result<exceptions_csv> create(const std::filesystem::path& path);

    /// Errors: io.
    result<> add(const import_exception& exception);

    /// Hands everything to the system; nothing can be added afterwards. Errors: io.
    result<> close();

private:
    exceptions_csv(std::ofstream file, std::string name) : file_(std::move(file)), name_(std::move(name)) {}
    result<> check() const;

    std::ofstream file_;
    std::string name_;
};

}  // namespace vouch::record
