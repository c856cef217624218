#pragma once
// Which records an import has seen, in 128 bits each: a record's identifier is a hash of its key.
#include <array>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <boost/uuid/uuid_hash.hpp>
#include <cstdint>
#include <optional>

#include "base/values.h"
#include "record/import/field_rules.h"

namespace vouch::record {

/// The row that brought a record.
struct first_seen {
    std::uint32_t table = 0;
    std::uint32_t row = 0;  // as a spreadsheet numbers it, modulo 2^32
};

class key_register {
public:
    /// Counts the rows with a key, from 1 for the first.
    std::uint64_t count(record_kind kind, const uuid& key) { return ++counted_[place(kind)][key]; }

    /// The record was brought by a row of this import.
    void add(record_kind kind, const uuid& id, first_seen where) { seen_[place(kind)].emplace(id, where); }
    std::optional<first_seen> find(record_kind kind, const uuid& id) const;

    /// The record was brought by an earlier import, so that rows may refer to it.
    void add_recorded(record_kind kind, const uuid& id) { recorded_[place(kind)].insert(id); }
    bool exists(record_kind kind, const uuid& id) const;

    /// A value that must be unique, by a hash of it.
    bool is_taken(const uuid& value) const { return taken_.contains(value); }
    void take(const uuid& value) { taken_.insert(value); }

private:
    static std::size_t place(record_kind kind) { return static_cast<std::size_t>(kind); }

    static constexpr std::size_t kinds = std::size(record_kind_words);
    std::array<boost::unordered_flat_map<uuid, first_seen>, kinds> seen_;
    std::array<boost::unordered_flat_map<uuid, std::uint32_t>, kinds> counted_;
    std::array<boost::unordered_flat_set<uuid>, kinds> recorded_;
    boost::unordered_flat_set<uuid> taken_;
};

}  // namespace vouch::record
