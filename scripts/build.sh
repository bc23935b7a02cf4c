#!/usr/bin/env bash
# What ships: the browser's bundle in target/site, and the server, target/release/floodgate.
#
#   scripts/build.sh          both
#   scripts/build.sh bundle   the bundle alone, for a server of another profile
#
# The bundle is left as it is when neither its sources nor its files changed since the last time: cargo-leptos would redo it.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh

stamp=target/bundle

sources() {
  {
    rustc --version
    find Cargo.toml Cargo.lock package-lock.json app frontend style public -type f -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum
}

results() {
  find target/site target/release/hash.txt -type f -printf '%p %s %T@\n' 2>/dev/null | sort | sha256sum
}

bundle() {
  # Looked at before the build: what is edited meanwhile may not be in it.
  local built_from
  built_from=$(sources)
  if [ -e "$stamp" ] && [ "$built_from$(results)" = "$(cat "$stamp")" ]; then
    say "the browser's bundle ... up to date"
    return
  fi
  rm -f "$stamp"
  mkdir -p target/release # cargo-leptos writes the names of the files there, server or no server
  openly "the browser's bundle" cargo leptos build --release --frontend-only --precompress || fail 'the build failed; see above'
  echo "$built_from$(results)" >"$stamp"
}

bundle
[ "${1:-}" != bundle ] || exit 0
openly 'server (the first takes about 10 minutes on 2 cores)' cargo build --release --bin floodgate ||
  fail 'the build failed; see above'
