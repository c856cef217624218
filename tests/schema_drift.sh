#!/usr/bin/env bash
# Is sql/schema.sql what the migrations make? Run it beside a database of its own:
#   build/release/with_database tests/schema_drift.sh            prints "ok RULE" or the difference and "failed RULE"
#   build/release/with_database tests/schema_drift.sh --write    writes sql/schema.sql
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

build/release/vouch schema deploy >/dev/null 2>&1
pg_dump=$(pg_config --bindir)/pg_dump
[ -x "$pg_dump" ] || pg_dump=$(printf '%s\n' /usr/lib/postgresql/*/bin/pg_dump | sort -V | tail -n 1)

# Without what differs between minor versions of pg_dump and says nothing of the schema.
dump() {
    echo '-- What the migrations of sql/migrations make, as pg_dump prints it. Written by tests/schema_drift.sh --write.'
    "$pg_dump" --schema-only --dbname "$VOUCH_TEST_DATABASE_URL" |
        grep -vE '^(\\(un)?restrict |-- Dumped (from|by) |SET |SELECT pg_catalog\.set_config)' | cat --squeeze-blank
}

if [ "${1:-}" = --write ]; then
    dump >sql/schema.sql
elif dump | diff -u sql/schema.sql - ; then
    echo "ok sql/schema.sql is what the migrations make"
else
    echo "failed sql/schema.sql is what the migrations make; write it with: build/release/with_database tests/schema_drift.sh --write"
fi
