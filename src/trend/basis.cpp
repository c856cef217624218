#include "trend/basis.h"

namespace vouch::trend {

std::string_view name_of(basis wanted) {
    return wanted == basis::reported ? "reported" : "restated";
}

result<> check_known_at(basis wanted, const std::optional<instant>& known_at) {
    if (!known_at || wanted == basis::restated) return {};
    return fail(
        errc::bad_input, "what was reported does not change with what was known later: ask for --basis restated"
    );
}

}  // namespace vouch::trend
