#pragma once
#include <boost/describe/class.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "base/sha256.h"
#include "base/values.h"
#include "db/encode.h"
#include "db/statement.h"
#include "record/passed_over.h"
#include "sql/record.h"

namespace vouch::record {

struct written_row {
    std::int64_t added;
    std::int64_t changed;
};
BOOST_DESCRIBE_STRUCT(written_row, (), (added, changed))

struct import_progress_row {
    uuid id;
    std::int64_t rows_in;
    std::optional<instant> finished_at;
};
BOOST_DESCRIBE_STRUCT(import_progress_row, (), (id, rows_in, finished_at))

struct referable_row {
    std::string kind;
    uuid id;
};
BOOST_DESCRIBE_STRUCT(referable_row, (), (kind, id))

struct observation_id_row {
    uuid id;
};
BOOST_DESCRIBE_STRUCT(observation_id_row, (), (id))

struct counts_row {
    std::int64_t branches;
    std::int64_t engagements;
    std::int64_t requirements;
    std::int64_t observations;
};
BOOST_DESCRIBE_STRUCT(counts_row, (), (branches, engagements, requirements, observations))

inline constexpr db::query<counts_row, uuid> counts{sql::record::counts};
inline constexpr db::query<referable_row, uuid> referable_ids{sql::record::referable_ids};

// Import: tenant, then as the statement's head says. Rows travel as JSON arrays.
inline constexpr db::query<db::no_row, uuid, uuid, std::string, sha256_digest, instant> begin_import{
    sql::record::begin_import
};
inline constexpr db::query<db::no_row, uuid, uuid, uuid, std::string, std::string, sha256_digest> begin_import_file{
    sql::record::begin_import_file
};
inline constexpr db::query<import_progress_row, uuid, uuid> import_progress{sql::record::import_progress};
inline constexpr db::query<db::no_row, uuid, uuid, std::int64_t, std::int64_t, std::int64_t, std::int64_t, std::int64_t>
    advance_import_file{sql::record::advance_import_file};
inline constexpr db::query<db::no_row, uuid, uuid, instant> finish_import{sql::record::finish_import};
inline constexpr db::query<db::no_row, uuid, uuid, std::string> add_import_exceptions{sql::record::add_import_exceptions
};
inline constexpr db::query<written_row, uuid, std::string, date> import_branches{sql::record::import_branches};
inline constexpr db::query<written_row, uuid, std::string, date> import_areas{sql::record::import_areas};
inline constexpr db::query<written_row, uuid, std::string, date> import_engagements{sql::record::import_engagements};
inline constexpr db::query<written_row, uuid, std::string, date> import_requirements{sql::record::import_requirements};
inline constexpr db::query<db::no_row, uuid, std::string> stage_observations{sql::record::stage_observations};
inline constexpr db::query<db::no_row> key_staged_observations{sql::record::key_staged_observations};
inline constexpr db::query<db::no_row> make_staged_series{sql::record::make_staged_series};
inline constexpr db::query<db::no_row> make_staged_repeats{sql::record::make_staged_repeats};
inline constexpr db::query<db::no_row, uuid> stage_series{sql::record::stage_series};
inline constexpr db::query<db::no_row, uuid> import_series{sql::record::import_series};
inline constexpr db::query<db::no_row, uuid> stage_repeats{sql::record::stage_repeats};
inline constexpr db::query<db::no_row, uuid> keep_series_repeats{sql::record::keep_series_repeats};
inline constexpr db::query<db::no_row, uuid, date> import_cleared_repeats{sql::record::import_cleared_repeats};
inline constexpr db::query<db::no_row, uuid, date> import_repeats{sql::record::import_repeats};
inline constexpr db::query<db::no_row, uuid> import_new_observations{sql::record::import_new_observations};
inline constexpr db::query<db::no_row, uuid> import_new_texts{sql::record::import_new_texts};
inline constexpr db::query<db::no_row, uuid, date> import_undone_closings{sql::record::import_undone_closings};
inline constexpr db::query<db::no_row, uuid> import_closings{sql::record::import_closings};
inline constexpr db::query<db::no_row, uuid, date> import_changed_observations{sql::record::import_changed_observations
};
inline constexpr db::query<db::no_row, uuid, date> import_changed_texts{sql::record::import_changed_texts};
inline constexpr db::query<db::no_row, uuid, std::string> remember_source_rows{sql::record::remember_source_rows};

// What the application writes: tenant, then as the statement's head says. Several rows travel as a JSON array.
inline constexpr db::query<db::no_row, uuid, std::string> insert_branches{sql::record::insert_branches};
inline constexpr db::query<db::no_row, uuid, uuid, date> close_branch_on{sql::record::close_branch};
inline constexpr db::query<db::no_row, uuid, std::string> insert_areas{sql::record::insert_areas};
inline constexpr db::query<db::no_row, uuid, uuid, std::int32_t, std::int32_t> insert_plan{sql::record::insert_plan};
inline constexpr db::query<db::no_row, uuid, std::string> insert_engagements{sql::record::insert_engagements};
inline constexpr db::query<db::no_row, uuid, uuid, std::string, std::string, std::optional<date>> move_engagement{
    sql::record::move_engagement
};
inline constexpr db::query<db::no_row, uuid, uuid, std::string, date, std::optional<std::string>> note_report{
    sql::record::issue_report
};
inline constexpr db::query<db::no_row, uuid, std::string> insert_requirements{sql::record::insert_requirements};
inline constexpr db::query<db::no_row, uuid, std::string> assess_requirements{sql::record::assess_requirements};

inline constexpr db::query<db::no_row, uuid, std::string> insert_observations{sql::record::insert_observations};
inline constexpr db::query<db::no_row, uuid, std::string> insert_observation_texts{sql::record::insert_observation_texts
};
inline constexpr db::query<db::no_row, uuid, uuid, std::int32_t, std::string> reword_observation{
    sql::record::reword_observation
};
inline constexpr db::query<observation_id_row, uuid, std::string> move_observations{sql::record::move_observations};
inline constexpr db::query<observation_now, uuid, uuid> observation_as_it_stands{sql::record::observation_now};
inline constexpr db::query<observation_id_row, uuid, std::string> extend_due_dates{sql::record::extend_due_dates};
inline constexpr db::query<observation_id_row, uuid, std::string> change_severities{sql::record::change_severities};
inline constexpr db::query<db::no_row, uuid, instant> return_expired_acceptances{sql::record::return_expired_acceptances
};
inline constexpr db::query<db::no_row, uuid, uuid, std::int32_t> undo_closing{sql::record::undo_closing};
inline constexpr db::query<db::no_row, uuid, uuid, std::int32_t, instant, std::string> close_since{
    sql::record::close_since
};

// Deletion: tenant, the deleted.
inline constexpr db::query<db::no_row, uuid> wait_for_turn{sql::record::wait_for_turn};
inline constexpr db::query<db::no_row, uuid, uuid> clear_links_to_observation{sql::record::clear_links_to_observation};
inline constexpr db::query<db::no_row, uuid, uuid> remove_observation_text{sql::record::delete_observation_text};
inline constexpr db::query<db::no_row, uuid, uuid> remove_observation{sql::record::delete_observation};
inline constexpr db::query<db::no_row, uuid, uuid> clear_links_to_engagement{sql::record::clear_links_to_engagement};
inline constexpr db::query<db::no_row, uuid, uuid> remove_engagement{sql::record::delete_engagement};

}  // namespace vouch::record
