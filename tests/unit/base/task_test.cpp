#include "base/task.h"

#include <gtest/gtest.h>
#include <memory>
#include <stdexcept>

namespace vouch {

namespace {

/// Made of something, and moved only.
struct voucher {
    explicit voucher(int number) : number(std::make_unique<int>(number)) {}
    std::unique_ptr<int> number;
};

task<voucher> write_voucher(int number) {
    if (number < 0) co_return fail(errc::refused, "no voucher has a negative number");
    if (number == 0) throw std::logic_error("nobody asks for number 0");
    co_return voucher(number);
}

}  // namespace

TEST(RunToEnd, ReturnsWhatTheTaskEndedIn) {
    asio::io_context context;
    EXPECT_EQ(*run_to_end(context, write_voucher(7)).value().number, 7);
    EXPECT_EQ(run_to_end(context, write_voucher(-1)).error().code, errc::refused);
    EXPECT_EQ(*run_to_end(context, write_voucher(8)).value().number, 8);
}

TEST(RunToEnd, ThrowsWhatTheTaskThrew) {
    asio::io_context context;
    EXPECT_THROW(static_cast<void>(run_to_end(context, write_voucher(0))), std::logic_error);
    EXPECT_EQ(*run_to_end(context, write_voucher(9)).value().number, 9);
}

}  // namespace vouch
