#include "demo/bank.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <random>

#include "db/tenant_tx.h"
#include "record/queries.h"
#include "seal/anchor.h"

namespace vouch::demo {

namespace {

using namespace std::chrono_literals;
using std::chrono::days;

constexpr auto india = 5h + 30min;  // ahead of UTC; no summer time
constexpr date first_day = std::chrono::sys_days(std::chrono::year(2024) / 4 / 1);
constexpr date last_day = std::chrono::sys_days(std::chrono::year(2026) / 2 / 28);

struct place {
    std::string_view code, name, city;
};
constexpr std::array places{
    place{"001", "Main Branch", "Satara"},
    place{"002", "Market Yard", "Satara"},
    place{"003", "Karad", "Karad"},
    place{"004", "Wai", "Wai"},
    place{"005", "Phaltan", "Phaltan"},
    place{"006", "Koregaon", "Koregaon"},
    place{"007", "Mahabaleshwar", "Mahabaleshwar"},
    place{"008", "Loans Department", "Satara"},
};

struct subject {
    std::string_view title, condition, recommendation;
};
constexpr std::array subjects{
    subject{
        "Cash balance not verified at the end of the day",
        "The joint custodians had not signed the cash register on sampled days.",
        "Verify and sign the register daily; the manager checks weekly."
    },
    subject{
        "KYC documents of deposit accounts incomplete",
        "Address proof was missing in sampled accounts.",
        "Collect what is missing and freeze debits where it does not come."
    },
    subject{
        "Gold loan packets weighed by one officer",
        "One officer alone weighed and sealed the packets.",
        "Two officers weigh, seal and sign."
    },
    subject{
        "Stock statements of cash credit borrowers overdue",
        "Statements older than three months supported drawing power.",
        "Take fresh statements before allowing drawings."
    },
    subject{
        "Suspense account entries older than ninety days",
        "Entries had not been reversed or explained.",
        "Clear each entry or report it to the head office."
    },
    subject{
        "User rights of transferred staff still active",
        "Former staff of the branch could still sign in.",
        "Withdraw rights on the day of transfer; review monthly."
    },
    subject{
        "Insurance of mortgaged property lapsed",
        "Policies had lapsed in sampled loan files.",
        "Renew and debit the borrower as agreed."
    },
    subject{
        "Locker rent in arrears not followed up",
        "Notices had not been sent for over a year.",
        "Send notices and record the follow-up."
    },
};

instant at(date day, std::chrono::minutes after_midnight) {
    return day + after_midnight - india;
}

/// Numbers from a fixed seed. std::uniform_int_distribution differs between libraries; this does not.
class chance {
public:
    int up_to(int exclusive) { return static_cast<int>(engine_() % static_cast<unsigned>(exclusive)); }
    int between(int low, int high) { return low + up_to(high - low + 1); }

private:
    std::mt19937 engine_{20240401};
};

std::string_view draw_severity(chance& dice) {
    const int n = dice.up_to(100);
    return n < 6 ? "CRITICAL" : n < 26 ? "HIGH" : n < 66 ? "MEDIUM" : "LOW";
}

class story {
public:
    explicit story(const uuid& tenant_id) : tenant_id_(tenant_id) {}

    void add(date day, int minutes, std::string actor, decltype(event::what) what) {
        if (day <= last_day)
            events.push_back({events.size(), at(day, std::chrono::minutes(minutes)), std::move(actor), std::move(what)}
            );
    }
    uuid id(std::string_view name) const { return name_based_uuid(tenant_id_, name); }

