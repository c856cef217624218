#include "api/answer_cache.h"

namespace vouch::api {

namespace {

constexpr std::size_t entry_bytes = 200;  // of the list, the map and the strings, about
constexpr std::size_t largest_share = 8;

}  // namespace

std::size_t answer_cache::size_of(const entry& one) {
    return one.key.size() + one.answer.content.bytes().size() + entry_bytes;
}

std::optional<tagged_answer> answer_cache::find(std::string_view key) {
    const std::scoped_lock lock(access_);
    const auto place = places_.find(key);
    if (place == places_.end()) return std::nullopt;
    entries_.splice(entries_.begin(), entries_, place->second);
    return place->second->answer;
}

std::size_t answer_cache::bytes() const {
    const std::scoped_lock lock(access_);
    return bytes_;
}

void answer_cache::keep(std::string key, tagged_answer made) {
    entry added{std::move(key), std::move(made)};
    const auto size = size_of(added);
    if (size > bytes_max_ / largest_share) return;
    const std::scoped_lock lock(access_);
    if (places_.contains(added.key)) return;
    entries_.push_front(std::move(added));
    places_.emplace(entries_.front().key, entries_.begin());
    bytes_ += size;
    while (bytes_ > bytes_max_) {
        bytes_ -= size_of(entries_.back());
        places_.erase(entries_.back().key);
        entries_.pop_back();
    }
}

}  // namespace vouch::api
