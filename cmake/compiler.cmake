# The compiler, its warnings, its cache and the sanitizers. The presets choose clang-19.

if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    message(FATAL_ERROR
        "g++ ${CMAKE_CXX_COMPILER_VERSION} miscompiles coroutines (objects are destroyed twice or not at all), so it "
        "cannot build vouch. Use clang-19: cmake --preset release, or run ./run, which installs it.")
endif()

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

# Assertions stay on in release: a program that vouches for numbers stops rather than printing a wrong one, and
# what is tested is what is run.
set(CMAKE_C_FLAGS_RELEASE "-O2 -g1")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1 -D_GLIBCXX_ASSERTIONS")
# A designated initialiser names what differs from the default; the rest is meant to be left out.
set(vouch_warnings -Wall -Wextra -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    list(APPEND vouch_warnings -Wno-missing-designated-field-initializers)
endif()

find_program(VOUCH_LLD ld.lld-19)
if(VOUCH_LLD AND CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    add_link_options(-fuse-ld=lld)
endif()

# Precompiled headers need these two sloppinesses and no time stamp inside, or nothing that uses one is ever found in
# the cache.
find_program(VOUCH_CCACHE ccache)
if(VOUCH_CCACHE)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
        add_compile_options("$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>" -fpch-preprocess)
    endif()
    set(CMAKE_C_COMPILER_LAUNCHER ${VOUCH_CCACHE})
    set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${VOUCH_CCACHE})
endif()

set(VOUCH_SANITIZE "" CACHE STRING "Sanitizers to build with: address,undefined or thread")
if(VOUCH_SANITIZE)
    # Not optimised: that takes three times as long to compile, and the tests wait for PostgreSQL most of their time.
    add_compile_options(-fsanitize=${VOUCH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer -O0 -g1)
    add_link_options(-fsanitize=${VOUCH_SANITIZE})
endif()
