#include <algorithm>
#include <fmt/format.h>
#include <random>
#include <set>
#include <thread>

#include "base/sha256.h"
#include "db/lock_watch.h"
#include "db/migration_ledger.h"
#include "db/roles.h"
#include "db/statement_splitter.h"
#include "sql/schema.h"

namespace vouch::db {

namespace {

using steady = std::chrono::steady_clock;

constexpr std::int64_t deploy_lock = 0x766f'7563'6800'0001;  // "vouch", 1
constexpr std::chrono::milliseconds poll_ms{200};

bool runs_without_transaction(std::string_view text) {
    while (text.starts_with("--")) {
        const auto line = text.substr(0, text.find('\n'));
        if (line == "-- vouch: no transaction") return true;
        text.remove_prefix(std::min(line.size() + 1, text.size()));
    }
    return false;
}

bool is_wait_for_lock(const error& cause) {
    return cause.code == errc::db_busy;
}

class deployment {
public:
    deployment(const std::string& conninfo, const deploy_settings& settings, session& on)
        : conninfo_(conninfo),
          settings_(settings),
          on_(on),
          random_(settings.jitter_seed ? settings.jitter_seed : std::random_device()()) {}

    result<std::vector<std::string>> run(std::span<const migration> known) {
        CHECK_RESULT(ensure_roles(on_));
        CHECK_RESULT(take_deploy_lock());
        CHECK_RESULT(on_.execute("SET ROLE vouch_owner"));
        CHECK_RESULT(on_.execute(fmt::format("SET lock_timeout = {}", settings_.lock_ms_max.count())));
        TRY(there, on_.rows(sql::schema::has_ledger.text));
        if (there.rows.at(0).at(0) != "t") CHECK_RESULT(on_.execute(std::string(sql::schema::create_ledger.text)));
        TRY(applied, read_ledger(on_));
        TRY(now, compare(std::move(applied), known));
        std::vector<std::string> names;
        for (const auto& one : now.pending) {
            tell(fmt::format("applying {}", one.name));
            const auto begun = steady::now();
            CHECK_RESULT(runs_without_transaction(one.text) ? apply_step_by_step(one) : apply_at_once(one));
            tell(fmt::format("applied {} in {} ms", one.name, milliseconds_since(begun)));
            names.emplace_back(one.name);
        }
        return names;
    }

private:
    void tell(const std::string& line) const {
        if (settings_.tell) settings_.tell(line);
    }

    static std::int64_t milliseconds_since(steady::time_point begun) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(steady::now() - begun).count();
    }

    result<> take_deploy_lock() {
        const auto deadline = steady::now() + settings_.deploy_wait_ms_max;
        for (bool told = false;; told = true) {
            TRY(tried, on_.rows(sql::schema::try_lock.text, parameters::of(deploy_lock)));
            if (tried.rows.at(0).at(0) == "t") return {};
            TRY(holders, on_.rows(sql::schema::lock_holders.text, parameters::of(deploy_lock)));
            const auto who = holders.rows.empty() ? "another session" : holders.rows.front().at(0).value_or("");
            if (steady::now() >= deadline)
                return fail(
                    errc::db_busy, fmt::format("{} deploys to this database; run it again when that has ended", who)
                );
            if (!told) tell(fmt::format("waiting for {}, which deploys to this database", who));
            std::this_thread::sleep_for(poll_ms);
        }
    }

    result<> apply_at_once(const migration& what) {
        TRY(statements, split(what));
        const std::set<std::string_view> of_transactions{"begin", "start", "commit", "end", "rollback", "abort"};
        for (const auto& one : statements) {
            if (of_transactions.contains(one.first_word))
                return failed(
                    what,
                    fmt::format(
                        "line {}: a migration runs in one transaction and may not say {} itself; "
                        "for a step that cannot run in one, begin the file with "
                        "\"-- vouch: no transaction\"",
                        one.line,
                        one.first_word
                    )
                );
        }
        return with_retries(what, [&]() -> result<> {
            auto done = in_one_transaction(what);
            if (!done && on_.in_transaction()) CHECK_RESULT(on_.execute("ROLLBACK"));
            return done;
        });
    }

    result<> in_one_transaction(const migration& what) {
        const auto begun = steady::now();
        CHECK_RESULT(on_.execute("BEGIN"));
        CHECK_RESULT(on_.execute(std::string(what.text)));
        const auto sum = sha256_of(what.text);
        CHECK_RESULT(on_.rows(
            sql::schema::record_migration.text, parameters::of(what.number, what.name, sum, milliseconds_since(begun))
        ));
        return on_.execute("COMMIT");
    }

