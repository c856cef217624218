#pragma once
// What enters the chain. The same list as seal.subject_kind in the database, which a verification must not trust: a
// test holds the two together.
#include <array>
#include <string_view>

namespace vouch::seal {

struct subject_kind {
    std::string_view kind;
    std::string_view version_table;
};

inline constexpr std::array subject_kinds{
    subject_kind{"area", "history.area_version"},
    subject_kind{"branch", "history.branch_version"},
    subject_kind{"engagement", "history.engagement_version"},
    subject_kind{"import", "history.import_version"},
    subject_kind{"import_file", "history.import_file_version"},
    subject_kind{"observation", "history.observation_version"},
    subject_kind{"observation_text", "history.observation_text_version"},
    subject_kind{"plan", "history.plan_version"},
    subject_kind{"requirement", "history.requirement_version"},
    subject_kind{"retirement", "history.retirement_version"},
    subject_kind{"sealed_period", "history.sealed_period_version"},
    subject_kind{"setting", "history.setting_version"},
    subject_kind{"snapshot", "snapshot.sealed_snapshot"},
    subject_kind{"tenant", "history.tenant_version"},
};

}  // namespace vouch::seal
