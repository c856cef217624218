#include <fmt/format.h>

#include "record/observation.h"
#include "spine/measurements.h"

namespace vouch::bench {

namespace {

struct place {
    uuid bank;
    uuid observation;
};

instant now() {
    return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

task<> answer(installation& at, place which) {
    CO_TRY(
        tx,
        co_await db::tenant_tx::begin_write(
            at.app(), which.bank, {.actor = "benchmark", .reason = "", .effective = "", .recorded_at = {}}
        )
    );
    CO_CHECK(co_await record::move(
        tx,
        {.id = which.observation,
         .expected_version = 1,
         .from = "ISSUED",
         .to = "RESPONSE",
         .moment = now(),
         .due_on = {},
         .closing_basis = {}}
    ));
    CO_CHECK(co_await tx.commit());
    co_return result<>{};
}

}  // namespace

result<> measure_moves(installation& at, table& into) {
    constexpr int moves = 300;
    TRY(raw, read_sql("raw_move"));
    CHECK_RESULT(at.rival().prepare("raw_move", raw));
    TRY(found,
        at.owner().rows(fmt::format(
            "SELECT tenant_id, id FROM record.observation WHERE status = 'ISSUED' ORDER BY hashtext(id::text) LIMIT {}",
            moves + 1
        )));
    std::vector<place> places;
    for (const auto& row : found.rows) {
        TRY(bank, parse_uuid(row.at(0).value_or("")));
        TRY(observation, parse_uuid(row.at(1).value_or("")));
        places.push_back({bank, observation});
    }
    std::size_t next_of_ours = 0, next_of_rival = 0;
    const auto ours = [&]() -> result<double> {
        const auto which = places.at(next_of_ours++);
        return milliseconds_of([&] { return at.run(answer(at, which)); });
    };
    const auto rival = [&]() -> result<double> {
        const auto which = places.at(next_of_rival++);
        return milliseconds_of([&]() -> result<> {
            TRY(done,
                at.rival().run(
                    "raw_move", db::parameters::of(which.bank, which.observation, 1, "ISSUED", "RESPONSE", now())
                ));
            if (done.rows_affected() != 1) return fail(errc::internal, "the rival moved nothing");
            return {};
        });
    };
    TRY(measured, take_turns(moves, 60, ours, rival));
    into.add("one move in a transaction", "ms", measured, {});
    fmt::print(
        "    {:.0f} and {:.0f} moves a second on one connection, durable\n",
        1e3 / median(measured.ours),
        1e3 / median(measured.rival)
    );
    return {};
}

}  // namespace vouch::bench
