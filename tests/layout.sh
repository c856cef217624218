#!/usr/bin/env bash
# Every source is laid out as .clang-format says; to lay one out: clang-format-19 -i FILE.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
wrong=$(find src tests bench -name '*.h' -o -name '*.cpp' -o -name '*.ipp' 2>/dev/null | sort |
    xargs --no-run-if-empty clang-format-19 --dry-run --Werror 2>&1 | sed -nE 's/^([^:]+):[0-9]+:[0-9]+: error.*/\1/p' | sort -u)
if [ -n "$wrong" ]; then
    echo "$wrong"
    echo "failed sources are laid out by clang-format-19"
else
    echo "ok sources are laid out by clang-format-19"
fi
