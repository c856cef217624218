#pragma once
// A simulated bank whose observations repeat one another, and what is asked of them.
#include <optional>
#include <string>

#include "db/support/bank.h"
#include "repeat/links.h"
#include "repeat/list.h"

namespace vouch::test {

struct observation_as {
    std::string reference;
    const char* found_on = nullptr;  // YYYY-MM-DD
    std::string severity = "MEDIUM";
    std::string status = "ISSUED";  // issued when it is recorded
    std::optional<uuid> repeat_of = {};
    std::optional<uuid> branch = {};
    std::optional<uuid> engagement = {};
};

class repeated_bank : public bank_database {
protected:
    void SetUp() override;
    void TearDown() override;

    /// Records an observation at an instant (RFC 3339; empty: now), and its words: "Title of REFERENCE".
    uuid add(const observation_as& wanted, const char* at = "");

    /// Changes some columns of an observation at an instant: "severity = 'HIGH'".
    result<> change(const uuid& id, const std::string& assignments, const char* at = "", std::string reason = "a test");

    /// As the command does it: find both by their references, then link.
    result<> link(const std::string& repeat, const std::string& prior, std::string reason = "seen again");
    result<> clear(const std::string& repeat, std::string reason = "not the same");

    repeat::repeat_list list(const std::string& period, std::optional<instant> known_at = {}, const char* now = "");
    /// Of the chain of an observation: "1 FIRST; 2 NEXT recurred; ...".
    std::string chain(const std::string& reference);
    /// Of what an observation is a repeat today, by reference; "null" for nothing.
    std::string prior_of(const uuid& id);

    /// What is wrong with the chain of the bank, or differs between its present and its history.
    std::vector<std::string> problems();

    /// Until a backend waits for a lock of another; false after ten seconds.
    bool waits(int backend_pid);

    std::optional<db::session> all;  // above every wall
    std::optional<db::session> app;
    std::optional<db::pool> pool;
    bank whose;
};

/// An instant of a test's own clock.
std::optional<instant> at_instant(const char* text);

}  // namespace vouch::test
