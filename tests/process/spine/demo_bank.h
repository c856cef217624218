#pragma once
// The made-up bank, made once for all tests that look at it.
#include <string>
#include <vector>

#include "process/scratch_folder.h"
#include "process/spine/home.h"

namespace vouch::test {

class demo_bank {
public:
    demo_bank();

    /// For commands that read: what one test writes here, another would find.
    const home& place() const { return place_; }

    /// What `vouch demo` printed.
    const std::string& summary() const { return summary_; }

    /// Makes the data directory of `place` one with this bank in it, to be changed at will.
    void copy_to(const home& place) const;

private:
    scratch_folder folder_;
    home place_{folder_ / "data"};
    std::string summary_;
};

const demo_bank& made_demo();

/// Ten days of which every figure is held against tests/oracle.
inline const std::vector<std::string> days_of_the_demo{
    "2023-04-30",
    "2023-09-30",
    "2024-02-29",
    "2024-03-31",
    "2024-10-14",
    "2024-12-31",
    "2025-03-31",
    "2025-06-30",
    "2025-12-31",
    "2026-02-28"
};

}  // namespace vouch::test
