#!/usr/bin/env bash
# Installs what a task lacks, then runs a command with everything on PATH.
#
#   scripts/tools.sh lint|build|test|bench [COMMAND...]
#
# What needs a package manager is looked at first, all of it, so that nothing is left half-way. Tools that cargo
# builds are kept outside the clone, in ~/.cache/floodgate/tools, and serve every clone.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh
source scripts/tools/system.sh
source scripts/tools/rust.sh
source scripts/tools/node.sh
source scripts/tools/python.sh

task=${1:?usage: scripts/tools.sh lint|build|test|bench [COMMAND...]}
shift

require_linux
require_rust
case $task in
  lint) require cc ;;
  build) require cc perl && require_node ;;
  test) require cc perl postgres redis headless python varnish && require_node ;;
  bench) require cc perl postgres redis nginx wrk chromium && require_node ;;
  *) fail "unknown task '$task': use lint, build, test or bench" ;;
esac
install_required

ensure_wasm_target
case $task in
  lint) ensure_lint_components ;;
  build | test | bench)
    ensure_node_packages . "wasm-opt (npm)"
    ensure_wasm_bindgen
    ensure_cargo_leptos
    ;;
esac
if [ "$task" = test ]; then
  ensure_node_packages end2end "Playwright (npm)"
  ensure_localstripe
  ensure_schemathesis
fi

# One target directory wherever the user keeps theirs: the server looks for its assets beside it.
export CARGO_TARGET_DIR=$PWD/target
# cargo-leptos compiles with this variable and leptos reads it at compile time, so without it every other cargo
# command would compile leptos and all above it a second time.
LEPTOS_OUTPUT_NAME=$(sed -n 's/^output-name *= *"\(.*\)"/\1/p' Cargo.toml)
export LEPTOS_OUTPUT_NAME

[ $# = 0 ] || exec "$@"
