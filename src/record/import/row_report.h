#pragma once
// The exceptions of one row. A rejected row has one, the first reason; what else was wrong with it does not matter
// then.
#include <string>
#include <string_view>
#include <vector>

#include "record/import/import_exception.h"

namespace vouch::record {

class row_report {
public:
    row_report(std::string file, std::uint64_t row) : file_(std::move(file)), row_(row) {}

    void reject(exception_code code, std::string_view field, std::string_view value, std::string reason);
    void collide(std::string_view field, std::string_view value, std::string reason);
    void refuse(exception_code code, std::string_view field, std::string_view value, std::string reason);
    void note(exception_code code, std::string_view field, std::string_view value, std::string reason);

    bool rejected() const { return rejected_; }
    const std::vector<import_exception>& exceptions() const { return exceptions_; }
    std::vector<import_exception> take() { return std::move(exceptions_); }

private:
    void add(
        exception_effect effect, exception_code code, std::string_view field, std::string_view value, std::string reason
    );

    std::string file_;
    std::uint64_t row_;
    bool rejected_ = false;
    std::vector<import_exception> exceptions_;
};

}  // namespace vouch::record
