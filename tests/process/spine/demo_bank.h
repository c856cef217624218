#pragma once
// The made-up bank, made once for all tests that look at it.
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

}  // namespace vouch::test
