// Workers that nobody would wake for a minute are woken by the bell.
#include "job/doorbell.h"

#include "db/job/workplace.h"

using namespace vouch;
using namespace std::chrono_literals;

namespace {

class Doorbell : public test::workplace {};

TEST_F(Doorbell, WakesAWorkerThatSleeps) {
    const job::queue each{.settings = {.name = queue_named("bell")}, .handler = test::leave_effects};
    auto settings = worker_named();
    settings.poll_ms = 60'000ms;
    job::worker worker(context, settings, {each});
    ASSERT_TRUE(run(worker.start()));
    wait_until([] { return false; }, 300ms);  // it listens, and has looked
    for (int i = 1; i <= 3; ++i) {
        enqueue({.queue = each.settings.name});
        EXPECT_FALSE(wait_until([&] { return worker.counts().finished == i; }, 150ms)) << "nobody rang";
        db::pool pool(context, this->settings(db::role::app));
        job::doorbell bell(context, pool);
        bell.ring(each.settings.name);
        EXPECT_TRUE(wait_until([&] { return worker.counts().finished == i; }, 1'000ms)) << i;
    }
    ASSERT_TRUE(run(worker.drain()));
}

}  // namespace