    std::vector<event> events;

private:
    uuid tenant_id_;
};

/// An observation from draft to wherever it has come by the last day.
void tell_observation(story& bank, chance& dice, const uuid& branch, const uuid& engagement, int number, date found) {
    const auto& about = subjects.at(static_cast<std::size_t>(dice.up_to(subjects.size())));
    const auto id = bank.id(fmt::format("observation/{}", number));
    const std::string severity(draw_severity(dice));
    bank.add(
        found,
        dice.between(600, 700),
        "auditor",
        record::new_observation{
            id,
            severity,
            branch,
            engagement,
            found,
            {std::string(about.title), std::string(about.condition), {}, {}, {}, std::string(about.recommendation)}
        }
    );
    auto day = found;
    std::int32_t version = 1;
    auto go = [&](int days_later, std::string actor, std::string from, std::string to) {
        day += days(days_later);
        const int minute = dice.between(601, 1000);
        record::observation_move move{
            id, version++, std::move(from), std::move(to), at(day, std::chrono::minutes(minute)), {}, {}
        };
        if (move.from == "REVIEWED" && move.to == "ISSUED") move.due_on = day + days(severity == "CRITICAL" ? 30 : 60);
        if (move.to == "CLOSED") move.closing_basis = "TESTED";
        bank.add(day, minute, std::move(actor), std::move(move));
    };
    go(dice.between(1, 4), "auditor", "DRAFT", "SUBMITTED");
    if (dice.up_to(20) == 0) return go(1, "manager", "SUBMITTED", "WITHDRAWN");
    go(dice.between(1, 3), "manager", "SUBMITTED", "REVIEWED");
    go(dice.between(1, 4), "manager", "REVIEWED", "ISSUED");
    if (dice.up_to(8) == 0) return;  // never answered
    go(dice.between(10, 70), "auditee", "ISSUED", "RESPONSE");
    if (dice.up_to(25) == 0) return go(dice.between(5, 20), "cae", "RESPONSE", "RISK_ACCEPTED");
    if (dice.up_to(5) == 0) {  // the answer was not enough
        go(dice.between(2, 10), "auditor", "RESPONSE", "ISSUED");
        go(dice.between(10, 30), "auditee", "ISSUED", "RESPONSE");
    }
    go(dice.between(2, 10), "auditor", "RESPONSE", "COMPLIANCE");
    if (dice.up_to(6) == 0) return;  // waits for its test
    go(dice.between(3, 60), "cae", "COMPLIANCE", "CLOSED");
    if (dice.up_to(30) == 0) go(dice.between(5, 40), "cae", "CLOSED", "ISSUED");
}

/// Runs one event in a transaction of its own, recorded at its own simulated time.
task<> record_event(db::pool& app, const uuid& tenant_id, const event& happened) {
    CO_TRY(tx, co_await db::tenant_tx::begin_write(app, tenant_id, {happened.actor, "made up", "", happened.at}));
    if (const auto* branch = std::get_if<branch_opens>(&happened.what)) {
        CO_CHECK(co_await tx.execute(
            record::insert_branch, tenant_id, branch->id, branch->code, branch->name, branch->city, first_day
        ));
    } else if (const auto* planned = std::get_if<engagement_planned>(&happened.what)) {
        CO_CHECK(co_await tx.execute(
            record::insert_engagement, tenant_id, planned->id, planned->branch_id, planned->scheduled_on
        ));
    } else if (const auto* completed = std::get_if<engagement_completed>(&happened.what)) {
        CO_CHECK(co_await tx.execute(record::complete_engagement, tenant_id, completed->id, completed->completed_on));
    } else if (const auto* raised = std::get_if<record::new_observation>(&happened.what)) {
        CO_CHECK(co_await record::raise(tx, *raised));
    } else {
        CO_CHECK(co_await record::move(tx, std::get<record::observation_move>(happened.what)));
    }
    co_return co_await tx.commit();
}

task<tenant::identity> find_or_found(db::pool& app) {
    auto found = co_await tenant::find(app, std::string(slug));
    if (found && !found->simulated) {
        co_return fail(
            errc::conflict, "there is a tenant \"demo\" that is not made up; the demo writes into no real bank"
        );
    }
    if (found || found.error().code != errc::not_found) co_return found;
    const auto opening = at(first_day, 9h);
    co_return co_await tenant::found(
        app,
        {.slug = std::string(slug), .name = "Sahyadri Nagari Sahakari Bank", .simulated = true, .onboarded_at = opening
        },
        {"operator", "founded for the demo, made up", "", opening}
    );
}

}  // namespace

std::vector<event> life_of_the_bank(const uuid& tenant_id) {
    story bank(tenant_id);
    chance dice;
    for (const auto& each : places) {
        bank.add(
            first_day,
            570,
            "operator",
            branch_opens{
                bank.id(fmt::format("branch/{}", each.code)),
                std::string(each.code),
                std::string(each.name),
                std::string(each.city)
            }
        );
    }
    int engagement_number = 0;
    int observation_number = 0;
    for (auto quarter = first_day; quarter <= last_day; quarter += days(91)) {
        for (std::size_t turn = 0; turn < 4; ++turn) {
            const auto& where = places.at((static_cast<std::size_t>(engagement_number)) % places.size());
            const auto branch = bank.id(fmt::format("branch/{}", where.code));
            const auto engagement = bank.id(fmt::format("engagement/{}", ++engagement_number));
            const auto starts = quarter + days(dice.between(5, 60));
            const auto ends = starts + days(dice.between(8, 20));
            bank.add(quarter, 580, "manager", engagement_planned{engagement, branch, starts});
            for (int i = dice.between(3, 8); i > 0; --i) {
                tell_observation(
                    bank, dice, branch, engagement, ++observation_number, starts + days(dice.between(0, 7))
                );
            }
            bank.add(ends, 1020, "manager", engagement_completed{engagement, ends});
        }
    }
    // One clock, strictly ascending.
    std::ranges::sort(bank.events, {}, [](const event& each) { return std::pair(each.at, each.told); });
    for (std::size_t i = 1; i < bank.events.size(); ++i) {
        bank.events[i].at = std::max(bank.events[i].at, bank.events[i - 1].at + 1us);
    }
    return std::move(bank.events);
}

task<made> make_bank(db::pool& app, db::pool& batch, progress_report report) {
    CO_TRY(whose, co_await find_or_found(app));
    const auto events = life_of_the_bank(whose.tenant_id);
    CO_TRY(heads, co_await seal::current_heads(batch, {whose}));
    // Where the chain stands says how much of the life is recorded. A bank with snapshots is complete: those are taken
    // today, by the real clock.
    const auto known_until = heads.front().recorded_at;
    made bank{whose, events.size(), 0};
    for (const auto& happened : events) {
        if (happened.at <= known_until) continue;
        CO_CHECK(co_await record_event(app, whose.tenant_id, happened));
        ++bank.recorded;
        report(static_cast<std::int64_t>(bank.recorded), static_cast<std::int64_t>(events.size()));
    }
    co_return bank;
}

}  // namespace vouch::demo
