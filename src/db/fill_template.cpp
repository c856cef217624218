#include "db/fill_template.h"

namespace vouch::db {

std::string fill_template(
    std::string_view statement_template, std::initializer_list<std::pair<std::string_view, std::string_view>> parts
) {
    // The head comment names the placeholders; it is not part of the statement.
    auto text = std::string(statement_template);
    while (text.starts_with("--")) text.erase(0, text.find('\n') + 1);
    for (const auto& [name, part] : parts) {
        const auto placeholder = "{" + std::string(name) + "}";
        for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder, at + part.size())) {
            text.replace(at, placeholder.size(), part);
        }
    }
    return text;
}

}  // namespace vouch::db