    // Each statement is in the ledger before it begins and after it ended. One that had begun when the last deploy
    // was killed is run again: a half-built index is dropped first, and "exists already" then means that it is done.
    result<> apply_step_by_step(const migration& what) {
        TRY(statements, split(what));
        CHECK_RESULT(
            on_.rows(sql::schema::begin_migration.text, parameters::of(what.number, what.name, sha256_of(what.text)))
        );
        TRY(begun, on_.rows(sql::schema::statements_begun.text, parameters::of(what.number)));
        for (std::size_t i = 0; i < statements.size(); ++i) {
            const bool begun_before = i < begun.rows.size();
            if (begun_before && begun.rows[i].at(1) == "t") continue;
            const int ordinal = static_cast<int>(i) + 1;
            CHECK_RESULT(on_.rows(sql::schema::begin_statement.text, parameters::of(what.number, ordinal)));
            bool repeated = begun_before;
            CHECK_RESULT(with_retries(what, [&] { return one_step(statements[i], std::exchange(repeated, true)); }));
            CHECK_RESULT(on_.rows(sql::schema::finish_statement.text, parameters::of(what.number, ordinal)));
        }
        CHECK_RESULT(on_.rows(sql::schema::finish_migration.text, parameters::of(what.number)));
        return {};
    }

    result<> one_step(const split_statement& what, bool repeated) {
        if (repeated) CHECK_RESULT(drop_invalid_indexes());
        auto done = on_.execute(std::string(what.text));
        const std::set<std::string_view> exists_already{"42P06", "42P07", "42701", "42710", "42723"};
        if (!done && repeated && exists_already.contains(done.error().sqlstate)) return {};
        return done;
    }

    result<> drop_invalid_indexes() {
        TRY(invalid, on_.rows(sql::schema::invalid_indexes.text));
        for (const auto& row : invalid.rows) {
            tell(fmt::format("dropping {}, an index that an interrupted deploy left half-built", row.at(0).value()));
            CHECK_RESULT(on_.execute("DROP INDEX CONCURRENTLY " + row.at(0).value()));
        }
        return {};
    }

    result<std::vector<split_statement>> split(const migration& what) const {
        auto statements = split_statements(what.text);
        if (!statements) return failed(what, statements.error().detail);
        return statements;
    }

    template <class Try>
    result<> with_retries(const migration& what, Try attempt) {
        for (int tries = 1;; ++tries) {
            lock_watch watch(conninfo_, on_.backend_pid());
            auto done = attempt();
            const auto seen = watch.finish();
            if (done) return done;
            if (!is_wait_for_lock(done.error())) {
                if (done.error().code == errc::db_unavailable) return done;
                return failed(what, on_.server_words(), done.error().sqlstate);
            }
            const auto who = seen.empty() ? "somebody who was gone before we could look" : seen;
            if (tries >= settings_.tries_max)
                return fail(
                    errc::db_busy,
                    fmt::format(
                        "{} did not get its lock in {} tries of {} ms; it is held by {}; let that end, "
                        "and run it again",
                        what.name,
                        tries,
                        settings_.lock_ms_max.count(),
                        who
                    )
                );
            tell(fmt::format(
                "{} waits for a lock that is held by {}; try {} of {} follows",
                what.name,
                who,
                tries + 1,
                settings_.tries_max
            ));
            std::uniform_real_distribution<double> half(0.5, 1.0);
            std::this_thread::sleep_for(settings_.pause_ms_max * half(random_));
        }
    }

    static std::unexpected<error> failed(const migration& what, std::string_view words, std::string sqlstate = {}) {
        return std::unexpected(error{
            errc::migration_failed,
            fmt::format(
                "{} was not applied, and nothing of it is left unless it runs without "
                "a transaction: {}",
                what.name,
                words
            ),
            std::move(sqlstate),
            std::string(what.name)
        });
    }

    const std::string& conninfo_;
    const deploy_settings& settings_;
    session& on_;
    std::mt19937_64 random_;
};

}  // namespace

result<std::vector<std::string>> deploy(
    const std::string& conninfo, std::span<const migration> known, const deploy_settings& settings
) {
    TRY(on, session::open(conninfo, "-c TimeZone=UTC -c client_min_messages=warning"));
    return deployment(conninfo, settings, on).run(known);
}

}  // namespace vouch::db
