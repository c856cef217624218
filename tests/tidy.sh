#!/usr/bin/env bash
# clang-tidy, with the checks of .clang-tidy, over every source that was compiled since it last passed.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

passed=build/tidy
export passed

tidy_one() {
    if clang-tidy-19 --quiet -p build/release "$1" >"$passed/$1.log" 2>/dev/null; then
        mv "$passed/$1.log" "$passed/$1"
    else
        grep -E ' (warning|error): ' "$passed/$1.log"
        echo "$1 does not pass clang-tidy-19"
    fi
}
export -f tidy_one

due=()
for source in $(find src -name '*.cpp' ! -name 'boost_*.cpp' | sort); do
    object=build/release/CMakeFiles/vouch_core.dir/$source.o
    [ -e "$object" ] || object=build/release/CMakeFiles/vouch.dir/$source.o
    mkdir -p "$(dirname "$passed/$source")"
    [ "$passed/$source" -nt "$object" ] && [ "$passed/$source" -nt .clang-tidy ] || due+=("$source")
done
wrong=$(printf '%s\n' "${due[@]}" | xargs --no-run-if-empty -P 2 -I {} bash -c 'tidy_one {}' | sort -u)
if [ -n "$wrong" ]; then
    printf '%s\nfailed sources pass clang-tidy-19\n' "$wrong"
else
    echo "ok sources pass clang-tidy-19"
fi
