#pragma once
// Ours against a rival, in turns, in one run: what else the machine does at the time hits both.
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"

namespace vouch::bench {

/// What one attempt cost, in the unit of its line; or how much it did, where more is better.
using attempt = std::function<result<double>()>;

/// Runs work and returns how long it took, in milliseconds.
result<double> milliseconds_of(const std::function<result<>()>& work);

struct comparison {
    std::vector<double> ours;
    std::vector<double> rival;  // as many, each measured right before or after ours
};

/// One uncounted round, then `rounds` rounds, in which ours and the rival take turns at being first; ends early, but
/// not before three rounds, after `seconds_max`. Errors: those of the attempts.
result<comparison> take_turns(int rounds, double seconds_max, const attempt& ours, const attempt& rival);

/// The same against several rivals at once, one comparison for each: ours is attempted once a round, before all of them
/// or behind them.
result<std::vector<comparison>> take_turns(
    int rounds, double seconds_max, const attempt& ours, const std::vector<attempt>& rivals
);

double median(std::vector<double> values);

/// What a figure is held against. A target about a ratio has a rival, one about the figure itself needs none.
struct target {
    enum class kind { none, ratio_at_most, ratio_at_least, at_most } of = kind::none;
    double value = 0;
};

/// Prints the lines of the table as they come: the best and the median of each side, and the median over the rounds of
/// ours / rival within a round.
class table {
public:
    static void print_head();
    /// unit: "ms" or "MB", where less is better, or "/s".
    void add(const std::string& what, const std::string& unit, const comparison& measured, target wanted);
    int missed() const { return missed_; }

private:
    int missed_ = 0;
};

}  // namespace vouch::bench
