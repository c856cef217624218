#!/usr/bin/env bash
# clang-tidy, with the checks of .clang-tidy, over every source that was compiled since it last passed. Each run walks through
# all of Asio, so the sources of a folder are looked at as one, and one by one only where they do not go together (two have
# a helper of the same name) or something is found.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

passed=build/tidy
together=$passed/together
export passed together

tidy() {
    clang-tidy-19 --quiet -p "$together" "$1" 2>/dev/null
}
tidy_one() {
    if tidy "$1" >"$passed/$1.log"; then
        mv "$passed/$1.log" "$passed/$1"
    else
        grep -E ' (warning|error): ' "$passed/$1.log"
        echo "$1 does not pass clang-tidy-19"
    fi
}
tidy_folder() {
    local folder=$1
    shift
    printf '#include "%s"\n' "$@" >"$together/${folder//\//_}.cpp"
    if [ $# -gt 1 ] && tidy "$together/${folder//\//_}.cpp" >/dev/null; then
        touch "${@/#/$passed/}"
    else
        for source in "$@"; do tidy_one "$source"; done
    fi
}
export -f tidy tidy_one tidy_folder

folders=()
for folder in $(find src -type d | sort); do
    due=()
    for source in $(find "$folder" -maxdepth 1 -name '*.cpp' ! -name 'boost_*.cpp' | sort); do
        object=build/release/CMakeFiles/vouch_core.dir/$source.o
        [ -e "$object" ] || object=build/release/CMakeFiles/vouch.dir/$source.o
        [ "$passed/$source" -nt "$object" ] && [ "$passed/$source" -nt .clang-tidy ] || due+=("$source")
    done
    [ ${#due[@]} = 0 ] || folders+=("$folder ${due[*]}")
    mkdir -p "$passed/$folder"
done
mkdir -p $together
# The sources as they are compiled, and each folder as its first source is.
python3 - "${folders[@]}" <<'PYTHON' >$together/compile_commands.json || exit 1
import json, os, sys

entries = json.load(open("build/release/compile_commands.json"))
commands = {os.path.relpath(entry["file"]): entry for entry in entries}
for folder, first, *_ in map(str.split, sys.argv[1:]):
    file = os.path.abspath("build/tidy/together/" + folder.replace("/", "_") + ".cpp")
    command = commands[first]["command"].replace(commands[first]["file"], file) + " -I" + os.getcwd()
    entries.append({"directory": commands[first]["directory"], "file": file, "command": command})
json.dump(entries, sys.stdout)
PYTHON
wrong=$(printf '%s\n' "${folders[@]}" | xargs --no-run-if-empty -P 2 -L 1 bash -c 'tidy_folder "$@"' _ | sort -u)
if [ -n "$wrong" ]; then
    printf '%s\nfailed sources pass clang-tidy-19\n' "$wrong"
else
    echo "ok sources pass clang-tidy-19"
fi
