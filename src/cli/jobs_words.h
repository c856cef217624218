#pragma once
// What tables and paragraphs about jobs are made of; what is unknown is "-".
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "job/job.h"

namespace vouch::cli {

/// The slug of each tenant.
using tenant_names = std::map<uuid, std::string>;

/// Whose a job is: a slug, or the beginning of an id that has none; "-": the installation.
std::string owner(const uuid& tenant_id, const tenant_names& names);

std::string minute_of(const std::optional<instant>& moment);               // "2026-03-01 19:30", in UTC
std::string age_of(const std::optional<instant>& moment, instant now);     // "5 minutes ago"
std::string moment_of(const std::optional<instant>& moment, instant now);  // "2026-03-01 19:30:05 UTC (5 minutes ago)"

/// Lines of at most `width` columns, as long as words fit, each after `indent` spaces.
std::string wrapped(std::string_view text, std::size_t width, std::size_t indent);

/// Lines of a name and its value, which stand below each other; a value "-" is left out.
class paragraph {
public:
    explicit paragraph(int width) : width_(static_cast<std::size_t>(width)) {}
    void add(std::string_view name, std::string_view value);
    const std::string& text() const { return text_; }

private:
    std::size_t width_;
    std::string text_;
};

}  // namespace vouch::cli
