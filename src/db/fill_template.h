#pragma once
// Statements whose text is made of a template of sql/ ("..._template.sql") and fixed parts of this program. Never of
// input: values travel as parameters.
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace vouch::db {

/// The template with each {name} replaced. A name that does not occur is left out.
std::string fill_template(
    std::string_view statement_template, std::initializer_list<std::pair<std::string_view, std::string_view>> parts
);

}  // namespace vouch::db
