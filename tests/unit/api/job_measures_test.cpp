#include "api/job_measures.h"

#include <gtest/gtest.h>

using namespace vouch;
using namespace std::chrono_literals;

namespace {

TEST(JobMeasures, TellQueuesAndThoseWhoWork) {
    const instant now = parse_instant("2026-03-01T00:00:00Z").value();
    job::queue_standing capture;
    capture.name = "capture";
    capture.ready = 3;
    capture.dead = 1;
    capture.waiting_since = now - 90s;
    job::queue_standing paused;
    paused.name = "mail";
    paused.paused_at = now;
    job::worker_standing alive, silent;
    alive.heartbeat_ms = 1'000;
    silent.heartbeat_ms = 60'000;
    const auto text = api::job_measures({capture, paused}, {alive, silent}, now);
    for (const auto* line : {
             "vouch_jobs{queue=\"capture\",state=\"ready\"} 3\n",
             "vouch_jobs{queue=\"capture\",state=\"dead\"} 1\n",
             "vouch_jobs{queue=\"mail\",state=\"held\"} 0\n",
             "vouch_jobs_queue_paused{queue=\"capture\"} 0\n",
             "vouch_jobs_queue_paused{queue=\"mail\"} 1\n",
             "vouch_jobs_oldest_waiting_seconds{queue=\"capture\"} 90\n",
             "vouch_jobs_workers 1\n",
         }) {
        EXPECT_NE(text.find(line), std::string::npos) << line << text;
    }
}

}  // namespace
