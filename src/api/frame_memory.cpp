#include "api/frame_memory.h"

#include <utility>

namespace vouch::api {

namespace {

std::size_t size_of(const trend::frame& one) {
    auto bytes = sizeof(one) + one.periods.capacity() * sizeof(trend::framed_period);
    for (const auto& each : one.periods) {
        if (each.taken && each.taken->figures) bytes += each.taken->figures->capacity();
    }
    return bytes;
}

}  // namespace

std::shared_ptr<const trend::frame> frame_memory::find(
    const uuid& tenant, const tenant::standing& at, std::string_view question
) const {
    const auto known = tenants_.find(tenant);
    if (known == tenants_.end() || known->second.head_seq != at.head_seq || known->second.today != at.today) return {};
    const auto found = known->second.frames.find(question);
    return found == known->second.frames.end() ? nullptr : found->second;
}

void frame_memory::keep(const uuid& tenant, const tenant::standing& at, std::string question, trend::frame found) {
    const auto bytes = size_of(found);
    if (bytes_ + bytes > bytes_max_) {
        tenants_.clear();
        bytes_ = 0;
    }
    if (bytes > bytes_max_) return;
    auto& known = tenants_[tenant];
    if (known.head_seq != at.head_seq || known.today != at.today) {
        for (const auto& [each, frame] : known.frames) bytes_ -= size_of(*frame);
        known = {at.head_seq, at.today, {}};
    }
    auto& place = known.frames[std::move(question)];
    if (place) bytes_ -= size_of(*place);
    place = std::make_shared<const trend::frame>(std::move(found));
    bytes_ += bytes;
}

}  // namespace vouch::api
