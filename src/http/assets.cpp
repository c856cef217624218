#include "http/assets.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <optional>

#include "base/values.h"
#include "http/entity_tag.h"
#include "http/header_rules.h"
#include "http/problem.h"

namespace vouch::http {

namespace {

constexpr std::string_view no_page = R"(<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Vouch</title>
<h1>Vouch</h1>
<p>This server was built without its page. Its API is at <a href="/api/v1/tenants">/api/v1/tenants</a>,
described by <a href="/api/v1/openapi.json">/api/v1/openapi.json</a>.</p>
<p>To build the page: <code>cd web &amp;&amp; npm ci &amp;&amp; npm run build</code>, then build vouch again.</p>
</html>
)";

constexpr std::array content_types{
    std::pair<std::string_view, std::string_view>{".html", "text/html; charset=utf-8"},
    std::pair<std::string_view, std::string_view>{".js", "text/javascript; charset=utf-8"},
    std::pair<std::string_view, std::string_view>{".css", "text/css; charset=utf-8"},
    std::pair<std::string_view, std::string_view>{".json", "application/json"},
    std::pair<std::string_view, std::string_view>{".webmanifest", "application/manifest+json"},
    std::pair<std::string_view, std::string_view>{".svg", "image/svg+xml"},
    std::pair<std::string_view, std::string_view>{".png", "image/png"},
    std::pair<std::string_view, std::string_view>{".ico", "image/x-icon"},
    std::pair<std::string_view, std::string_view>{".woff2", "font/woff2"},
    std::pair<std::string_view, std::string_view>{".txt", "text/plain; charset=utf-8"},
};

/// Compressed forms that the build of the page lays beside a file, the better first.
constexpr std::array codings{
    std::pair<std::string_view, std::string_view>{"br", ".br"},
    std::pair<std::string_view, std::string_view>{"gzip", ".gz"},
};

std::string_view content_type_of(std::string_view path) {
    for (const auto& [ending, type] : content_types) {
        if (path.ends_with(ending)) return type;
    }
    return "application/octet-stream";
}

const embedded_file* find(std::span<const embedded_file> files, std::string_view path) {
    const auto found = std::ranges::find(files, path, &embedded_file::path);
    return found == files.end() ? nullptr : &*found;
}

/// Made anew each time, with a nonce that nobody can guess: what else is put into the page does not run.
reply page_reply(std::string_view index) {
    const auto nonce = to_string(random_uuid());
    std::string text(index);
    for (auto at = text.find(nonce_mark); at != text.npos; at = text.find(nonce_mark, at)) {
        text.replace(at, nonce_mark.size(), nonce);
    }
    reply made;
    made.content_type = "text/html; charset=utf-8";
    made.headers.emplace_back(
        "Content-Security-Policy",
        fmt::format(
            "default-src 'self'; style-src 'self' 'nonce-{0}'; script-src 'self' 'nonce-{0}'; img-src 'self' data:; "
            "font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
            nonce
        )
    );
    made.headers.emplace_back("Referrer-Policy", "no-referrer");
    made.content = body(std::move(text));
    return made;
}

struct byte_range {
    std::size_t first;
    std::size_t count;
};

std::optional<std::size_t> number(std::string_view digits) {
    std::size_t value = 0;
    const auto [end, failure] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (failure != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
    return value;
}

enum class range_is { none, unsatisfiable, good };

/// One range "bytes=first-last", "bytes=first-" or "bytes=-count"; anything else is as if there were none.
range_is parse_range(std::string_view header, std::size_t size, byte_range& found) {
    if (!header.starts_with("bytes=") || header.contains(',')) return range_is::none;
    header.remove_prefix(6);
    const auto dash = header.find('-');
    if (dash == header.npos) return range_is::none;
    const auto first = number(header.substr(0, dash)), last = number(header.substr(dash + 1));
    if (dash == 0) {
        if (!last) return range_is::none;
        if (*last == 0 || size == 0) return range_is::unsatisfiable;
        found = {size - std::min(size, *last), std::min(size, *last)};
        return range_is::good;
    }
    if (!first || (!last && dash + 1 != header.size()) || (last && *last < *first)) return range_is::none;
    if (*first >= size) return range_is::unsatisfiable;
    found = {*first, std::min(size - 1, last.value_or(size - 1)) - *first + 1};
    return range_is::good;
}

void apply_range(const request& asked, reply& made, std::string_view bytes) {
    if (asked.range.empty() || (!asked.if_range.empty() && asked.if_range != made.etag)) return;
    byte_range wanted{};
    switch (parse_range(asked.range, bytes.size(), wanted)) {
        case range_is::none: return;
        case range_is::unsatisfiable:
            made.status = 416;
            made.headers.emplace_back("Content-Range", fmt::format("bytes */{}", bytes.size()));
            made.content = {};
            return;
        case range_is::good:
            made.status = 206;
            made.headers.emplace_back(
                "Content-Range",
                fmt::format("bytes {}-{}/{}", wanted.first, wanted.first + wanted.count - 1, bytes.size())
            );
            made.content = body::of_program(bytes.substr(wanted.first, wanted.count));
    }
}

reply file_reply(const request& asked, const embedded_file& file, std::span<const embedded_file> files) {
    reply made;
    made.content_type = content_type_of(file.path);
    made.cache_control = file.path.starts_with("/assets/") ? "public, max-age=31536000, immutable" : "public, no-cache";
    made.headers.emplace_back("Accept-Ranges", "bytes");
    made.headers.emplace_back("Vary", "Accept-Encoding");
    const auto* sent = &file;
    std::string_view coding;
    if (asked.range.empty()) {
        for (const auto& [name, ending] : codings) {
            if (!accepts_coding(asked.accept_encoding, name)) continue;
            if (const auto* const smaller = find(files, fmt::format("{}{}", file.path, ending))) {
                sent = smaller;
                coding = name;
                break;
            }
        }
    }
    made.etag = fmt::format("\"{}\"", sent->digest);
    if (none_match_names(asked.if_none_match, made.etag)) {
        made.status = 304;
        return made;
    }
    if (!coding.empty()) made.headers.emplace_back("Content-Encoding", coding);
    made.content = body::of_program(sent->bytes);
    apply_range(asked, made, sent->bytes);
    return made;
}

}  // namespace

reply asset_reply(const request& asked, std::span<const embedded_file> files) {
    const auto path = "/" + fmt::format("{}", fmt::join(asked.to.segments, "/"));
    const bool is_compressed = path.ends_with(".br") || path.ends_with(".gz");
    if (const auto* const found = find(files, path); found != nullptr && !is_compressed && path != "/index.html") {
        return file_reply(asked, *found, files);
    }
    const bool is_api = !asked.to.segments.empty() && asked.to.segments.front() == "api";
    const bool has_dot = !asked.to.segments.empty() && asked.to.segments.back().contains('.') && path != "/index.html";
    if (is_api || has_dot) return problem_reply(no_such_page(), asked.id);
    const auto* const index = find(files, "/index.html");
    if (index != nullptr) return page_reply(index->bytes);
    if (path != "/") return problem_reply(no_such_page(), asked.id);
    return page_reply(no_page);
}

}  // namespace vouch::http
