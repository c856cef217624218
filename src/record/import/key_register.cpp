#include "record/import/key_register.h"

namespace vouch::record {

std::optional<first_seen> key_register::find(record_kind kind, const uuid& id) const {
    const auto& seen = seen_[place(kind)];
    const auto found = seen.find(id);
    return found == seen.end() ? std::nullopt : std::optional(found->second);
}

bool key_register::exists(record_kind kind, const uuid& id) const {
    return seen_[place(kind)].contains(id) || recorded_[place(kind)].contains(id);
}

}  // namespace vouch::record
