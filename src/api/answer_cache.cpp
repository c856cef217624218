#include "api/answer_cache.h"

#include <iterator>

namespace vouch::api {

namespace {

constexpr std::size_t entry_bytes = 200;  // of the list, the map and the strings, about
constexpr std::size_t largest_share = 8;

}  // namespace

std::size_t answer_cache::size_of(const entry& one) {
    return one.key.size() + one.answer.etag.size() + one.answer.content.bytes().size() + entry_bytes;
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
    std::list<entry> added;
    added.push_back({std::move(key), std::move(made)});
    const auto size = size_of(added.front());
    if (size > bytes_max_ / largest_share) return;
    std::list<entry> gone;  // freed behind the lock
    const std::scoped_lock lock(access_);
    if (!places_.emplace(added.front().key, added.begin()).second) return;
    entries_.splice(entries_.begin(), added);
    bytes_ += size;
    while (bytes_ > bytes_max_) {
        bytes_ -= size_of(entries_.back());
        places_.erase(entries_.back().key);
        gone.splice(gone.begin(), entries_, std::prev(entries_.end()));
    }
}

}  // namespace vouch::api
