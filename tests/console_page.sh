#!/usr/bin/env bash
# The page in a real browser before a real server. Skipped (77) without what ./check installs.
set -euo pipefail
cd "$(dirname "$0")/../console"
for needed in node chromium; do
  command -v "$needed" >/dev/null || { echo "$needed is not there" && exit 77; }
done
[ -d node_modules ] || { echo "npm ci was not run in console" && exit 77; }
exec node --test tests/*_test.js
