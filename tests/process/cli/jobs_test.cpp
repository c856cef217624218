// vouch jobs, run as an operator runs it: on jobs that were enqueued by SQL, without and with a worker.
#include <algorithm>
#include <chrono>
#include <gtest/gtest.h>
#include <sstream>
#include <thread>

#include "process/scratch_folder.h"
#include "process/spine/home.h"

namespace vouch {

namespace {

constexpr const char* jobs_to_look_at = R"(
INSERT INTO job.queue (name, form, failures_max, crashes_max, ageing_s) VALUES ('mail', 'short', 5, 3, 60);
INSERT INTO job.queue (name, form, failures_max, crashes_max, ageing_s, running_max) VALUES ('report', 'long', 3, 2, 60, 1);
SELECT job.keep_days(now(), 7, 30);
SELECT job.enqueue('mail', '{"to": "ravi"}', (SELECT tenant_id FROM tenant.tenant));
SELECT job.enqueue('mail', p_run_at => now() + interval '3 days');
SELECT job.enqueue('report', p_now => now() - interval '1 minute');
SELECT job.enqueue('report', p_now => now());
SELECT job.let_in(queue_id, now() + interval '1 s', NULL, NULL) FROM job.queue WHERE name = 'report';
INSERT INTO job.dead (id, died_at, cause, created_at, run_at, tenant_id, queue_id, priority, failures, crashes, last_error, unique_key)
 SELECT 100 + n, now() - interval '1 hour', 'failed', now(), now(), job.nobody(), queue_id, 0, 5, 0, 'io: refused', 'same'
   FROM job.queue, generate_series(1, 2) AS n WHERE name = 'mail';
INSERT INTO job.schedule (name, queue_id, expression, zone, created_at, next_at)
 SELECT 'nightly', queue_id, '0 1 * * *', 'Asia/Kolkata', now(), now() + interval '1 day' FROM job.queue WHERE name = 'report';
)";

class Jobs : public testing::Test {
protected:
    Jobs() : server_(folder_ / "server"), home_(server_, folder_ / "lists") {
        home_.done({"schema", "deploy"});
        home_.done({"tenant", "create", "--slug", "bank", "--name", "Sahakari Bank"});
        home_.tamper(jobs_to_look_at);
    }
    std::string jobs(std::vector<std::string> words) { return home_.done(with_jobs(std::move(words))); }
    void refuses(std::vector<std::string> words, int status, const std::string& sentence) {
        const auto ended = home_.vouch(with_jobs(std::move(words)));
        EXPECT_EQ(ended.status, status) << ended.output;
        EXPECT_NE(ended.errors.find(sentence), std::string::npos) << ended.errors;
    }
    void says(const std::vector<std::string>& words, const std::string& sentence) {
        const auto output = jobs(words);
        EXPECT_NE(output.find(sentence), std::string::npos) << output;
    }
    static std::vector<std::string> with_jobs(std::vector<std::string> words) {
        words.insert(words.begin(), "jobs");
        return words;
    }

    test::scratch_folder folder_;
    test::holder server_;
    test::home home_;
};

}  // namespace

