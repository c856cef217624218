#pragma once
// What the surroundings of the program decide, read once in main and passed on.
#include <filesystem>
#include <string>

#include "base/error.h"

namespace vouch {

struct environment {
    std::filesystem::path data_directory;  // absolute; VOUCH_DATA_DIR, or data in the working directory
    std::string database_url;              // VOUCH_DATABASE_URL; empty: the embedded cluster in data_directory
    bool progress = false;                 // standard error is a terminal: long work may draw on it
};

/// Reads the variables of the process. Errors: io, when the working directory has gone.
result<environment> read_environment();

}  // namespace vouch
