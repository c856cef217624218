#include "process/spine/home.h"

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <gtest/gtest.h>
#include <optional>
#include <random>
#include <stdexcept>
#include <thread>

#include "process/first_value.h"
#include "process/scratch_folder.h"

namespace vouch::test {

namespace {

using namespace std::chrono_literals;

constexpr auto patience_of_a_test = 60s;

std::string answer_of(const std::string& conninfo, const std::string& query) {
    auto session = db::session::open(conninfo);
    if (!session) throw std::runtime_error(describe(session.error()));
    auto answer = first_value(*session, query);
    if (!answer) throw std::runtime_error(describe(answer.error()));
    return *answer;
}

std::string as_login(std::string admin_conninfo) {
    constexpr std::string_view superuser = "user=vouch_admin";
    return admin_conninfo.replace(admin_conninfo.find(superuser), superuser.size(), "user=vouch");
}

// Ids come from the id of the tenant, which is made by chance: rows are told apart by their references.
constexpr const char* contents_of_everything = R"(
WITH tables(name, rows) AS (
    SELECT 'observation', string_agg(concat_ws('|', o.external_ref, status, severity, found_on, issued_at, closed_at,
                                               b.code, version, t.title), ';' ORDER BY o.external_ref)
      FROM record.observation AS o JOIN record.observation_text AS t USING (tenant_id, id)
      LEFT JOIN record.branch AS b ON b.tenant_id = o.tenant_id AND b.id = o.branch_id
    UNION ALL
    SELECT 'engagement', string_agg(concat_ws('|', external_ref, status, scheduled_on, completed_on, rating), ';'
                                    ORDER BY external_ref, scheduled_on, completed_on) FROM record.engagement
    UNION ALL
    SELECT 'branch', string_agg(concat_ws('|', external_ref, code, name), ';' ORDER BY code) FROM record.branch
    UNION ALL
    SELECT 'import_file', string_agg(concat_ws('|', name, kind, rows_in, rows_loaded, rows_rejected, rows_ignored), ';'
                                     ORDER BY name, kind) FROM record.import_file
    UNION ALL
    SELECT 'import_exception', string_agg(concat_ws('|', ordinal, file, row_number, field, value, code, effect), ';'
                                          ORDER BY import_id, ordinal) FROM record.import_exception
    UNION ALL
    SELECT 'unfinished import', count(*)::text FROM record.import WHERE finished_at IS NULL
    UNION ALL
    SELECT 'observation_version', string_agg(concat_ws('|', o.external_ref, v.effective_at, v.status, v.closed_at), ';'
                                             ORDER BY o.external_ref, v.seq, v.ordinal)
      FROM history.observation_version AS v JOIN record.observation AS o USING (tenant_id, id)
    UNION ALL
    SELECT 'engagement_version', count(*)::text FROM history.engagement_version
    UNION ALL
    SELECT 'source_row', count(*)::text FROM record.source_row
    UNION ALL
    SELECT 'repeat', string_agg(concat_ws('|', o.external_ref, p.external_ref, v.effective_at), ';'
                                ORDER BY o.external_ref, v.seq, v.ordinal)
      FROM history.observation_version AS v JOIN record.observation AS o USING (tenant_id, id)
      JOIN record.observation AS p ON p.tenant_id = v.tenant_id AND p.id = v.repeat_of_id
    UNION ALL
    SELECT 'source_series', count(*)::text || ' ' || count(repeat_of_id) FROM record.source_series
    UNION ALL
    SELECT 'snapshot', string_agg(concat_ws('|', business_date, revision, metrics), ';' ORDER BY business_date, revision)
      FROM snapshot.dashboard_snapshot
)
SELECT string_agg(name || ': ' || CASE WHEN length(rows) < 20 THEN rows
                                       ELSE array_length(string_to_array(rows, ';'), 1) || ' rows, ' || md5(rows) END,
                  E'\n' ORDER BY name) FROM tables)";

}  // namespace

home::home(const std::filesystem::path& data)
    : data_(data),
      variables_{"VOUCH_DATA_DIR=" + data.string()},
      admin_conninfo_("host='" + (data / "socket").string() + "' port=5432 user=vouch_admin dbname=vouch"),
      always_up_(false) {}

