#pragma once
// What enters the chain. The same list as seal.subject_kind in the database, which a verification must not trust: a
// test holds the two together.
#include <array>
#include <string_view>

namespace vouch::seal {

struct subject_kind {
    std::string_view kind;
    std::string_view version_table;
    std::string_view present;  // the table that holds the present; empty: a kind that is only ever inserted
    // A column that the database works out of the others of a version, and that is not sealed; empty: none.
    std::string_view worked_out = {};
};

inline constexpr std::array subject_kinds{
    subject_kind{"area", "history.area_version", "record.audit_area"},
    subject_kind{"branch", "history.branch_version", "record.branch"},
    subject_kind{"engagement", "history.engagement_version", "record.engagement"},
    subject_kind{"import", "history.import_version", "record.import"},
    subject_kind{"import_file", "history.import_file_version", "record.import_file"},
    subject_kind{"observation", "history.observation_version", "record.observation", "step"},
    subject_kind{"observation_text", "history.observation_text_version", "record.observation_text"},
    subject_kind{"plan", "history.plan_version", "record.audit_plan"},
    subject_kind{"requirement", "history.requirement_version", "record.requirement"},
    subject_kind{"retirement", "history.retirement_version", "snapshot.retirement"},
    subject_kind{"sealed_period", "history.sealed_period_version", "snapshot.sealed_period"},
    subject_kind{"setting", "history.setting_version", "tenant.setting"},
    subject_kind{"snapshot", "snapshot.sealed_snapshot", ""},
    subject_kind{"tenant", "history.tenant_version", "tenant.tenant"},
};

}  // namespace vouch::seal
