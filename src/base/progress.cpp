#include "base/progress.h"

#include <cstdio>
#include <fmt/format.h>

namespace vouch {

namespace {

std::string grouped(std::uint64_t number) {
    auto digits = fmt::to_string(number);
    for (auto place = static_cast<int>(digits.size()) - 3; place > 0; place -= 3) digits.insert(place, ",");
    return digits;
}

constexpr int bar_width = 24;

std::string bar(double part) {
    auto full = static_cast<int>(part * bar_width);
    return fmt::format("[{:#<{}}{:.<{}}] {:3.0f} % ", "", full, "", bar_width - full, part * 100);
}

}  // namespace

progress::progress(bool shown, std::string work, std::string unit, std::uint64_t total)
    : shown_(shown), work_(std::move(work)), unit_(std::move(unit)), total_(total) {}

progress::~progress() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
}

void progress::at(std::uint64_t done) {
    auto now = std::chrono::steady_clock::now();
    if (!shown_ || now < next_) return;
    next_ = now + std::chrono::milliseconds(100);
    auto line = fmt::format("{}: ", work_);
    if (total_ > 0) line += bar(static_cast<double>(std::min(done, total_)) / static_cast<double>(total_));
    line += grouped(done);
    if (total_ > 0) line += " of " + grouped(total_);
    std::fputs(("\r" + line + " " + unit_ + "\x1b[K").c_str(), stderr);
    drawn_ = true;
}

}  // namespace vouch
