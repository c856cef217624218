#include "http/entity_tag.h"

#include "base/sha256.h"

namespace vouch::http {

std::string entity_tag(std::string_view made_from) {
    constexpr std::size_t digits = 32;  // 128 bits: nobody finds two that are alike
    return '"' + to_string(sha256_of(made_from)).substr(0, digits) + '"';
}

bool none_match_names(std::string_view if_none_match, std::string_view tag) {
    if (if_none_match == "*") return true;
    while (!if_none_match.empty()) {
        const auto begin = if_none_match.find('"');
        if (begin == if_none_match.npos) return false;
        const auto end = if_none_match.find('"', begin + 1);
        if (end == if_none_match.npos) return false;
        if (if_none_match.substr(begin, end - begin + 1) == tag) return true;
        if_none_match.remove_prefix(end + 1);
    }
    return false;
}

}  // namespace vouch::http
