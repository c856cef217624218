#include "db/metric/random_programme.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>

namespace vouch::test {

using namespace std::chrono_literals;

namespace {

const std::vector<std::string> statuses{
    "DRAFT",
    "REVIEWED",
    "WITHDRAWN",
    "ISSUED",
    "ISSUED",
    "RESPONSE",
    "COMPLIANCE",
    "COMPLIANCE",
    "CLOSED",
    "NO_LONGER_VALID",
    "RISK_ACCEPTED"
};
const std::set<std::string> before_issue{"DRAFT", "REVIEWED", "WITHDRAWN"};
const std::vector<std::string> severities{"LOW", "MEDIUM", "HIGH", "CRITICAL"};
const std::vector<std::string> requirement_statuses{
    "COMPLIANT", "COMPLIANT", "PARTIAL", "NON_COMPLIANT", "PENDING", "NOT_APPLICABLE"
};
const std::vector<std::string> engagement_statuses{"PLANNED", "IN_PROGRESS", "COMPLETED", "COMPLETED", "CANCELLED"};
const std::vector<int> days_ago{-40, 0, 0, 1, 30, 31, 60, 61, 90, 91, 180, 181, 365, 366, 500};
const std::vector<std::chrono::microseconds> pauses{1us, 1h, 3h, 9h, 20h};

/// How many rows of each table there can be.
const std::map<std::string, int> sizes{{"branch", 3}, {"engagement", 4}, {"requirement", 5}, {"observation", 7}};

}  // namespace

random_programme::random_programme(
    db::session app, bank of, place where, instant begins_at, std::vector<instant> favourites, std::uint64_t seed
)
    : app_(std::move(app)),
      of_(std::move(of)),
      where_(std::move(where)),
      favourites_(std::move(favourites)),
      random_(seed),
      clock_(begins_at) {}

uuid random_programme::id_of(const std::string& table) {
    return name_based_uuid(of_.id, fmt::format("{}/{}", table, below(static_cast<std::size_t>(sizes.at(table)))));
}

/// A date that a day of the programme is a turning number of days after.
std::optional<std::string> random_programme::any_date(int percent_without) {
    if (chance(percent_without)) return {};
    const auto day = where_.around + std::chrono::days(static_cast<int>(below(12)) - 6 - any_of(days_ago));
    return to_string(day);
}

/// An instant where days turn, or a turning number of days before one; as often a second earlier.
std::string random_programme::any_moment() {
    const auto at = any_of(favourites_) - std::chrono::days(chance(60) ? 0 : std::abs(any_of(days_ago)));
    return to_string(chance(50) ? at : at - 1s);
}

/// What a row is after the statements so far; null: it is not there.
const random_programme::facts* random_programme::now(const uuid& id) const {
    if (const auto written = writes_.find(id); written != writes_.end()) {
        return written->second ? &*written->second : nullptr;
    }
    const auto found = present_.find(id);
    return found == present_.end() ? nullptr : &found->second;
}

random_programme::facts random_programme::any_branch(const uuid& id) {
    auto from = any_date(50), to = any_date(80);
    if (from && to && *to < *from) to = from;
    return {{"code", to_string(id)}, {"name", "Main Branch"}, {"active_from", from}, {"active_to", to}};
}

random_programme::facts random_programme::any_engagement() {
    const auto status = any_of(engagement_statuses);
    return {
        {"status", status},
        {"branch_id", chance(90) ? std::optional(to_string(id_of("branch"))) : std::nullopt},
        {"scheduled_on", any_date(20)},
        {"completed_on", status == "COMPLETED" ? any_date(0) : std::nullopt},
    };
}

random_programme::facts random_programme::any_requirement() {
    const auto status = any_of(requirement_statuses);
    return {
        {"requirement", "Returns are sent in time"},
        {"status", status},
        {"not_applicable_reason", status == "NOT_APPLICABLE" ? std::optional("No such business") : std::nullopt},
        {"next_review_on", any_date(30)},
    };
}

random_programme::facts random_programme::any_observation(const uuid& id) {
    const auto status = any_of(statuses);
    facts becomes{
        {"status", status},
        {"severity", any_of(severities)},
        {"original_due_on", any_date(30)},
        {"due_on", any_date(20)},
        {"implemented_on", any_date(20)},
        {"found_on", any_date(20)},
        {"issued_at", before_issue.contains(status) ? std::nullopt : std::optional(any_moment())},
        {"closed_at", status == "CLOSED" ? std::optional(any_moment()) : std::nullopt},
        {"repeat_of_id", std::nullopt},
    };
    const auto prior = id_of("observation");
    const auto* repeated = now(prior);
    const bool is_earlier = prior != id && repeated && repeated->at("found_on") < becomes.at("found_on");
    if (prior != id && (is_earlier || chance(5))) becomes["repeat_of_id"] = to_string(prior);
    const auto* was = now(id);
    if (!was) return becomes;
    // A link is set once: mostly it stays, with the day that tells which finding came first.
    if (chance(90) && (was->at("repeat_of_id") || !is_earlier)) {
        for (const auto kept : {"found_on", "repeat_of_id"}) becomes[kept] = was->at(kept);
    }
    if (chance(50) && was->at("issued_at") && becomes.at("issued_at")) becomes["issued_at"] = was->at("issued_at");
    if (was->at("original_due_on")) becomes["original_due_on"] = was->at("original_due_on");
    // A change of few facts contradicts little of what is known.
    if (chance(40)) {
        for (const auto kept : {"due_on", "implemented_on"}) becomes[kept] = was->at(kept);
    }
    if (chance(30)) becomes["severity"] = was->at("severity");
    return becomes;
}

/// Weights and borders of a day soon to come.
sql random_programme::new_setting() {
    const auto starts_on = std::chrono::floor<std::chrono::days>(clock_) + std::chrono::days(2 + below(3));
    const bool moved = !where_.moves_to.empty() && starts_on >= where_.around;
    return {
        "INSERT INTO tenant.setting (tenant_id, id, starts_on, zone, fiscal_year_start_month, weight_critical,"
        " weight_high, weight_medium, weight_low, per_branch, share_compliance, share_finding, share_coverage,"
        " band_1, band_2, band_3, approved_by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 100 - $11 - $12, $13, $14, $15, 'the board')",
        db::parameters::of(
            of_.id,
            random_uuid(),
            starts_on,
            moved ? where_.moves_to : where_.zone,
            static_cast<int>(1 + below(12)),
            static_cast<int>(10 + below(20)),
            static_cast<int>(5 + below(5)),
            static_cast<int>(2 + below(3)),
            static_cast<int>(below(2)),
            chance(70),
            static_cast<int>(below(50)),
            static_cast<int>(below(50)),
            static_cast<int>(70 + below(30)),
            static_cast<int>(50 + below(20)),
            static_cast<int>(20 + below(30))
        )
    };
}

sql random_programme::any_statement() {
    const auto which = below(100);
    if (which < 4) return new_setting();
    const std::string table = which < 16   ? "branch"
                              : which < 38 ? "engagement"
                              : which < 55 ? "requirement"
                                           : "observation";
    const auto id = id_of(table);
    const bool is_there = now(id) != nullptr;
    auto values = db::parameters::of(of_.id, id);
    if (is_there && chance(12)) {
        writes_[id] = std::nullopt;
        return {fmt::format("DELETE FROM record.{} WHERE tenant_id = $1 AND id = $2", table), values};
    }
    const auto becomes = table == "branch"        ? any_branch(id)
                         : table == "engagement"  ? any_engagement()
                         : table == "requirement" ? any_requirement()
                                                  : any_observation(id);
    std::string names, places, settings;
    int place = 3;
    for (const auto& [name, value] : becomes) {
        names += ", " + name;
        places += fmt::format(", ${}", place);
        settings += fmt::format("{}{} = ${}", settings.empty() ? "" : ", ", name, place++);
        values.add(value);
    }
    writes_[id] = becomes;
    if (is_there)
        return {fmt::format("UPDATE record.{} SET {} WHERE tenant_id = $1 AND id = $2", table, settings), values};
    return {fmt::format("INSERT INTO record.{} (tenant_id, id{}) VALUES ($1, $2{})", table, names, places), values};
}

void random_programme::step() {
    clock_ += any_of(pauses);
    db::author by{.actor = "auditor", .reason = "correction", .recorded_at = clock_};
    if (chance(65)) by.effective = to_string(std::min(any_of(favourites_), clock_));
    writes_.clear();
    std::vector<sql> statements;
    for (auto more = below(3) + 1; more > 0; --more) statements.push_back(any_statement());
    if (const auto outcome = write(app_, of_.id, by, statements); outcome) {
        for (auto& [id, becomes] : writes_) {
            if (becomes)
                present_[id] = *becomes;
            else
                present_.erase(id);
        }
        ++accepted_;
    } else {
        // Contradicts a later change or a link; refers to what is not there; a second setting of a day.
        const std::set<std::string> expected{"VO001", "23503", "23505"};
        EXPECT_TRUE(expected.contains(outcome.error().sqlstate)) << app_.server_words();
        ++refused_;
    }
}

bank programme_database::found_at(const random_programme::place& where, instant recorded_at) {
    const auto made = found({.zone = where.zone, .simulated = true, .recorded_at = recorded_at});
    if (where.moves_to.empty()) return made;
    auto app = session_as(db::role::app);
    take(write(
        app,
        made.id,
        {.actor = "administrator", .recorded_at = recorded_at + 1h},
        {{"INSERT INTO tenant.setting (tenant_id, id, starts_on, zone, approved_by)"
          " VALUES ($1, $2, $3, $4, 'the board')",
          db::parameters::of(made.id, random_uuid(), where.around, where.moves_to)}}
    ));
    return made;
}

std::int64_t programme_database::head_of(const bank& bank) {
    auto all = admin();
    return std::stoll(cell(all, "SELECT seq FROM seal.head WHERE tenant_id = $1", db::parameters::of(bank.id)));
}

}  // namespace vouch::test
