#pragma once
// A small file read whole, to look values up in.
#include <string>
#include <string_view>
#include <unordered_map>

namespace vouch::record {

inline constexpr std::size_t lookup_rows_max = 100'000;

class lookup_table {
public:
    /// Keeps the first value of a key. False when the key is there already with another value.
    bool add(std::string_view key, std::string_view value) {
        const auto [place, added] = values_.try_emplace(std::string(key), value);
        return added || place->second == value;
    }

    /// The value of a key, or null.
    const std::string* find(const std::string& key) const {
        const auto found = values_.find(key);
        return found == values_.end() ? nullptr : &found->second;
    }

    std::size_t size() const { return values_.size(); }

private:
    std::unordered_map<std::string, std::string> values_;
};

}  // namespace vouch::record
