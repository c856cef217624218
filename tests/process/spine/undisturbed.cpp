#include "process/spine/undisturbed.h"

#include <gtest/gtest.h>

namespace vouch::test {

namespace {

void copy_folder(const std::filesystem::path& from, const std::filesystem::path& to) {
    auto copied = run({"cp", "-a", from, to});
    ASSERT_EQ(copied.status, 0) << copied.errors;
}

}  // namespace

undisturbed_run::undisturbed_run() : source_(folder_ / "source"), exceptions_(folder_ / "exceptions.csv") {
    home place(folder_ / "data");
    place.done({"schema", "deploy"});
    place.done(source_.import_words(exceptions_));
    copy_folder(folder_ / "data", folder_ / "imported");
    place.done({"replay", "--tenant", "river"});
    result_ = outcome_of(place, "river", exceptions_);
}

void undisturbed_run::copy_imported(const home& place) const {
    copy_folder(folder_ / "imported", place.data());
}

const undisturbed_run& undisturbed() {
    static const undisturbed_run made;
    return made;
}

}  // namespace vouch::test
