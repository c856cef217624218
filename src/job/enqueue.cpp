#include "job/enqueue.h"

#include <fmt/format.h>

#include "job/queries.h"

namespace vouch::job {

namespace {

constexpr std::size_t copy_bytes = 256 * 1024;
constexpr std::size_t key_bytes_max = 200;

constexpr std::string_view copy_begin("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
constexpr std::string_view copy_end("\377\377", 2);
constexpr std::int16_t copy_columns = 9;

/// Numbers of the binary form of COPY, which spares the server to read what it wrote: the highest byte first.
template <class Number>
void append_number(std::string& to, Number value) {
    for (int shift = 8 * (static_cast<int>(sizeof value) - 1); shift >= 0; shift -= 8)
        to += static_cast<char>(static_cast<std::make_unsigned_t<Number>>(value) >> shift);
}

template <class Number>
void append_column(std::string& to, Number value) {
    append_number(to, static_cast<std::int32_t>(sizeof value));
    append_number(to, value);
}

void append_bytes(std::string& to, std::string_view bytes) {
    append_number(to, static_cast<std::int32_t>(bytes.size()));
    to += bytes;
}

void append_instant(std::string& to, instant moment) {
    constexpr std::chrono::sys_days epoch(std::chrono::year(2000) / std::chrono::January / 1);
    append_column(to, static_cast<std::int64_t>((moment - epoch).count()));
}

/// The columns of sql/job/copy_jobs.sql, of a job that is due now, as job.stage_of and job.rank_of say.
struct copied_jobs {
    std::int32_t queue_id = 0;
    bool gated = false;
    std::chrono::seconds ageing{};
    instant now;

    void append(std::string& to, const uuid& tenant_id, int priority, std::string_view payload) const {
        append_number(to, copy_columns);
        append_instant(to, now);
        append_instant(to, now);
        append_instant(to, now - priority * ageing);
        append_bytes(to, {reinterpret_cast<const char*>(&*tenant_id.begin()), uuid::static_size()});
        append_column(to, static_cast<std::int16_t>(priority));
        append_column(to, queue_id);
        append_column(to, static_cast<std::int8_t>(gated));
        append_bytes(to, gated ? "held" : "ready");
        if (payload.empty()) {
            append_number(to, std::int32_t{-1});
        } else {
            append_number(to, static_cast<std::int32_t>(payload.size() + 1));
            to += '\1';  // the version of the form of jsonb
            to += payload;
        }
    }
};

result<> check_key(std::string_view what, const std::optional<std::string>& key) {
    if (key && (key->empty() || key->size() > key_bytes_max)) {
        return fail(
            errc::bad_input, fmt::format("the {} of a job has 1 to {} bytes, not {}", what, key_bytes_max, key->size())
        );
    }
    return {};
}

result<> check_priority(int priority) {
    if (priority >= -1'000 && priority <= 1'000) return {};
    return fail(errc::bad_input, fmt::format("the priority {} is not from -1000 to 1000", priority));
}

}  // namespace

std::string idempotency_key(const claimed& of) {
    return fmt::format("job-{}-{}", of.id, of.created_at.time_since_epoch().count());
}

std::string_view name_of(form which) {
    return which == form::short_ ? "short" : "long";
}

task<std::optional<std::int64_t>> enqueue(db::transaction& in, new_job wanted, instant now) {
    CO_CHECK(check_priority(wanted.priority));
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
    const copied_jobs rows_of{
        .queue_id = static_cast<std::int32_t>(std::stol(queue.at(0).value_or("0"))),
        .gated = queue.at(1) == "t",
        .ageing = std::chrono::seconds(std::stol(queue.at(3).value_or("0"))),
        .now = wanted.now
    };
    uuid tenant_id;
    std::string payload;
    int priority = 0;
    bool begun = false;
    bool ended = false;
    auto next = [&](std::string& into) -> result<bool> {
        into.clear();
        if (ended) return false;
        if (!begun) into += copy_begin;
        begun = true;
        while (into.size() < copy_bytes) {
            payload.clear();
            priority = 0;
            if (!wanted.next(tenant_id, priority, payload)) {
                into += copy_end;
                ended = true;
                break;
            }
            CHECK_RESULT(check_priority(priority));
            rows_of.append(into, tenant_id, priority, payload);
        }
        return true;
    };
    return on.copy_in(std::string(sql::job::copy_jobs.text), next);
}

}  // namespace vouch::job
