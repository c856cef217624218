#include "trend/engagement_progress.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "seal/queries.h"
#include "trend/engagement_queries.h"
#include "trend/queries.h"

namespace vouch::trend {

namespace {

constexpr std::array severity_members{
    std::pair(std::string_view("CRITICAL"), &observation_counts::critical),
    std::pair(std::string_view("HIGH"), &observation_counts::high),
    std::pair(std::string_view("MEDIUM"), &observation_counts::medium),
    std::pair(std::string_view("LOW"), &observation_counts::low),
};
constexpr std::array state_members{
    std::pair(std::string_view("in_preparation"), &state_counts::in_preparation),
    std::pair(std::string_view("with_management"), &state_counts::with_management),
    std::pair(std::string_view("awaiting_audit"), &state_counts::awaiting_audit),
    std::pair(std::string_view("closed"), &state_counts::closed),
    std::pair(std::string_view("risk_accepted"), &state_counts::risk_accepted),
    std::pair(std::string_view("no_longer_valid"), &state_counts::no_longer_valid),
    std::pair(std::string_view("withdrawn"), &state_counts::withdrawn),
};

template <class Member, std::size_t N>
result<Member> member_of(const std::array<std::pair<std::string_view, Member>, N>& members, std::string_view word) {
    const auto found = std::ranges::find(members, word, &std::pair<std::string_view, Member>::first);
    if (found == members.end()) {
        return fail(errc::internal, "\"" + std::string(word) + "\" is no severity or state that is counted");
    }
    return found->second;
}

result<> count(const engagement_observations_row& row, observation_counts& counts) {
    TRY(severity, member_of(severity_members, row.severity));
    TRY(state, member_of(state_members, row.state));
    for (auto* of : {&(counts.*severity), &counts.all}) {
        of->*state += row.observations;
        of->total += row.observations;
        of->outstanding = of->with_management + of->awaiting_audit;
    }
    return {};
}

}  // namespace

task<std::vector<engagement_progress>> progress_of_engagements(db::tenant_tx& tx, progress_question asked) {
    seal::known_row known;
    if (asked.known_seq) {
        known.known_seq = *asked.known_seq;
    } else {
        CO_TRY(then, co_await tx.one(seal::known_seq, tx.tenant(), asked.known_at));
        known = then;
    }
    CO_TRY(
        rows,
        co_await tx.rows(
            engagements, tx.tenant(), asked.of.starts_on, asked.of.ends_on, asked.auditor, asked.as_of, known.known_seq
        )
    );
    CO_TRY(counts, co_await tx.rows(engagement_observations, tx.tenant(), asked.as_of, known.known_seq));
    std::map<uuid, observation_counts> counted;
    for (const auto& row : counts) CO_CHECK(count(row, counted[row.engagement_id]));
    std::vector<engagement_progress> all;
    for (auto& row : rows) {
        all.push_back(
            {row.id,
             std::move(row.branch_code),
             std::move(row.branch),
             std::move(row.area),
             std::move(row.auditor),
             std::move(row.status),
             row.scheduled_on,
             row.completed_on,
             std::move(row.report_number),
             std::move(row.rating),
             counted[row.id]}
        );
    }
    co_return all;
}

}  // namespace vouch::trend
