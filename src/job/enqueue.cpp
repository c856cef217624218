#include "job/enqueue.h"

#include <fmt/format.h>

#include "job/queries.h"

namespace vouch::job {

namespace {

constexpr std::size_t copy_bytes = 256 * 1024;
constexpr std::size_t key_bytes_max = 200;

/// A value in the text form of COPY: what would end a column or a row is escaped.
void append_copied(std::string& to, std::string_view text) {
    for (const char each : text) {
        switch (each) {
            case '\\': to += "\\\\"; break;
            case '\n': to += "\\n"; break;
            case '\r': to += "\\r"; break;
            case '\t': to += "\\t"; break;
            default: to += each;
        }
    }
}

result<> check_key(std::string_view what, const std::optional<std::string>& key) {
    if (key && (key->empty() || key->size() > key_bytes_max)) {
        return fail(
            errc::bad_input, fmt::format("the {} of a job has 1 to {} bytes, not {}", what, key_bytes_max, key->size())
        );
    }
    return {};
}

}  // namespace

std::string idempotency_key(const claimed& of) {
    return fmt::format("job-{}-{}", of.id, of.created_at.time_since_epoch().count());
}

std::string_view name_of(form which) {
    return which == form::short_ ? "short" : "long";
}

task<std::optional<std::int64_t>> enqueue(db::transaction& in, new_job wanted, instant now) {
    if (wanted.priority < -1'000 || wanted.priority > 1'000) {
        co_return fail(errc::bad_input, fmt::format("the priority {} is not from -1000 to 1000", wanted.priority));
    }
    CO_CHECK(check_key("key", wanted.key));
    CO_CHECK(check_key("unique_key", wanted.unique_key));
    std::optional<int> every_ms;
    if (wanted.at_most_every) every_ms = static_cast<int>(wanted.at_most_every->count());
    auto enqueued = co_await in.one(
        enqueue_one,
        wanted.queue,
        wanted.payload,
        wanted.tenant_id,
        wanted.priority,
        wanted.run_at,
        wanted.key,
        wanted.unique_key,
        wanted.replace ? "replace" : "keep",
        every_ms,
        now
    );
    if (!enqueued && enqueued.error().sqlstate == "42704") {
        co_return fail(
            errc::bad_input, fmt::format("there is no queue \"{}\"; a worker that handles it makes it", wanted.queue)
        );
    }
    if (!enqueued && enqueued.error().sqlstate == "22004") {
        co_return fail(
            errc::bad_input, fmt::format("jobs of the queue \"{}\" run in the order of a key; give one", wanted.queue)
        );
    }
    if (!enqueued && enqueued.error().sqlstate == "22P02") {
        co_return fail(errc::bad_input, fmt::format("the payload of a job of \"{}\" is no JSON", wanted.queue));
    }
    if (!enqueued) co_return std::unexpected(std::move(enqueued).error());
    co_return enqueued->id;
}

result<std::int64_t> enqueue_many(db::session& on, const many_jobs& wanted) {
    TRY(found, on.rows(sql::job::queue_named.text, db::parameters::of(wanted.queue)));
    if (found.rows.empty()) {
        return fail(
            errc::bad_input, fmt::format("there is no queue \"{}\"; a worker that handles it makes it", wanted.queue)
        );
    }
    const auto& queue = found.rows.front();
    if (queue.at(2) == "t") {
        return fail(
            errc::bad_input, fmt::format("jobs of the queue \"{}\" need a key: enqueue them one by one", wanted.queue)
        );
    }
    const auto ageing = std::chrono::seconds(std::stol(queue.at(3).value_or("0")));
    const auto now = to_string(wanted.now);
    const bool gated = queue.at(1) == "t";
    // As job.stage_of and job.rank_of say for a job that is due now.
    const auto tail =
        fmt::format("\t{}\t{}\t{}\t", queue.at(0).value_or(""), gated ? "t" : "f", gated ? "held" : "ready");
    uuid tenant_id;
    std::string payload;
    int priority = 0;
    std::int64_t rows = 0;
    auto next = [&](std::string& into) -> result<bool> {
        into.clear();
        while (into.size() < copy_bytes) {
            payload.clear();
            priority = 0;
            if (!wanted.next(tenant_id, priority, payload)) break;
            ++rows;
            into += now;
            into += '\t';
            into += now;
            into += '\t';
            into += priority == 0 ? now : to_string(wanted.now - priority * ageing);
            into += '\t';
            into += to_string(tenant_id);
            into += '\t';
            into += std::to_string(priority);
            into += tail;
            if (payload.empty())
                into += "\\N";
            else
                append_copied(into, payload);
            into += '\n';
        }
        return !into.empty();
    };
    return on.copy_in(std::string(sql::job::copy_jobs.text), next);
}

}  // namespace vouch::job
