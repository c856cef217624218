#pragma once
// What the program's own commands say of a tenant, held against what tests/oracle/metrics.py works out from its history
// by docs/metrics.md alone.
#include <boost/json/value.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "process/scratch_folder.h"
#include "process/spine/home.h"

namespace vouch::test {

/// A basis in the words of both: of `vouch`, and of metrics.py. Empty: as reported.
struct told_basis {
    std::vector<std::string> vouch;
    std::vector<std::string> oracle;
};

class told_apart {
public:
    /// Exports the history of a tenant, as it is now. `until`: the last day of restated periods.
    told_apart(const home& place, std::string tenant, std::string until);

    told_basis reported() const { return {}; }
    /// As known after the last change set recorded until an instant; none named: now.
    told_basis restated(const std::string& known_at = "") const;

    /// closure, repeats and movements of every period of a grain. Returns how many periods have figures.
    std::size_t compare_trends(const std::string& grain, const told_basis& basis) const;
    /// The roll-forward of every period of a grain, which must balance. Returns how many were compared.
    std::size_t compare_roll_forwards(const std::string& grain, const told_basis& basis) const;
    /// Every metric at the end of days.
    void compare_days(const std::vector<std::string>& days, const told_basis& basis) const;
    /// The points and bands of branches. Returns how many branches had any points.
    std::size_t compare_branches(const std::vector<std::string>& days, const told_basis& basis) const;

    boost::json::value ask_program(std::vector<std::string> words, const std::vector<std::string>& more = {}) const;
    boost::json::value ask_oracle(std::vector<std::string> words, const told_basis& basis) const;

private:
    const home* place_;
    std::string tenant_, until_;
    mutable std::map<std::vector<std::string>, boost::json::value> calculated_;  // asked for before
    scratch_folder folder_;
    std::filesystem::path chain_{folder_ / "chain.jsonl"};
};

}  // namespace vouch::test
