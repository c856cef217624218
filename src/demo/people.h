#pragma once
// Who works at the made-up bank, and where. Every name is made up.
#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/values.h"

namespace vouch::demo {

inline constexpr std::array<std::string_view, 6> auditors{
    "Kavita Rane (auditor)",
    "Sandip Mhatre (auditor)",
    "Lakshmi Venkatesan (auditor)",
    "Irfan Bagwan (auditor)",
    "Deepa Kamath (auditor)",
    "Nikhil Joshi (auditor)",
};
inline constexpr std::array<std::string_view, 2> managers{
    "Anagha Deshpande (audit manager)",
    "Farid Mulla (audit manager)",
};
inline constexpr std::string_view chief_auditor = "Raghunath Iyer (chief audit executive)";
inline constexpr std::string_view compliance_officer = "Sunita Bhattacharya (chief compliance officer)";
inline constexpr std::string_view chief_executive = "Nandini Bhosale (chief executive)";
inline constexpr std::string_view operator_of_vouch = "Rohan Gadre (operator)";
inline constexpr std::string_view night_job = "vouch (nightly job)";

/// Without the role: "Kavita Rane".
constexpr std::string_view name_of(std::string_view person) {
    return person.substr(0, person.find(" ("));
}

/// A branch or a department of the head office.
struct place {
    std::string_view code, name, city, type;
    date active_from;
    std::string_view auditee;  // answers for it
    std::optional<date> closes_on;

    bool is_department() const { return type == "DEPARTMENT"; }
};

inline constexpr std::size_t places_count = 24;
const std::array<place, places_count>& places();

/// The place of a name. It is one of them.
std::size_t place_named(std::string_view name);

}  // namespace vouch::demo
