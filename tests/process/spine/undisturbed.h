#pragma once
// What the made-up source becomes when nothing disturbs the work, made once for all tests that disturb it.
#include <filesystem>

#include "process/scratch_folder.h"
#include "process/spine/home.h"
#include "process/spine/made_up_source.h"

namespace vouch::test {

class undisturbed_run {
public:
    undisturbed_run();

    const made_up_source& source() const { return source_; }
    const std::filesystem::path& exceptions() const { return exceptions_; }

    /// Imported and replayed.
    const outcome& result() const { return result_; }

    /// Makes the data directory of `place` one in which the source is imported and nothing is replayed.
    void copy_imported(const home& place) const;

private:
    scratch_folder folder_;
    made_up_source source_;
    std::filesystem::path exceptions_;
    outcome result_;
};

const undisturbed_run& undisturbed();

}  // namespace vouch::test
