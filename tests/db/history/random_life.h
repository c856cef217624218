#pragma once
// Observations of one tenant that are created, moved, corrected, deleted and restored at random, in the database and in
// the model alike: whatever the model refuses the database must refuse, and leave nothing behind.
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "db/history/history_model.h"
#include "db/support/bank.h"

namespace vouch::test {

class random_life {
public:
    /// `favourites`: instants that changes often state, such as the borders of days. A simulated tenant supplies
    /// recorded_at, from `begins_at` on; a real one has the clock of the database.
    random_life(
        db::session app, bank of, bool simulated, instant begins_at, std::vector<instant> favourites, std::uint64_t seed
    );

    /// One transaction. Expects that the database accepts or refuses it as the model does, and that the head of the
    /// chain moves on accordingly.
    void step();

    const history_model& model() const { return model_; }
    const bank& of() const { return of_; }
    db::session& app() { return app_; }
    int accepted() const { return accepted_; }
    int refused() const { return refused_; }
    int contradicted() const { return contradicted_; }  // refused because a later change of the same fact is known

private:
    struct attempt;

    std::size_t below(std::size_t count) { return random_() % count; }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
    template <class T>
    const T& any_of(const std::vector<T>& values) {
        return values.at(below(values.size()));
    }

    std::pair<std::int64_t, instant> chain_head();
    instant stated_for(const row_name& row, instant recorded_at);
    facts changed_observation(const facts& was);
    facts with_status(facts of, std::string status);
    void add_statement(attempt& to);
    void add_row_change(attempt& to, const row_name& row, const facts& values, bool deletes);
    void add_severity_of_several(attempt& to);
    bool predict(const attempt& of, history_model& after) const;

    db::session app_;
    bank of_;
    bool simulated_;
    std::vector<instant> favourites_;
    std::mt19937_64 random_;
    history_model model_;
    instant clock_;
    std::vector<uuid> ids_;
    int accepted_ = 0;
    int refused_ = 0;
    int contradicted_ = 0;
};

}  // namespace vouch::test
