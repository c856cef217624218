#include "http/json_log.h"

#include <memory>
#include <spdlog/pattern_formatter.h>
#include <spdlog/spdlog.h>

#include "base/json_text.h"

namespace vouch::http {

namespace {

/// The message of a line as a JSON string, and the members behind it.
class json_message : public spdlog::custom_flag_formatter {
public:
    void format(const spdlog::details::log_msg& line, const std::tm&, spdlog::memory_buf_t& into) override {
        const std::string_view whole(line.payload.data(), line.payload.size());
        const auto end = std::min(whole.find(members_follow), whole.size());
        auto text = json_quoted(whole.substr(0, end));
        if (end < whole.size()) text.append(",").append(whole.substr(end + 1));
        into.append(text.data(), text.data() + text.size());
    }
    std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<json_message>(); }
};

}  // namespace

void log_as_json(const std::string& level) {
    auto form = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
    form->add_flag<json_message>('*').set_pattern(R"({"time":"%Y-%m-%dT%H:%M:%S.%fZ","level":"%l","message":%*})");
    spdlog::set_formatter(std::move(form));
    spdlog::set_level(spdlog::level::from_str(level));
}

void log_line(std::string_view level, std::string_view message, std::string_view members) {
    const auto at = spdlog::level::from_str(std::string(level));
    if (spdlog::should_log(at)) spdlog::log(at, "{}{}{}", message, members_follow, members);
}

}  // namespace vouch::http
