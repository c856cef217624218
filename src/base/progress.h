#pragma once
// One line on the terminal that says how far long work has come.
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

namespace vouch {

/// How far long work has come; called on the thread that does it.
using progress_report = std::function<void(std::int64_t done, std::int64_t total)>;

/// Drawn on standard error, at most ten times a second, and wiped when the work ends. Draws nothing where `shown` is
/// false (environment::progress), so that scripts and logs see none of it.
class progress {
public:
    /// `work` and `unit` as in "importing: 12,000 of 39,006 rows"; total 0: not known.
    progress(bool shown, std::string work, std::string unit, std::uint64_t total = 0);
    ~progress() { end(); }
    progress(const progress&) = delete;
    progress& operator=(const progress&) = delete;

    void at(std::uint64_t done);

    /// What the work calls to say how far it has come; it must not outlive this. A total of 0 is not known.
    progress_report reporter();

    /// Wipes the line, so that what is printed next begins on a clean one.
    void end();

private:
    bool shown_;
    bool drawn_ = false;
    std::string work_;
    std::string unit_;
    std::uint64_t total_;
    std::chrono::steady_clock::time_point next_;
};

}  // namespace vouch
