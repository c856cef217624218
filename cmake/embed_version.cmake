# Writes build_version.h: the version of the project and, in a git checkout, the commit it was built from.
cmake_minimum_required(VERSION 3.25)

execute_process(COMMAND git -C ${SOURCE} describe --always --dirty --abbrev=10
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
set(text "${VERSION}")
if(NOT failed AND commit)
    string(APPEND text " (${commit})")
endif()
file(CONFIGURE OUTPUT ${GENERATED}/build_version.h CONTENT
"#pragma once
namespace vouch {
inline constexpr char build_version[] = \"${text}\";
}
" @ONLY)
