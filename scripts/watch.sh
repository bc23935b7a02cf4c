#!/usr/bin/env bash
# The shop while you edit it: rebuilt and started again on every change. Behind `make watch`.
set -euo pipefail
cd "$(dirname "$0")/.."

if [ ! -e "${FLOODGATE_DATA_DIR:-var}/floodgate.db" ] && [ -z "${DATABASE_URL:-}" ]; then
  LEPTOS_WATCH=true cargo leptos build # leptos reads the variable when it is compiled: as in the watch below
  target/debug/floodgate migrate
  target/debug/floodgate seed
fi
exec cargo leptos watch -- serve
