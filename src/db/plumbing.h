#pragma once
// The statements that hold a transaction together. Everything else that is SQL lives in sql/.
#include "db/statement.h"

namespace vouch::db::plumbing {

// One state for all statements of a read; a write sees what was committed while it waited for a lock.
inline constexpr statement begin_read{"begin_read", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
inline constexpr statement begin_write{"begin_write", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"};
inline constexpr statement commit{"commit", "COMMIT"};
inline constexpr statement roll_back{"roll_back", "ROLLBACK"};

}  // namespace vouch::db::plumbing
