#include "db/support/statement_trial.h"

#include <gtest/gtest.h>
#include <stdexcept>

namespace vouch::test {

namespace {

task<std::shared_ptr<db::connection>> open(asio::io_context& context, db::connection_settings settings) {
    auto opened = co_await db::connection::open(context, std::move(settings));
    if (!opened) co_return std::unexpected(std::move(opened).error().cause);
    co_return std::move(*opened);
}

std::string type_name(std::uint32_t type) {
    switch (type) {
        case db::oid::boolean: return "boolean";
        case db::oid::int4: return "integer";
        case db::oid::text: return "text";
        default: return "type " + std::to_string(type);
    }
}

}  // namespace

statement_trial::statement_trial(const std::string& conninfo, const std::string& session_options) {
    auto opened = run_to_end(context_, open(context_, {conninfo, session_options}));
    if (!opened) throw std::runtime_error(describe(opened.error()));
    on_ = std::move(*opened);
    prepare("BEGIN");
}

void statement_trial::prepare(std::string_view text) {
    const auto done = run_to_end(context_, on_->run({{{{{"", text}, {}}}}}));
    if (!done) throw std::runtime_error(std::string(text) + ": " + describe(done.error()));
}

void statement_trial::try_one(db::command wanted, touches expected, const check& fits) {
    const std::string name(wanted.sql.name);
    names_.insert(name);
    const auto answers = run_to_end(context_, on_->run({{{std::move(wanted)}}}));
    ASSERT_TRUE(answers) << name << ": " << describe(answers.error());
    const auto& answer = answers->front();
    EXPECT_EQ(fits(answer, name), "") << name;
    const auto count = answer.column_count() > 0 ? answer.row_count() : answer.rows_affected();
    if (expected == touches::rows) {
        EXPECT_GT(count, 0) << name << " is tried where it has something to do";
    } else if (expected == touches::nothing) {
        EXPECT_EQ(count, 0) << name;
    }
}

void statement_trial::run_as_text(db::statement wanted, const db::parameters& values, std::string_view columns) {
    const auto fits = [columns](const db::answer& from, std::string_view) {
        std::string found;
        for (int at = 0; at < from.column_count(); ++at) {
            found += (at > 0 ? ", " : "") + std::string(from.column_name(at)) + " " + type_name(from.column_type(at));
        }
        return found == columns ? "" : "its columns are " + found;
    };
    const std::string name(wanted.name);
    names_.insert(name);
    const auto answers = run_to_end(context_, on_->run({{{{wanted, values}}}}));
    ASSERT_TRUE(answers) << name << ": " << describe(answers.error());
    EXPECT_EQ(fits(answers->front(), name), "") << name;
}

}  // namespace vouch::test
