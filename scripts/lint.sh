#!/usr/bin/env bash
# Formatting, architecture, clippy. Behind `make lint`.
#
# Clippy runs in the profiles that the tests are built in, so that the build scripts and procedural macros it has to compile
# are theirs. `frontend` is built for the browser only and is checked as cargo-leptos builds it.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh

quietly 'rustfmt' cargo fmt --all --check || fail 'formatting: run cargo fmt --all'
scripts/guards.sh
scripts/guards.sh --self-test
openly 'clippy, server side' cargo clippy --profile quick --workspace --exclude frontend --all-targets -- -D warnings
openly 'clippy, browser' cargo clippy --target-dir target/front --profile wasm-release -p frontend --lib --no-default-features \
  --target wasm32-unknown-unknown -- -D warnings
