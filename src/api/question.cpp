#include "api/question.h"

#include <charconv>
#include <fmt/format.h>

namespace vouch::api {

namespace {

std::unexpected<error> wrong(std::string_view name, std::string_view why) {
    return fail(errc::bad_input, fmt::format("{}: {}", name, why));
}

/// What `read` makes of a parameter; its error under the parameter's name.
template <class T>
result<std::optional<T>> read(
    const http::request& asked, std::string_view name, result<T> (*reader)(std::string_view)
) {
    const auto given = asked.parameter(name);
    if (!given) return std::nullopt;
    auto value = reader(*given);
    if (!value) return wrong(name, value.error().detail);
    return *std::move(value);
}

result<std::string> as_it_is(std::string_view text) {
    return std::string(text);
}

}  // namespace

result<std::optional<date>> date_of(const http::request& asked, std::string_view name) {
    return read(asked, name, parse_date);
}

result<std::optional<instant>> instant_of(const http::request& asked, std::string_view name) {
    return read(asked, name, parse_instant);
}

result<std::optional<std::string>> text_of(const http::request& asked, std::string_view name) {
    return read(asked, name, as_it_is);
}

result<std::optional<std::int32_t>> number_of(
    const http::request& asked, std::string_view name, std::int32_t min, std::int32_t max
) {
    const auto given = asked.parameter(name);
    if (!given) return std::nullopt;
    std::int32_t number = 0;
    const auto* const last = given->data() + given->size();
    const auto [end, failure] = std::from_chars(given->data(), last, number);
    if (failure != std::errc{} || end != last || number < min || number > max) {
        return wrong(name, fmt::format("\"{}\" is no whole number from {} to {}", *given, min, max));
    }
    return number;
}

result<date> required_date_of(const http::request& asked, std::string_view name) {
    TRY(given, date_of(asked, name));
    if (!given) return wrong(name, "it is missing; a date such as 2026-02-28 is wanted");
    return *given;
}

result<knowledge> knowledge_of(const http::request& asked) {
    knowledge wanted;
    if (const auto given = asked.parameter("basis"); given == "restated") {
        wanted.on = trend::basis::restated;
    } else if (given && given != "reported") {
        return wrong("basis", fmt::format("\"{}\" is not one of reported, restated", *given));
    }
    TRY(known_at, instant_of(asked, "known_at"));
    if (known_at && wanted.on == trend::basis::reported) {
        return wrong(
            "known_at", "what was reported does not change with what was known later: ask with basis=restated"
        );
    }
    wanted.known_at = known_at;
    return wanted;
}

result<trend::grain> grain_of(const http::request& asked) {
    const auto given = asked.parameter("grain");
    if (!given) return trend::grain::quarter;
    const auto found = trend::parse_grain(*given);
    if (!found) return wrong("grain", found.error().detail);
    return *found;
}

}  // namespace vouch::api
