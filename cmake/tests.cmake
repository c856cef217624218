# unit_tests need nothing, db_tests a database to talk to, process_tests start the program. ./test runs them all.
# Benchmarks are built by the target bench only.

find_package(GTest REQUIRED)

function(add_test_program name folder)
    file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${folder}/*.cpp)
    if(NOT sources)
        return()
    endif()
    add_executable(${name} ${sources})
    target_include_directories(${name} PRIVATE tests)
    target_link_libraries(${name} PRIVATE vouch_core GTest::gtest GTest::gtest_main)
    # What is tested is optimised, the tests themselves are not: they take a third of the time to compile.
    target_compile_options(${name} PRIVATE ${vouch_warnings} -O0)
    target_precompile_headers(${name} PRIVATE ${vouch_precompiled} <gtest/gtest.h>)
    target_compile_definitions(${name} PRIVATE
        VOUCH_SOURCE_DIRECTORY="${CMAKE_SOURCE_DIR}" VOUCH_BINARY="$<TARGET_FILE:vouch>")
endfunction()

add_test_program(unit_tests unit)
add_test_program(db_tests db)
add_test_program(process_tests process)
add_library(moved_clock MODULE tests/preloaded/moved_clock.cpp)
if(TARGET process_tests)
    add_dependencies(process_tests vouch moved_clock)
    target_compile_definitions(process_tests PRIVATE VOUCH_MOVED_CLOCK_LIBRARY="$<TARGET_FILE:moved_clock>")
endif()

# Runs a command beside a cluster that is thrown away afterwards: with_database db_tests.
add_executable(with_database tests/with_database.cpp)
target_link_libraries(with_database PRIVATE vouch_core)
target_compile_options(with_database PRIVATE ${vouch_warnings})

# The preset fuzz builds these: any bytes as the files of an import, with all that reads them and nothing that writes; and
# as the address and headers of a request.
option(VOUCH_FUZZ "Build import_fuzz and request_fuzz; wants clang and VOUCH_SANITIZE" OFF)
if(VOUCH_FUZZ)
    file(GLOB read_sources CONFIGURE_DEPENDS src/record/import/*.cpp)
    list(FILTER read_sources EXCLUDE REGEX "/(loader|staged_rows)\\.cpp$")
    add_executable(import_fuzz EXCLUDE_FROM_ALL tests/fuzz/import_fuzz.cpp ${read_sources}
        src/base/error.cpp src/base/sha256.cpp src/base/values.cpp src/base/whole_file.cpp)
    target_include_directories(import_fuzz PRIVATE src)
    target_link_libraries(import_fuzz PRIVATE vouch_libraries)
    target_compile_options(import_fuzz PRIVATE ${vouch_warnings} -fsanitize=fuzzer)
    target_link_options(import_fuzz PRIVATE -fsanitize=fuzzer)
    add_executable(request_fuzz EXCLUDE_FROM_ALL tests/fuzz/request_fuzz.cpp src/http/target.cpp
        src/http/header_rules.cpp src/http/entity_tag.cpp src/base/error.cpp src/base/sha256.cpp)
    target_include_directories(request_fuzz PRIVATE src)
    target_link_libraries(request_fuzz PRIVATE vouch_libraries)
    target_compile_options(request_fuzz PRIVATE ${vouch_warnings} -fsanitize=fuzzer)
    target_link_options(request_fuzz PRIVATE -fsanitize=fuzzer)
endif()

# Each *_bench.cpp is a program; the folder of the same name without _bench holds its parts. What an installation is, and how
# figures are compared, all of them have from spine.
set(bench_shared bench/spine/installation.cpp bench/spine/measure.cpp bench/spine/raw_connection.cpp)
list(TRANSFORM bench_shared PREPEND ${CMAKE_SOURCE_DIR}/)
file(GLOB bench_programs CONFIGURE_DEPENDS bench/*_bench.cpp)
add_custom_target(bench)
foreach(source IN LISTS bench_programs)
    get_filename_component(name ${source} NAME_WE)
    string(REPLACE "_bench" "" parts ${name})
    file(GLOB part_sources CONFIGURE_DEPENDS bench/${parts}/*.cpp)
    list(APPEND part_sources ${bench_shared})
    list(REMOVE_DUPLICATES part_sources)
    add_executable(${name} EXCLUDE_FROM_ALL ${source} ${part_sources})
    target_include_directories(${name} PRIVATE bench)
    target_link_libraries(${name} PRIVATE vouch_core)
    target_compile_options(${name} PRIVATE ${vouch_warnings})
    target_precompile_headers(${name} PRIVATE ${vouch_precompiled})
    target_compile_definitions(${name} PRIVATE VOUCH_SOURCE_DIRECTORY="${CMAKE_SOURCE_DIR}")
    add_dependencies(bench ${name} vouch)
endforeach()
