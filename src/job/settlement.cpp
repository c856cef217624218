#include "job/settlement.h"

#include <spdlog/spdlog.h>

#include "job/retry.h"

namespace vouch::job {

void settlement::add(const claimed& job, const verdicts& say) {
    const auto* said = say.find(job.id);
    if (said == nullptr) {
        done_.push_back(job.id);
    } else if (const auto* done = std::get_if<verdicts::done_with>(said)) {
        done_.push_back(job.id);
        with_result_.push_back(job.id);
        results_.push_back(done->result);
    } else if (const auto* later = std::get_if<verdicts::later>(said)) {
        put_back(job, later->run_at, std::nullopt);
    } else {
        bury(job, std::get<verdicts::give_up>(*said).reason);
    }
    if (job.gated) freed_.emplace(job.tenant_id, job.key);
}

void settlement::add_failed(const claimed& job, const error& why) {
    const auto words = describe(why);
    const int failures = job.failures + 1;
    const auto again = retry_at(failures, queue_.settings, now_, of_.chance());
    spdlog::warn(
        "job {} of {} failed, {} of {} times: {}",
        job.id,
        queue_.settings.name,
        failures,
        queue_.settings.failures_max,
        words
    );
    if (again)
        put_back(job, *again, words);
    else
        bury(job, words);
    if (job.gated) freed_.emplace(job.tenant_id, job.key);
}

void settlement::add_cancelled(const claimed& job, std::string by) {
    cancelled_.push_back(job.id);
    cancelled_by_.push_back(std::move(by));
    if (job.gated) freed_.emplace(job.tenant_id, job.key);
}

void settlement::add_interrupted(const claimed& job) {
    put_back(job, now_, std::nullopt);
    if (job.gated) freed_.emplace(job.tenant_id, job.key);
}

std::vector<db::command> settlement::commands() {
    std::vector<db::command> all;
    if (!done_.empty()) {
        all.push_back({finish.sql, db::parameters::of(done_, started_at_, now_, of_.worker_id, with_result_, results_)}
        );
    }
    if (!back_.empty()) {
        all.push_back({job::put_back.sql, db::parameters::of(back_, back_at_, back_why_, back_failures_, now_)});
    }
    if (!over_.empty()) {
        all.push_back(
            {job::bury.sql, db::parameters::of(over_, over_why_, std::string("failed"), now_, over_failures_, 1)}
        );
    }
    if (!cancelled_.empty()) all.push_back({finish_cancelled.sql, db::parameters::of(cancelled_, now_, cancelled_by_)});
    for (const auto& [tenant_id, key] : freed_) {
        all.push_back({let_in.sql, db::parameters::of(queue_.queue_id, now_, std::optional(tenant_id), key, nobody)});
    }
    return all;
}

void settlement::put_back(const claimed& job, instant run_at, std::optional<std::string> why) {
    back_.push_back(job.id);
    back_at_.push_back(run_at);
    back_why_.push_back(std::move(why));
    back_failures_.push_back(job.failures);
}

void settlement::bury(const claimed& job, std::string why) {
    over_.push_back(job.id);
    over_why_.push_back(std::move(why));
    over_failures_.push_back(job.failures);
}

}  // namespace vouch::job
