#pragma once
// The statements that hold a transaction together. Everything else that is SQL lives in sql/.
#include "db/statement.h"

namespace vouch::db::plumbing {

// One state for all statements of a read; a write sees what was committed while it waited for a lock.
inline constexpr statement begin_read{"begin_read", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"};
inline constexpr statement begin_write{"begin_write", "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"};
inline constexpr statement commit{"commit", "COMMIT"};
inline constexpr statement roll_back{"roll_back", "ROLLBACK"};
inline constexpr statement begin_part{"begin_part", "SAVEPOINT part"};
inline constexpr statement undo_part{"undo_part", "ROLLBACK TO SAVEPOINT part"};
inline constexpr statement end_part{"end_part", "RELEASE SAVEPOINT part"};
// What is checked at the end of a transaction is checked now, so that who is to blame is known, and again from now on.
inline constexpr statement check_now{"check_now", "SET CONSTRAINTS ALL IMMEDIATE"};
inline constexpr statement check_at_end{"check_at_end", "SET CONSTRAINTS ALL DEFERRED"};
inline constexpr statement become_app{"become_app", "SET LOCAL ROLE vouch_app"};
inline constexpr statement become_batch{"become_batch", "SET LOCAL ROLE vouch_batch"};
inline constexpr statement become_worker{"become_worker", "SET LOCAL ROLE vouch_worker"};

}  // namespace vouch::db::plumbing
