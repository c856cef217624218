# Every library the program links, once. docs/dependencies.md says why each one. All are SYSTEM: their warnings are
# not ours.

find_package(Boost 1.81 REQUIRED)
find_package(OpenSSL 3 REQUIRED COMPONENTS Crypto)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(tomlplusplus REQUIRED)
find_package(absl REQUIRED)
find_path(LIBPQ_INCLUDE libpq-fe.h PATH_SUFFIXES postgresql REQUIRED)
find_library(LIBPQ_LIBRARY pq REQUIRED)
find_path(LIBCSV_INCLUDE csv.h REQUIRED)
find_library(LIBCSV_LIBRARY csv REQUIRED)
find_path(XLSXWRITER_INCLUDE xlsxwriter.h REQUIRED)
find_library(XLSXWRITER_LIBRARY xlsxwriter REQUIRED)
find_path(PROMETHEUS_INCLUDE prometheus/registry.h REQUIRED)
find_library(PROMETHEUS_LIBRARY prometheus-cpp-core REQUIRED)
find_path(CLI11_INCLUDE CLI/CLI.hpp REQUIRED)
find_library(JEMALLOC_LIBRARY jemalloc REQUIRED)

add_library(vouch_libraries INTERFACE)
target_include_directories(vouch_libraries SYSTEM INTERFACE
    ${LIBPQ_INCLUDE} ${LIBCSV_INCLUDE} ${XLSXWRITER_INCLUDE} ${PROMETHEUS_INCLUDE} ${CLI11_INCLUDE})
target_link_libraries(vouch_libraries INTERFACE
    Boost::headers OpenSSL::Crypto Threads::Threads fmt::fmt spdlog::spdlog tomlplusplus::tomlplusplus
    absl::time ${LIBPQ_LIBRARY} ${LIBCSV_LIBRARY} ${XLSXWRITER_LIBRARY} ${PROMETHEUS_LIBRARY})
# Asio's own functions are compiled once, in src/base/boost_asio.cpp, as Boost.JSON is in src/base/boost_json.cpp.
target_compile_definitions(vouch_libraries INTERFACE BOOST_ASIO_SEPARATE_COMPILATION BOOST_ASIO_NO_DEPRECATED)

# Nearly every file needs these, and they take 1.5 s to read. Files still include what they use.
set(vouch_precompiled
    <boost/asio.hpp> <fmt/format.h> <chrono> <expected> <functional> <map> <memory> <optional> <span> <string>
    <string_view> <vector>)
