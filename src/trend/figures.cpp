#include "trend/figures.h"

#include <boost/json/object.hpp>

#include "trend/facts.h"

namespace vouch::trend {

result<figures> figures_of(std::string_view document) {
    TRY(groups, parse_facts(std::string(document)));
    figures all;
    for (const auto& group : groups) {
        if (!group.value().is_object()) continue;
        for (const auto& member : group.value().get_object()) {
            const auto* number = member.value().if_int64();
            all.emplace(
                std::string(group.key()) + "." + std::string(member.key()),
                number == nullptr ? std::nullopt : std::optional(*number)
            );
        }
    }
    return all;
}

}  // namespace vouch::trend
