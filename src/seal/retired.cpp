#include "seal/retired.h"

#include <boost/json/parse.hpp>
#include <limits>

namespace vouch::seal {

namespace json = boost::json;

namespace {

bool read(const json::value& element, retired_snapshot& to) {
    const auto* object = element.if_object();
    if (object == nullptr) return false;
    const auto* id = object->if_contains("id");
    const auto* digest = object->if_contains("digest");
    const auto* seq = object->if_contains("seq");
    const auto* ordinal = object->if_contains("ordinal");
    const bool has_all = id && id->is_string() && digest && digest->is_string() && seq && seq->is_int64() && ordinal &&
                         ordinal->is_int64() && ordinal->get_int64() <= std::numeric_limits<std::int32_t>::max();
    if (!has_all) return false;
    to = {
        std::string(id->get_string()),
        std::string(digest->get_string()),
        seq->get_int64(),
        static_cast<std::int32_t>(ordinal->get_int64())
    };
    return true;
}

}  // namespace

std::vector<retired_snapshot> read_retired(std::string_view document) {
    boost::system::error_code problem;
    const auto parsed = json::parse({document.data(), document.size()}, problem);
    std::vector<retired_snapshot> all;
    const auto* elements = problem ? nullptr : parsed.if_array();
    if (elements == nullptr) return all;
    for (const auto& element : *elements) {
        if (retired_snapshot one; read(element, one)) all.push_back(std::move(one));
    }
    return all;
}

}  // namespace vouch::seal
