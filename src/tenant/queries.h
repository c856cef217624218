#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/values.h"
#include "db/statement.h"
#include "sql/tenant.h"
#include "tenant/named_period.h"
#include "tenant/settings.h"

namespace vouch::tenant {

struct identity_row {
    uuid tenant_id;
    std::string slug;
    std::string name;
    bool simulated;
};
BOOST_DESCRIBE_STRUCT(identity_row, (), (tenant_id, slug, name, simulated))

struct stray_row {
    uuid tenant_id;
    std::string slug;
};
BOOST_DESCRIBE_STRUCT(stray_row, (), (tenant_id, slug))

struct listed_row {
    uuid tenant_id;
    std::string slug;
    std::string name;
    bool simulated;
    bool onboarded;
};
BOOST_DESCRIBE_STRUCT(listed_row, (), (tenant_id, slug, name, simulated, onboarded))

struct standing_row {
    std::int64_t head_seq;
    std::optional<instant> recorded_at;
    date today;
    instant tomorrow_at;
    std::string commits;
};
BOOST_DESCRIBE_STRUCT(standing_row, (), (head_seq, recorded_at, today, tomorrow_at, commits))

struct head_now_row {
    std::int64_t head_seq;
    std::string commits;
};
BOOST_DESCRIBE_STRUCT(head_now_row, (), (head_seq, commits))

/// tenant, now.
inline constexpr db::query<standing_row, uuid, instant> standing_of_tenant{sql::tenant::standing};
inline constexpr db::query<head_now_row, uuid> head_now{sql::tenant::head_now};
inline constexpr db::query<identity_row, std::string> tenant_by_slug{sql::tenant::find};
inline constexpr db::query<listed_row> all_tenants{sql::tenant::all_tenants};
inline constexpr db::query<stray_row> chains_without_tenant{sql::tenant::chains_without_tenant};
inline constexpr db::query<db::no_row, uuid, std::string, std::string, std::string, bool, std::optional<instant>>
    insert_tenant{sql::tenant::insert_tenant};
inline constexpr db::query<db::no_row, uuid, uuid, date, std::string, std::int32_t> insert_setting{
    sql::tenant::insert_setting
};

inline constexpr db::query<setting, uuid> settings{sql::tenant::settings};
inline constexpr db::query<period, uuid, std::string, instant> period_named{sql::tenant::period_named};
/// tenant, grain, day (none: today), now.
inline constexpr db::query<period, uuid, std::string, std::optional<date>, instant> period_of_day{
    sql::tenant::period_of_day
};
/// tenant, id, starts on, approved by, zone, first month, capture minute, figures as JSON.
inline constexpr db::query<
    db::no_row,
    uuid,
    uuid,
    date,
    std::string,
    std::optional<std::string>,
    std::optional<std::int32_t>,
    std::optional<std::int32_t>,
    std::string>
    change_setting{sql::tenant::change_setting};

}  // namespace vouch::tenant
