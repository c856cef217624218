#pragma once
// Follows every observation of a told life: where it stands, who touched it, and what breaks a rule of the domain.
#include <map>
#include <set>
#include <string>
#include <vector>

#include "demo/event.h"

namespace vouch::demo {

class told_observations {
public:
    explicit told_observations(const std::vector<event>& events);

    std::size_t count() const { return all_.size(); }
    /// Sentences; none when every event fits what happened before it.
    const std::vector<std::string>& problems() const { return problems_; }
    int moves(const std::string& from, const std::string& to) const;
    int extended() const { return extended_; }
    int reclassified_after_issue() const { return reclassified_after_issue_; }
    int longest_chain() const { return longest_chain_; }
    /// Confirmed repeats of something that was closed, or that still stood.
    int repeats(bool of_closed) const { return repeats_[of_closed]; }

private:
    struct one {
        std::string status = "DRAFT", severity, creator, last_editor, accepted_by;
        std::int32_t version = 1;
        std::optional<date> due_on, risk_accepted_until;
        int chain = 1;
    };

    void take(const event& happened);
    void move(const event& happened, const record::observation_move& wanted);
    void check_who(const event& happened, const record::observation_move& wanted, const one& before);
    void expire(const event& happened);
    one& expected(const event& happened, const uuid& id, std::int32_t version);
    void problem(const event& happened, const std::string& what);

    std::map<uuid, one> all_;
    std::map<std::pair<std::string, std::string>, int> moves_;
    std::vector<std::string> problems_;
    int extended_ = 0, reclassified_after_issue_ = 0, longest_chain_ = 1;
    int repeats_[2] = {0, 0};
};

}  // namespace vouch::demo
