#pragma once
// Parameters of a request, read as what they are. Each error is bad_input and names the parameter.
#include <optional>
#include <string>
#include <string_view>

#include "base/values.h"
#include "http/request.h"
#include "trend/series.h"

namespace vouch::api {

/// None where it is not given, as with the others.
result<std::optional<date>> date_of(const http::request& asked, std::string_view name);
result<std::optional<instant>> instant_of(const http::request& asked, std::string_view name);
result<std::optional<std::string>> text_of(const http::request& asked, std::string_view name);
result<std::optional<std::int32_t>> number_of(
    const http::request& asked, std::string_view name, std::int32_t min, std::int32_t max
);
result<date> required_date_of(const http::request& asked, std::string_view name);

struct knowledge {
    trend::basis on = trend::basis::reported;
    std::optional<instant> known_at;  // with basis restated only
};
/// The parameters basis and known_at.
result<knowledge> knowledge_of(const http::request& asked);

/// The parameter grain; a quarter where it is not given.
result<trend::grain> grain_of(const http::request& asked);

}  // namespace vouch::api
