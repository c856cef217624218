#pragma once
// Where the events of the made-up life are gathered, in any order, and put in the order of time.
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "demo/almanac.h"
#include "demo/chance.h"
#include "demo/event.h"

namespace vouch::demo {

class story {
public:
    explicit story(const uuid& tenant_id) : tenant_id_(tenant_id) {}

    chance dice{20230401};

    /// The same name is the same identifier in every life.
    uuid id(std::string_view name) const { return name_based_uuid(tenant_id_, name); }

    /// Something that somebody does on a day, at about a minute after midnight. Dropped after the last day of the life.
    void tell(date day, int minute, std::string_view actor, std::string reason, happening what);
    /// The same at an instant. since: where it holds since before that.
    void tell_at(
        instant moment,
        std::string_view actor,
        std::string reason,
        happening what,
        std::optional<instant> since = std::nullopt
    );

    /// One of those that the same person does on the same day at that time for the same reason: they are one event.
    template <class One>
    void together(date day, int minute, std::string_view actor, std::string reason, One one);
    /// A move of an observation, at its usual hour. The moment, and the number behind the reference, come at the end.
    void move(date day, std::string_view actor, std::string reason, record::observation_move wanted);

    /// The nightly job has to issue something again on that day. Returns when it does, which is later in an outage.
    date expire(date day);

    /// Every event, oldest first; empties the story.
    std::vector<event> finished();

private:
    void tell_sittings();
    void number_references();

    struct sitting {
        date day;
        int minute;
        std::string actor, reason;
        std::size_t kind;  // of happening
        auto operator<=>(const sitting&) const = default;
    };

    uuid tenant_id_;
    std::vector<event> events_;
    std::map<sitting, happening> sittings_;
    std::map<date, bool> expiries_;  // by day of the job; whether it ran late
};

template <class One>
void story::together(date day, int minute, std::string_view actor, std::string reason, One one) {
    if (day > last_day) return;
    happening none = std::vector<One>();
    sitting held{day, minute, std::string(actor), std::move(reason), none.index()};
    auto& what = sittings_.try_emplace(std::move(held), std::move(none)).first->second;
    std::get<std::vector<One>>(what).push_back(std::move(one));
}

}  // namespace vouch::demo
