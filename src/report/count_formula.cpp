#include "report/count_formula.h"

#include <fmt/format.h>

namespace vouch::report {

const std::vector<std::string_view> outstanding{"ISSUED", "RESPONSE", "COMPLIANCE"};
const std::vector<std::string_view> in_preparation{"DRAFT", "SUBMITTED", "REVIEWED"};

std::string is(std::string_view word) {
    return fmt::format("\"{}\"", word);
}
std::string is_not(std::string_view word) {
    return fmt::format("\"<>{}\"", word);
}

std::string count(std::string_view sheet, const std::vector<condition>& conditions) {
    std::string terms;
    for (const auto& [column, criterion] : conditions) {
        terms += fmt::format("{}{}_{},{}", terms.empty() ? "" : ",", sheet, column, criterion);
    }
    return "COUNTIFS(" + terms + ")";
}

std::string count_any(
    std::string_view sheet,
    std::string_view column,
    const std::vector<std::string_view>& words,
    const std::vector<condition>& besides
) {
    std::string sum;
    for (const auto word : words) {
        auto conditions = besides;
        conditions.emplace_back(column, is(word));
        sum += (sum.empty() ? "" : "+") + count(sheet, conditions);
    }
    return sum;
}

std::string up_to(std::string_view number) {
    return fmt::format(R"("<="&({}))", number);
}
std::string at_least(std::string_view number) {
    return fmt::format(R"(">="&({}))", number);
}

std::string share(std::string_view part, std::string_view whole) {
    return fmt::format(
        R"(IF({1}>0,IF({0}=0,0,IF({0}={1},100,MIN(MAX(ROUND({0}*1000/{1},0),1),999)/10)),"unknown"))", part, whole
    );
}

}  // namespace vouch::report