home::home(const holder& server, const std::filesystem::path& data)
    : data_(data),
      variables_{"VOUCH_DATA_DIR=" + data.string(), "VOUCH_DATABASE_URL=" + as_login(server.admin_conninfo())},
      admin_conninfo_(server.admin_conninfo()),
      always_up_(true) {}

std::string home::done(const std::vector<std::string>& words) const {
    auto ended = vouch(words);
    EXPECT_EQ(ended.status, 0) << words.front() << ": " << ended.output << ended.errors;
    return ended.output;
}

/// The server of a data directory nobody works in, for as long as the caller keeps it; none: it is up anyway.
std::optional<embedded::cluster> home::up() const {
    if (always_up_) return {};
    auto started = embedded::cluster::start(data_, embedded::durability::throw_away);
    if (!started) throw std::runtime_error(describe(started.error()));
    return *std::move(started);
}

std::string home::ask(const std::string& query) const {
    auto server = up();
    return answer_of(admin_conninfo_, query);
}

void home::tamper(const std::string& commands) const {
    auto server = up();
    auto session = db::session::open(admin_conninfo_);
    if (!session) throw std::runtime_error(describe(session.error()));
    if (auto done = session->execute("SET session_replication_role = replica; " + commands); !done) {
        throw std::runtime_error(session->server_words());
    }
}

ended home::export_chain(const std::string& tenant, const std::filesystem::path& file) const {
    auto server = up();
    return run(
        {"psql",
         "-X",
         "-q",
         "-A",
         "-t",
         "-v",
         "ON_ERROR_STOP=1",
         "-d",
         admin_conninfo_,
         "-v",
         "tenant=" + tenant,
         "-f",
         VOUCH_SOURCE_DIRECTORY "/tests/oracle/export_chain.sql",
         "-o",
         file}
    );
}

ended home::calculate_apart(const std::string& tenant, const std::vector<std::string>& arguments) const {
    scratch_folder scratch;
    auto exported = export_chain(tenant, scratch / "chain.jsonl");
    return exported.status != 0 ? exported : calculate(scratch / "chain.jsonl", arguments);
}

ended calculate(const std::filesystem::path& chain, const std::vector<std::string>& arguments) {
    std::vector<std::string> words{"python3", VOUCH_SOURCE_DIRECTORY "/tests/oracle/metrics.py", chain};
    words.insert(words.end(), arguments.begin(), arguments.end());
    return run(words);
}

pid_t home::server_id() const {
    pid_t id = 0;
    std::ifstream(data_ / "postgres/postmaster.pid") >> id;
    return id;
}

int onlooker::see(const std::string& query) {
    if (!session_) {
        auto session = db::session::open(place_->admin_conninfo());
        if (!session) return 0;
        session_.emplace(*std::move(session));
    }
    auto answer = first_value(*session_, query);
    if (!answer) session_.reset();  // the server has gone, or does not have the tables yet
    return answer && !answer->empty() ? std::stoi(*answer) : 0;
}

outcome outcome_of(const home& place, const std::string& tenant, const std::filesystem::path& exceptions) {
    return {
        .contents = place.ask(contents_of_everything),
        .exceptions = read_file(exceptions),
        .verified = place.done({"verify", "--tenant", tenant}),
        .trend = place.done({"trend", "severity", "--tenant", tenant, "--grain", "day", "--json"}),
    };
}

void expect_same(const outcome& got, const outcome& wanted) {
    EXPECT_EQ(got.contents, wanted.contents);
    EXPECT_EQ(got.exceptions, wanted.exceptions);
    EXPECT_EQ(got.verified, wanted.verified);
    EXPECT_TRUE(got.trend == wanted.trend) << "the trend by day is another";
}

bool kill_when(const home& place, const std::vector<std::string>& words, const std::string& query, int reached) {
    running_vouch victim(words, place.variables());
    onlooker beside(place);
    auto deadline = std::chrono::steady_clock::now() + patience_of_a_test;
    while (victim.works() && std::chrono::steady_clock::now() < deadline) {
        if (beside.see(query) >= reached) {
            victim.kill_hard();
            return victim.end().status == 128 + SIGKILL;
        }
        std::this_thread::sleep_for(1ms);
    }
    return false;
}

unsigned seed_of_chance() {
    if (const char* given = std::getenv("VOUCH_TEST_SEED")) return static_cast<unsigned>(std::stoul(given));
    return std::random_device{}();
}

}  // namespace vouch::test
