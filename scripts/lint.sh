#!/usr/bin/env bash
# Formatting, architecture, clippy. Behind `make lint`.
#
# Clippy runs in the release profile, so that the build scripts and procedural macros it has to compile are those the
# release build and the tests use. `frontend` is built for the browser only and is checked there.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh

quietly 'rustfmt' cargo fmt --all --check || fail 'formatting: run cargo fmt --all'
scripts/guards.sh
scripts/guards.sh --self-test
openly 'clippy, server side' cargo clippy --release --all-targets -- -D warnings
openly 'clippy, load generator' cargo clippy --release -p load --all-targets -- -D warnings
openly 'clippy, browser' cargo clippy --release -p frontend --target wasm32-unknown-unknown -- -D warnings
