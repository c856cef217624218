#include <random>

#include "db/batch_tx.h"
#include "db/tenant_tx.h"
#include "metric/catalogue.h"
#include "metric/queries.h"
#include "spine/measurements.h"

namespace vouch::bench {

namespace {

constexpr std::size_t banks_per_batch = 256;

/// Instants spread over the lives of the banks.
class instants {
public:
    result<instant> next() {
        TRY(first, parse_date(first_day));
        TRY(last, parse_date(last_day));
        std::uniform_int_distribution<int> day(1, static_cast<int>((last - first).count()));
        return instant(first + std::chrono::days(day(chance_)));
    }
    std::size_t below(std::size_t end) { return std::uniform_int_distribution<std::size_t>(0, end - 1)(chance_); }

private:
    std::mt19937 chance_{20260209};
};

date day_of(instant moment) {
    return floor<std::chrono::days>(moment);
}

task<> ask_one(installation& at, const metric::definition& wanted, uuid bank, instant effective_before) {
    CO_TRY(
        found,
        co_await db::tenant_tx::read_once(
            at.app(),
            bank,
            metric::ask(wanted),
            {bank},
            {day_of(effective_before)},
            {effective_before},
            {last_loaded_seq}
        )
    );
    if (found.size() != 1 || !found.front().metrics) co_return fail(errc::internal, "no metrics");
    co_return result<>{};
}

task<> ask_all(installation& at, const metric::definition& wanted, instant effective_before) {
    const auto& banks = at.banks();
    for (std::size_t from = 0; from < banks.size(); from += banks_per_batch) {
        const auto count = std::min(banks_per_batch, banks.size() - from);
        const auto begin = banks.begin() + static_cast<std::ptrdiff_t>(from);
        const std::vector<uuid> some(begin, begin + static_cast<std::ptrdiff_t>(count));
        CO_TRY(tx, co_await db::batch_tx::begin_read(at.batch(), some));
        CO_TRY(
            found,
            co_await tx.rows(
                metric::ask(wanted),
                some,
                std::vector(count, day_of(effective_before)),
                std::vector(count, effective_before),
                std::vector(count, last_loaded_seq)
            )
        );
        CO_CHECK(co_await tx.commit());
        if (found.size() != count) co_return fail(errc::internal, "not every bank was answered");
    }
    co_return result<>{};
}

/// One bank after another at random instants, against the counts of severities.
result<comparison> ask_banks(installation& at, const metric::definition& wanted) {
    // Each side asks about the same banks and instants, in the same order.
    instants for_ours, for_rival;
    const auto ours = [&]() -> result<double> {
        TRY(moment, for_ours.next());
        const auto bank = at.banks()[for_ours.below(at.banks().size())];
        return milliseconds_of([&] { return at.run(ask_one(at, wanted, bank, moment)); });
    };
    const auto rival = [&]() -> result<double> {
        TRY(moment, for_rival.next());
        const auto bank = at.banks()[for_rival.below(at.banks().size())];
        return milliseconds_of([&]() -> result<> {
            TRY(found, at.rival().run("raw_state", db::parameters::of(bank, moment, last_loaded_seq)));
            return {};
        });
    };
    return take_turns(1'000, 60, ours, rival);
}

}  // namespace

result<> measure_one_bank(installation& at, table& into) {
    TRY(raw, read_sql("raw_state"));
    CHECK_RESULT(at.rival().prepare("raw_state", raw));
    TRY(severities, metric::find_definition(1));
    TRY(of_severities, ask_banks(at, *severities));
    into.add("one bank as of a past instant", "ms", of_severities, {target::kind::at_most, 5});
    TRY(of_all, ask_banks(at, metric::current_definition()));
    into.add("one bank, all metrics", "ms", of_all, {target::kind::at_most, 10});
    return {};
}

result<> measure_all_banks(installation& at, table& into) {
    TRY(raw, read_sql("raw_state_of_all"));
    CHECK_RESULT(at.rival().prepare("raw_state_of_all", raw));
    TRY(severities, metric::find_definition(1));
    instants for_ours, for_rival;
    const auto ours = [&]() -> result<double> {
        TRY(moment, for_ours.next());
        return milliseconds_of([&] { return at.run(ask_all(at, *severities, moment)); });
    };
    const auto rival = [&]() -> result<double> {
        TRY(moment, for_rival.next());
        return milliseconds_of([&]() -> result<> {
            TRY(found, at.rival().run("raw_state_of_all", db::parameters::of(moment, last_loaded_seq)));
            return {};
        });
    };
    CHECK_RESULT(at.rival().execute(plan_each_call));
    TRY(measured, take_turns(9, 120, ours, rival));
    CHECK_RESULT(at.rival().execute(plan_once));
    into.add("all banks as of a past instant", "ms", measured, {target::kind::ratio_at_most, 2});
    return {};
}

}  // namespace vouch::bench
