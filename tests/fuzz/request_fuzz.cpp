// Any bytes as the address and the headers of a request: nothing crashes, hangs or grows, and what is read is text that
// PostgreSQL takes and that is read again as it was written. Built by the preset fuzz.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/entity_tag.h"
#include "http/header_rules.h"
#include "http/target.h"

namespace {

void require(bool holds) {
    if (!holds) std::abort();
}

void check_text(const std::string& text) {
    for (const unsigned char letter : text) require(letter >= 0x20 && letter != 0x7F);
    const auto again = vouch::http::parse_target("/" + vouch::http::percent_encoded(text) + "x");
    require(again && again->segments == std::vector<std::string>{text + "x"});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace vouch::http;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (const auto found = parse_target(text)) {
        require(found->path.starts_with('/') && found->segments.size() <= segments_max);
        require(found->parameters.size() <= parameters_max);
        for (const auto& segment : found->segments) check_text(segment);
        for (const auto& [name, value] : found->parameters) {
            check_text(name);
            check_text(value);
        }
    }
    require(accepted_id(text).size() <= 64);
    const std::string names[] = {"vouch.example"};
    is_host_of(text, names);
    is_same_origin(text, "localhost");
    accepts_coding(text, "br");
    none_match_names(text, "\"tag\"");
    return 0;
}
