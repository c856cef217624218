#include "db/conninfo.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>
#include <libpq-fe.h>
#include <memory>
#include <string_view>

namespace vouch::db {

std::string without_secrets(const std::string& conninfo) {
    constexpr std::array<std::string_view, 5> shown{"host", "hostaddr", "port", "dbname", "user"};
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> parsed(
        PQconninfoParse(conninfo.c_str(), nullptr), PQconninfoFree
    );
    if (!parsed) return "(cannot be read)";
    std::string text;
    for (const auto* option = parsed.get(); option->keyword; ++option) {
        if (!option->val || std::ranges::find(shown, option->keyword) == shown.end()) continue;
        // Of a password that was not encoded, its end.
        if (std::string_view(option->val).contains('@')) return "(cannot be read)";
        text += fmt::format("{}{}={}", text.empty() ? "" : " ", option->keyword, option->val);
    }
    return text;
}

}  // namespace vouch::db
