#pragma once
// What a handler answers; the session writes it.
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace vouch::http {

/// Bytes that are shared with a cache, or that live as long as the program.
class body {
public:
    body() = default;
    explicit body(std::string text) : owned_(std::make_shared<const std::string>(std::move(text))), bytes_(*owned_) {}
    static body of_program(std::string_view bytes) {
        body made;
        made.bytes_ = bytes;
        return made;
    }

    std::string_view bytes() const { return bytes_; }

private:
    std::shared_ptr<const std::string> owned_;
    std::string_view bytes_;
};

struct reply {
    int status = 200;
    std::string content_type;
    std::vector<std::pair<std::string, std::string>> headers;  // besides those of the members here and of the session
    std::string etag;                                          // with its quotes; empty: none
    std::string cache_control = "no-store";
    body content;
    std::string error_code;  // of docs/errors.md, for the log
    std::string log_detail;  // what only the log says: the words of an error that are nobody else's business
};

/// 200 application/json.
reply json(std::string text);

std::string_view reason_of(int status);  // "Not Found"; "" for one that is never sent

}  // namespace vouch::http
