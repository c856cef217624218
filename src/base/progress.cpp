#include "base/progress.h"

#include <cstdio>
#include <fmt/format.h>

#include "base/grouped_number.h"

namespace vouch {

namespace {

constexpr int bar_width = 24;

std::string bar(double part) {
    auto full = static_cast<int>(part * bar_width);
    return fmt::format("[{:#<{}}{:.<{}}] {:3.0f} % ", "", full, "", bar_width - full, part * 100);
}

}  // namespace

progress::progress(bool shown, std::string work, std::string unit, std::uint64_t total)
    : shown_(shown), work_(std::move(work)), unit_(std::move(unit)), total_(total) {}

progress_report progress::reporter() {
    return [this](std::int64_t done, std::int64_t total) {
        total_ = static_cast<std::uint64_t>(total);
        at(static_cast<std::uint64_t>(done));
    };
}

void progress::end() {
    if (drawn_) std::fputs("\r\x1b[K", stderr);
    drawn_ = false;
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
