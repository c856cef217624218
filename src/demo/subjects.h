#pragma once
// What the auditors of the made-up bank find. The rules that they cite are those of the bank's own, made-up manuals.
#include <array>
#include <cstddef>
#include <span>
#include <string_view>

namespace vouch::demo {

inline constexpr std::array<std::string_view, 10> areas{
    "Cash and vault",
    "Know your customer",
    "Deposits and operations",
    "Loans and advances",
    "Gold loans",
    "Lockers and premises",
    "Information systems",
    "Treasury and investments",
    "Accounts and reconciliation",
    "Housekeeping and staff",
};

/// A finding in general. In its words {what} stands for one of the three variants, {place} for where, {checked} and
/// {wrong} for how many were looked at and how many of them were not right.
struct subject {
    std::size_t area;  // of areas
    std::string_view risk_category;
    std::string_view title;
    std::array<std::string_view, 3> variants;
    std::string_view condition, criteria, cause, effect, recommendation;
    bool has_amount = false;  // money is at risk
};

std::span<const subject> subjects_of_branches();
std::span<const subject> subjects_of_credit();
std::span<const subject> subjects_of_technology();
std::span<const subject> subjects_of_treasury();

}  // namespace vouch::demo
