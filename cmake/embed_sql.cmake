# Run as a script: turns the folder SQL into headers in the folder GENERATED.
#   sql/trend/severity.sql      -> vouch::sql::trend::severity, a db::statement named "trend.severity"
#   sql/migrations/0001_x.sql   -> an element of vouch::sql::migrations, ordered by number
#   sql.h                       -> all of the above, and vouch::sql::all with every statement
# File text passes only through quoted arguments: unquoted, CMake would take its ; [ ] \ for list syntax.

cmake_minimum_required(VERSION 3.25)

set(keywords
    alignas alignof and and_eq asm auto bitand bitor bool break case catch char class compl concept const consteval
    constexpr constinit const_cast continue co_await co_return co_yield decltype default delete do double
    dynamic_cast else enum explicit export extern false float for friend goto if inline int long mutable namespace
    new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast requires
    return short signed sizeof static static_assert static_cast struct switch template this thread_local throw true
    try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor xor_eq all migrations)

function(read_literal file out)
    file(READ "${file}" text)
    string(FIND "${text}" ")vouch_sql\"" clash)
    if(NOT clash EQUAL -1)
        message(FATAL_ERROR "${file} contains )vouch_sql\" and so cannot be a C++ raw string; write it differently")
    endif()
    set(${out} "R\"vouch_sql(${text})vouch_sql\"" PARENT_SCOPE)
endfunction()

function(identifier name file out)
    if(NOT name MATCHES "^[a-z][a-z0-9_]*$")
        message(FATAL_ERROR "${file}: name a statement and its folder with a-z, 0-9 and _, beginning with a letter")
    endif()
    if(name IN_LIST keywords)
        string(APPEND name "_")
    endif()
    set(${out} "${name}" PARENT_SCOPE)
endfunction()

# Leaves the file alone when nothing changed, so that nothing is compiled again.
function(write_header path text)
    if(EXISTS "${path}")
        file(READ "${path}" before)
        if(before STREQUAL text)
            return()
        endif()
    endif()
    file(WRITE "${path}" "${text}")
endfunction()

file(GLOB stage_files RELATIVE "${SQL}" "${SQL}/*/*.sql")
list(SORT stage_files)
set(stages "")
set(names "")
set(migration_count 0)
set(migration_text "")
set(last_number "")
foreach(path IN LISTS stage_files)
    get_filename_component(stage "${path}" DIRECTORY)
    get_filename_component(name "${path}" NAME_WLE)
    read_literal("${SQL}/${path}" literal)
    if(stage STREQUAL "migrations")
        if(NOT name MATCHES "^([0-9][0-9][0-9][0-9])_[a-z0-9_]+$")
            message(FATAL_ERROR "sql/${path}: a migration is named like 0001_what_it_does.sql")
        endif()
        if(CMAKE_MATCH_1 STREQUAL last_number)
            message(FATAL_ERROR "sql/${path}: another migration has the number ${last_number}")
        endif()
        set(last_number "${CMAKE_MATCH_1}")
        math(EXPR number "1${CMAKE_MATCH_1} - 10000")
        math(EXPR migration_count "${migration_count} + 1")
        string(APPEND migration_text "    {${number}, \"${name}\", ${literal}},\n")
        continue()
    endif()
    identifier("${stage}" "sql/${path}" stage_identifier)
    identifier("${name}" "sql/${path}" name_identifier)
    list(APPEND stages "${stage}")
    list(APPEND names "${stage_identifier}::${name_identifier}")
    string(APPEND body_${stage}
        "inline constexpr db::statement ${name_identifier}{\n    \"${stage}.${name}\",\n    ${literal}};\n")
    set(namespace_${stage} "${stage_identifier}")
endforeach()
list(REMOVE_DUPLICATES stages)

set(mark "// Generated from sql/ by cmake/embed_sql.cmake.\n#pragma once\n")
set(includes "#include <array>\n\n#include \"db/statement.h\"\n#include \"sql/migrations.h\"\n")
foreach(stage IN LISTS stages)
    write_header("${GENERATED}/sql/${stage}.h"
        "${mark}#include \"db/statement.h\"\n\nnamespace vouch::sql::${namespace_${stage}} {\n${body_${stage}}}\n")
    string(APPEND includes "#include \"sql/${stage}.h\"\n")
endforeach()

write_header("${GENERATED}/sql/migrations.h" "${mark}#include <array>
#include <string_view>

namespace vouch::sql {

struct migration_file {
    int number;             // from 1, as in the file's name
    std::string_view name;  // the file's name without .sql, such as 0001_tenants
    std::string_view text;
};

/// Every migration, ascending by number.
inline constexpr std::array<migration_file, ${migration_count}> migrations{{
${migration_text}}};

}
")

list(LENGTH names statement_count)
list(JOIN names ", " all_names)
write_header("${GENERATED}/sql.h" "${mark}${includes}
namespace vouch::sql {

/// Every statement, for the test that prepares and runs them all.
inline constexpr std::array<db::statement, ${statement_count}> all{{${all_names}}};

}
")
