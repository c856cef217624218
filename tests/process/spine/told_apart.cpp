#include "process/spine/told_apart.h"

#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>

namespace vouch::test {

namespace {

namespace json = boost::json;

std::string text_of(const json::value& object, std::string_view member) {
    return std::string(object.at(member).as_string());
}

void append(std::vector<std::string>& words, const std::vector<std::string>& more) {
    words.insert(words.end(), more.begin(), more.end());
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ","));
}

/// By the first day, which no two periods of a grain share.
std::map<std::string, json::value> by_first_day(const json::value& periods) {
    std::map<std::string, json::value> all;
    for (const auto& each : periods.as_array()) all[text_of(each, "starts_on")] = each;
    return all;
}

}  // namespace

told_apart::told_apart(const home& place, std::string tenant, std::string until)
    : place_(&place), tenant_(std::move(tenant)), until_(std::move(until)) {
    const auto exported = place.export_chain(tenant_, chain_);
    EXPECT_EQ(exported.status, 0) << exported.errors;
}

told_basis told_apart::restated(const std::string& known_at) const {
    told_basis basis{{"--basis", "restated"}, {"--known-seq", "head", "--until", until_}};
    if (known_at.empty()) return basis;
    append(basis.vouch, {"--known-at", known_at});
    basis.oracle.at(1) = place_->ask(
        "SELECT coalesce(max(seq), 0) FROM seal.change_set JOIN tenant.tenant USING (tenant_id) WHERE slug = '" +
        tenant_ + "' AND recorded_at <= '" + known_at + "'"
    );
    return basis;
}

json::value told_apart::ask_program(std::vector<std::string> words, const std::vector<std::string>& more) const {
    append(words, {"--tenant", tenant_, "--json"});
    append(words, more);
    return json::parse(place_->done(words));
}

json::value told_apart::ask_oracle(std::vector<std::string> words, const told_basis& basis) const {
    append(words, basis.oracle);
    auto& answer = calculated_[words];
    if (answer.is_null()) {
        const auto calculated = calculate(chain_, words);
        EXPECT_EQ(calculated.status, 0) << calculated.errors;
        answer = json::parse(calculated.output);
    }
    return answer;
}

std::size_t told_apart::compare_trends(const std::string& grain, const told_basis& basis) const {
    const auto expected = by_first_day(ask_oracle({"--periods", grain}, basis));
    auto more = basis.vouch;
    if (!more.empty()) append(more, {"--to", until_});
    for (const auto* metric : {"closure", "repeats", "movements"}) {
        const auto trend = ask_program({"trend", metric, "--grain", grain}, more);
        std::size_t with_figures = 0;
        for (const auto& point : trend.at("points").as_array()) {
            const auto label = text_of(point, "label");
            const auto found = expected.find(text_of(point, "starts_on"));
            if (point.at("business_date").is_null()) {
                EXPECT_EQ(found, expected.end()) << label << " is a gap in " << metric;
                for (const auto& value : point.at("values").as_object()) EXPECT_TRUE(value.value().is_null()) << label;
                continue;
            }
            ++with_figures;
            if (found == expected.end()) {
                ADD_FAILURE() << label << " should be a gap in " << metric;
                continue;
            }
            EXPECT_EQ(label, text_of(found->second, "label"));
            EXPECT_EQ(point.at("business_date"), found->second.at("business_date")) << label;
            EXPECT_EQ(point.at("values"), found->second.at(metric))
                << metric << " of " << label << " " << joined(basis.vouch);
        }
        EXPECT_EQ(with_figures, expected.size()) << metric;
    }
    return expected.size();
}

std::size_t told_apart::compare_roll_forwards(const std::string& grain, const told_basis& basis) const {
    std::size_t compared = 0;
    for (const auto& [first_day, expected] : by_first_day(ask_oracle({"--periods", grain}, basis))) {
        const auto label = text_of(expected, "label");
        const auto where = fmt::format("{} {}", label, joined(basis.vouch));
        const auto found = ask_program({"rollforward", "--period", label, "--starts-on", first_day}, basis.vouch);
        if (!basis.vouch.empty() && found.at("closing_date") != expected.at("business_date")) {
            EXPECT_EQ(text_of(expected, "business_date"), until_) << where << ": it has gone on since";
            continue;
        }
        const auto& moved = expected.at("roll_forward");
        EXPECT_EQ(found.at("closing_date"), expected.at("business_date")) << where;
        EXPECT_EQ(found.at("known_seq"), expected.at("known_seq")) << where;
        EXPECT_EQ(found.at("withdrawn"), moved.at("withdrawn")) << where;
        EXPECT_TRUE(found.at("balances").as_bool()) << where;
        for (const auto severity : std::array{"critical", "high", "medium", "low"}) {
            json::object lines{{"opening_reported", nullptr}, {"corrections", nullptr}};  // where it was never captured
            std::int64_t balance = 0;
            for (const auto& each : found.at("lines").as_array()) {
                const auto name = text_of(each, "line");
                const auto sign = text_of(each, "sign");
                lines[name] = each.at(severity);
                if (name == "opening" || (sign == "+" && name != "corrections"))
                    balance += each.at(severity).as_int64();
                if (sign == "-") balance -= each.at(severity).as_int64();
            }
            EXPECT_EQ(lines, moved.at(severity).as_object()) << severity << " of " << where;
            EXPECT_EQ(lines.at("closing").as_int64(), balance) << severity << " of " << where;
        }
        ++compared;
    }
    return compared;
}

void told_apart::compare_days(const std::vector<std::string>& days, const told_basis& basis) const {
    auto asked = basis;
    if (asked.oracle.empty()) asked = {{"--basis", "reported"}, {"--known-seq", "reported"}};
    const auto expected = ask_oracle({"--days", joined(days)}, asked);
    EXPECT_EQ(expected.as_array().size(), days.size()) << "a day was not captured";
    for (const auto& each : expected.as_array()) {
        const auto day = text_of(each, "business_date");
        const auto found = ask_program({"metrics", "--as-of", day}, asked.vouch);
        EXPECT_EQ(found.at("known_seq"), each.at("known_seq")) << day;
        EXPECT_EQ(found.at("metrics").as_object(), each.at("metrics").as_object()) << day << " " << joined(asked.vouch);
    }
}

std::size_t told_apart::compare_branches(const std::vector<std::string>& days, const told_basis& basis) const {
    std::size_t with_points = 0;
    for (const auto& each : ask_oracle({"--branch-risk", joined(days)}, basis).as_array()) {
        const auto day = text_of(each, "business_date");
        const auto found = ask_program({"metrics", "--as-of", day, "--branches"}, basis.vouch);
        EXPECT_EQ(found.at("known_seq"), each.at("known_seq")) << day;
        std::map<std::string, std::string> told, expected;  // by branch: points and band
        for (const auto& branch : found.at("branches").as_array()) {
            const auto line = fmt::format("{}/{}", branch.at("points").as_int64(), branch.at("band").as_int64());
            EXPECT_TRUE(told.emplace(json::serialize(branch.at("id")), line).second) << "a branch comes twice";
        }
        for (const auto& branch : each.at("branches").as_array()) {
            const auto points = branch.at("points").as_int64();
            expected[json::serialize(branch.at("branch_id"))] =
                fmt::format("{}/{}", points, branch.at("band").as_int64());
            with_points += points > 0 ? 1 : 0;
        }
        EXPECT_EQ(told, expected) << day << " " << joined(basis.vouch);
    }
    return with_points;
}

}  // namespace vouch::test
