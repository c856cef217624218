#pragma once
// Answers kept in memory under everything that they depend on: one that is found is right. What was not asked for
// longest goes first. Of all threads: an answer that one made, the others have.
#include <list>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "http/reply.h"

namespace vouch::api {

/// An answer with its entity tag, which takes longer to make than the answer to find.
struct tagged_answer {
    std::string etag;
    http::body content;
};

class answer_cache {
public:
    explicit answer_cache(std::size_t bytes_max) : bytes_max_(bytes_max) {}

    /// None: it is not there.
    std::optional<tagged_answer> find(std::string_view key);
    /// Larger than an eighth of the whole: it is not kept.
    void keep(std::string key, tagged_answer made);

    std::size_t bytes() const;

private:
    struct entry {
        std::string key;
        tagged_answer answer;
    };
    static std::size_t size_of(const entry& one);

    const std::size_t bytes_max_;
    mutable std::mutex access_;  // of what follows; held for a look-up, never while anything is made
    std::size_t bytes_ = 0;
    std::list<entry> entries_;  // what was asked for last is first
    std::unordered_map<std::string_view, std::list<entry>::iterator> places_;
};

}  // namespace vouch::api