TEST_F(Jobs, AreListedShownAndExplained) {
    says({"list"}, "102  dead   mail    -");
    says({"list", "--queue", "report", "--state", "waiting"}, "4  held ");
    says({"list", "--tenant", "bank"}, "1  ready  mail   bank");
    says({"list", "--state", "done"}, "No such jobs.");
    says({"list", "--json", "--limit", "1"}, R"({"jobs":[{"id":102,"state":"dead","queue":"mail",)");
    refuses({"list", "--state", "asleep"}, 4, "no job is \"asleep\"; there are later,");
    refuses({"list", "--queue", "letters"}, 4, "there is no queue \"letters\"");
    refuses({"list", "--tenant", "nobody"}, 4, "nobody");
    says({"show", "1"}, R"(payload       {"to": "ravi"})");
    says({"show", "1", "--json"}, R"("payload":"{\"to\": \"ravi\"}")");
    says({"explain", "2"}, "It may not run before");
    says(
        {"explain", "4"}, "It waits at the gate of the queue: of the queue report at most 1 runs at a time, and job 3"
    );
    says({"explain", "4", "--json"}, R"("code":"no_worker")");
    says({"explain", "101"}, "`vouch jobs retry 101` brings it back");
    for (const auto* command : {"show", "explain", "retry", "cancel"})
        refuses({command, "999"}, 4, "there is no job 999");
    refuses({"discard", "999", "--reason", "none"}, 4, "there is no job 999");
    refuses({"show", "first"}, 2, "\"first\" is not a whole number");
}

TEST_F(Jobs, AreSteered) {
    says({"retry", "2", "--actor", "ravi"}, "2: waits no longer for its time");
    says({"show", "2"}, "[put forward by ravi]");
    refuses({"retry", "2"}, 4, "job 2 does not wait for its time");
    says({"cancel", "2", "--reason", "Sent by hand", "--actor", "ravi"}, "2: cancelled; it did not run");
    says({"show", "2"}, "note          ravi: Sent by hand");
    says({"list", "--state", "cancelled"}, "2  cancelled  mail");
    says({"cancel", "3"}, "3: cancelled");
    EXPECT_EQ(home_.ask("SELECT stage FROM job.job WHERE id = 4"), "ready") << "it has the place behind the gate";
    says({"redrive", "mail"}, "mail: 1 dead job waits again; of 1 the unique key is another's: it stays dead");
    refuses({"retry", "102"}, 4, "is that of job 101 by now");
    says({"discard", "102", "--reason", "Twice the same"}, "102: discarded");
    EXPECT_EQ(home_.ask("SELECT outcome FROM job.finished WHERE id = 102"), "discarded");
}

TEST_F(Jobs, QueuesTenantsAndSchedulesArePaused) {
    says({"pause", "--queue", "mail", "--actor", "ravi"}, "the queue mail: paused;");
    says({"pause", "--queue", "mail"}, "was paused already, since");
    says({"explain", "1"}, "by ravi. `vouch jobs resume --queue mail` lets it go on.");
    says({"queues"}, "* mail: paused since");
    says({"resume", "--queue", "mail"}, "the queue mail: goes on; it was paused for");
    says({"resume", "--queue", "mail"}, "the queue mail: was not paused");
    says({"pause", "--queue", "mail", "--tenant", "bank"}, "bank in the queue mail: paused");
    says({"explain", "1"}, "Its tenant is paused in the queue mail");
    says({"resume", "--queue", "mail", "--tenant", "bank"}, "bank in the queue mail: goes on");
    says({"pause", "--schedule", "nightly"}, "the schedule nightly of the installation: paused; it fires no more");
    says({"schedules"}, "nightly: paused since");
    says({"resume", "--schedule", "nightly"}, "goes on");
    says({"schedules", "--name", "nightly"}, "0 1 * * * in Asia/Kolkata");
    says({"schedules", "--json"}, R"("ahead":[")");
    refuses({"pause"}, 2, "name either a --queue or a --schedule");
    refuses({"pause", "--queue", "letters"}, 4, "there is no queue \"letters\"");
    refuses({"resume", "--schedule", "weekly"}, 4, "the installation has no schedule \"weekly\"");
    refuses({"schedules", "--name", "weekly"}, 4, "there is no schedule \"weekly\"");
}

TEST_F(Jobs, AndWorkersAreCounted) {
    says({"workers"}, "No worker is there");
    home_.tamper(
        "INSERT INTO job.worker (name, version, queues) VALUES ('here:1', 'v1', '{mail}'), ('gone:2', 'v1', '{mail}');"
        "UPDATE job.worker SET heartbeat_at = now() - interval '1 hour' WHERE name = 'gone:2'"
    );
    says({"workers"}, "60 minutes ago, dead");
    says({"workers", "--json"}, R"("name":"here:1","version":"v1","queues":["mail"])");
    says({"explain", "1"}, "Nothing hinders it: it is next");
    const auto output = jobs({"queues"});
    std::istringstream lines(output);
    std::string first, second, third;
    std::getline(lines, first);
    std::getline(lines, second);
    std::getline(lines, third);
    EXPECT_EQ(first, "queue   form   later  held  ready  runs  dead  done today  oldest waits") << output;
    EXPECT_TRUE(second.starts_with("mail    short      1     -      1     0     2           0 ")) << output;
    EXPECT_TRUE(third.starts_with("report  long       0     1      1     0     0           0 ")) << output;
    says({"queues", "--json"}, R"("name":"mail","form":"short","gated":false,)");
}

}  // namespace vouch
