#pragma once
// An audit programme that lives at random around a day: branches, engagements, requirements, observations and settings
// of one simulated tenant, created, changed since when they like, deleted, restored and linked. Its dates lie where
// metrics turn: thirty days, thirty-one, twelve months before a day of the programme.
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "db/support/bank.h"

namespace vouch::test {

class random_programme {
public:
    /// The zone of the tenant, until the day `around` moves it to another.
    struct place {
        std::string zone;
        date around;
        std::string moves_to = {};  // none: it stays
    };

    /// `favourites`: instants that changes often state, such as the borders of days.
    random_programme(
        db::session app, bank of, place where, instant begins_at, std::vector<instant> favourites, std::uint64_t seed
    );

    /// One transaction, hours after the last. The database refuses what contradicts itself; any other error fails the
    /// test.
    void step();

    int accepted() const { return accepted_; }
    int refused() const { return refused_; }

private:
    using facts = std::map<std::string, std::optional<std::string>>;  // by column

    std::size_t below(std::size_t count) { return random_() % count; }
    bool chance(int percent) { return below(100) < static_cast<std::size_t>(percent); }
    template <class T>
    const T& any_of(const std::vector<T>& values) {
        return values.at(below(values.size()));
    }
    uuid id_of(const std::string& table);
    std::optional<std::string> any_date(int percent_without);
    std::string any_moment();

    const facts* now(const uuid& id) const;
    facts any_branch(const uuid& id);
    facts any_engagement();
    facts any_requirement();
    facts any_observation(const uuid& id);
    sql new_setting();
    sql any_statement();

    db::session app_;
    bank of_;
    place where_;
    std::vector<instant> favourites_;
    std::mt19937_64 random_;
    instant clock_;
    std::map<uuid, facts> present_;
    std::map<uuid, std::optional<facts>> writes_;  // of the transaction in the making; none: deleted
    int accepted_ = 0;
    int refused_ = 0;
};

/// Tests that such a programme lives in.
class programme_database : public bank_database {
protected:
    /// A simulated tenant whose zone moves where the place says so.
    bank found_at(const random_programme::place& where, instant recorded_at);
    /// The number of its last change set.
    std::int64_t head_of(const bank& bank);
};

}  // namespace vouch::test
