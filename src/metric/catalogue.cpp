#include "metric/catalogue.h"

#include <array>
#include <string>

#include "metric/definition_1.h"
#include "metric/definition_2.h"

namespace vouch::metric {

namespace {
constexpr std::array definitions{&definition_1, &definition_2};
}

const definition& current_definition() {
    return *definitions.back();
}

result<const definition*> find_definition(int version) {
    for (const auto* known : definitions) {
        if (known->version == version) return known;
    }
    return fail(
        errc::schema_mismatch,
        "this program does not know version " + std::to_string(version) +
            " of the metric definitions; use the version of vouch that captured it, or a newer one"
    );
}

}  // namespace vouch::metric
