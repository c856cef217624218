#!/usr/bin/env bash
# The tests of the page, its logic and the page in Chromium. Prints "ok TEST", "skipped TEST" or "failed TEST" after what it
# says. With VOUCH_URL only those in Chromium, of the page that this server serves; --logic: none of these. FILE...: those of
# these files.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source cmake/setup.sh
source cmake/page.sh
find_node
cd web
configs=(vite.config.ts browser/vitest.config.ts)
[ -z "${VOUCH_URL:-}" ] || configs=(browser/vitest.config.ts)
[ "${1:-}" != --logic ] || { shift && configs=(vite.config.ts); }
for config in "${configs[@]}"; do
    outcome=$(mktemp)
    npx --no-install vitest run --config "$config" --reporter=json --outputFile="$outcome" "$@" >/dev/null
    node -e '
        const { testResults } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"));
        for (const file of testResults) {
            if (file.assertionResults.length === 0) console.log(`${file.message}\nfailed ${file.name}`);
            for (const { status, fullName, failureMessages } of file.assertionResults) {
                if (status === "passed") console.log(`ok ${fullName}`);
                else if (status === "skipped" || status === "pending") console.log(`skipped ${fullName}`);
                else console.log(`${failureMessages.join("\n")}\nfailed ${fullName}`);
            }
        }' "$outcome" || echo "failed vitest $config"
    rm -f "$outcome"
done
