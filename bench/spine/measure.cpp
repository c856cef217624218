#include "spine/measure.h"

#include <algorithm>
#include <chrono>
#include <fmt/format.h>

namespace vouch::bench {

namespace {

using clock = std::chrono::steady_clock;

std::string number(double value) {
    return fmt::format("{:.{}f}", value, value < 10 ? 2 : value < 1'000 ? 1 : 0);
}

double best(const std::vector<double>& values, const std::string& unit) {
    if (values.empty()) return 0;
    return unit == "/s" ? std::ranges::max(values) : std::ranges::min(values);
}

bool is_met(target wanted, double ours, double ratio) {
    switch (wanted.of) {
        case target::kind::none: return true;
        case target::kind::ratio_at_most: return ratio <= wanted.value;
        case target::kind::ratio_at_least: return ratio >= wanted.value;
        case target::kind::at_most: return ours <= wanted.value;
    }
    return false;
}

std::string print(target wanted, const std::string& unit) {
    switch (wanted.of) {
        case target::kind::none: return "";
        case target::kind::ratio_at_most: return fmt::format("<= {:g} x", wanted.value);
        case target::kind::ratio_at_least: return fmt::format(">= {:g} x", wanted.value);
        case target::kind::at_most: return fmt::format("<= {:g} {}", wanted.value, unit);
    }
    return "";
}

}  // namespace

result<double> milliseconds_of(const std::function<result<>()>& work) {
    const auto begun = clock::now();
    CHECK_RESULT(work());
    return std::chrono::duration<double, std::milli>(clock::now() - begun).count();
}

result<comparison> take_turns(int rounds, double seconds_max, const attempt& ours, const attempt& rival) {
    TRY(measured, take_turns(rounds, seconds_max, ours, std::vector{rival}));
    return measured.front();
}

result<std::vector<comparison>> take_turns(
    int rounds, double seconds_max, const attempt& ours, const std::vector<attempt>& rivals
) {
    std::vector<comparison> measured(rivals.size());
    auto begun = clock::now();
    for (int round = -1; round < rounds; ++round) {
        if (round == 0) begun = clock::now();
        if (round >= 3 && std::chrono::duration<double>(clock::now() - begun).count() > seconds_max) break;
        for (const bool mine : {round % 2 == 0, round % 2 != 0}) {
            if (mine) {
                TRY(cost, ours());
                if (round < 0) continue;
                for (auto& each : measured) each.ours.push_back(cost);
            } else {
                for (std::size_t i = 0; i < rivals.size(); ++i) {
                    TRY(cost, rivals[i]());
                    if (round >= 0) measured[i].rival.push_back(cost);
                }
            }
        }
    }
    return measured;
}

double median(std::vector<double> values) {
    if (values.empty()) return 0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

void table::print_head() {
    fmt::print(
        "\n{:<46} {:>6} {:>6} {:>9} {:>9} {:>9} {:>9} {:>7}  {}\n",
        "",
        "rounds",
        "",
        "ours best",
        "median",
        "rival b.",
        "median",
        "ratio",
        "target"
    );
}

void table::add(const std::string& what, const std::string& unit, const comparison& measured, target wanted) {
    std::vector<double> ratios;
    for (std::size_t i = 0; i < std::min(measured.ours.size(), measured.rival.size()); ++i)
        ratios.push_back(measured.ours[i] / measured.rival[i]);
    const auto ratio = median(ratios);
    const auto ours = median(measured.ours);
    const bool met = is_met(wanted, ours, ratio);
    if (!met) ++missed_;
    const bool alone = measured.rival.empty();
    fmt::print(
        "{:<46} {:>6} {:>6} {:>9} {:>9} {:>9} {:>9} {:>7}  {}{}\n",
        what,
        measured.ours.size(),
        unit,
        number(best(measured.ours, unit)),
        number(ours),
        alone ? "" : number(best(measured.rival, unit)),
        alone ? "" : number(median(measured.rival)),
        alone ? "" : fmt::format("{:.2f}", ratio),
        print(wanted, unit),
        wanted.of == target::kind::none ? ""
        : met                           ? "  met"
                                        : "  MISSED"
    );
    std::fflush(stdout);
}

}  // namespace vouch::bench
