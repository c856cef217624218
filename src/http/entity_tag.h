#pragma once
#include <string>
#include <string_view>

namespace vouch::http {

/// A strong tag, with its quotes, of what an answer was made from. The parts may be of any length.
std::string entity_tag(std::string_view made_from);

/// Whether an If-None-Match names the tag, or is "*": the weak comparison of RFC 9110, 13.1.2.
bool none_match_names(std::string_view if_none_match, std::string_view tag);

}  // namespace vouch::http
