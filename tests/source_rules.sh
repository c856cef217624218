#!/usr/bin/env bash
# Rules that a compiler does not know. Prints "ok RULE" or "failed RULE" after the places that break it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# rule NAME PLACES: passes when there are no places.
rule() {
    if [ -n "$2" ]; then
        printf '%s\nfailed %s\n' "$2" "$1"
    else
        echo "ok $1"
    fi
}

sources=$(find src tests bench web/src -type f \( -name '*.h' -o -name '*.cpp' -o -name '*.ipp' -o -name '*.ts' \
    -o -name '*.tsx' \) 2>/dev/null | sort)
scripts=$(find run test .ci cmake tests sql docs examples *.md -type f ! -path tests/source_rules.sh 2>/dev/null | sort)

rule "no file is longer than 400 lines" \
    "$(wc -l $sources | awk '$1 > 400 && $2 != "total" {print $2 ": " $1 " lines"}')"

rule "SQL stands in sql/, not in C++ (src/db alone speaks to the session itself)" \
    "$(grep -nE '"[^"]*\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE|ALTER|DROP|COPY|TRUNCATE|LOCK TABLE) ' \
        $(grep '^src/' <<<"$sources" | grep -v '^src/db/'))"

rule "nothing is left to do, and no warning is silenced" \
    "$(grep -nE '\b(TODO|FIXME|XXX|HACK)\b|NOLINT|#pragma (GCC|clang) diagnostic' $sources $scripts)"

rule "no file or namespace is a drawer for everything" \
    "$(grep -E '(^|[/_])(util|utils|common|helper|helpers|manager|misc)(\.|_|/)' <<<"$sources"
       grep -nE 'namespace (.*::)?(util|utils|common|helper|helpers|manager|misc)\b' $sources)"

rule "CLI11 and the whole of Boost.JSON are included by one file each" \
    "$(grep -lE '#include <CLI/' $sources | grep -v '^src/cli/command_line.cpp$'
       grep -lE '#include <boost/json/src.hpp>' $sources | grep -v '^src/base/boost_json.cpp$')"

rule "every header is included once" \
    "$(grep -LE '^#pragma once' $(grep -E '\.(h|ipp)$' <<<"$sources") /dev/null | grep -v /dev/null)"

rule "no path of one machine" \
    "$(grep -nE '(^|[^a-z])/(work|home)/[a-z]|/root\b' $sources $scripts)"

# A stage includes only stages before it in this list.
stages=(base db embedded tenant history record seal metric snapshot trend repeat demo dashboard report job work notify http api cli)
wrong=
for later in "${!stages[@]}"; do
    [ -d "src/${stages[$later]}" ] || continue
    after=$(IFS='|'; echo "${stages[*]:$((later + 1))}")
    [ -n "$after" ] || continue
    found=$(grep -rnE "^#include \"($after)/" "src/${stages[$later]}")
    [ -z "$found" ] || wrong+="$found"$'\n'
done
rule "a stage includes only earlier stages" "${wrong%$'\n'}"
known=$(printf '%s\n' "${stages[@]}" | sort)
rule "every folder of src/ is a stage" \
    "$(comm -13 <(echo "$known") <(find src -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | sort))"
