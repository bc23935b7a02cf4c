#!/usr/bin/env bash
# The seeded shop, on embedded SQLite unless the environment names other servers. Behind `make run`.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/build.sh
target/release/floodgate migrate
target/release/floodgate seed
exec target/release/floodgate serve
