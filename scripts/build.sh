#!/usr/bin/env bash
# Release build of the server and the browser bundle, into target/release and target/site. Does nothing when neither
# its sources nor its results changed since the last one: cargo-leptos redoes the bundle's half every time.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh

stamp=target/release-build

sources() {
  {
    rustc --version
    find Cargo.toml Cargo.lock package-lock.json app frontend server migration style public \
      -type f -not -path 'server/tests/*' -print0 | sort -z | xargs -0 sha256sum
  } | sha256sum
}

results() {
  find target/site target/release/floodgate target/release/hash.txt -type f -printf '%p %s %T@\n' 2>/dev/null | sort | sha256sum
}

# Looked at before the build: what is edited meanwhile may not be in it.
built_from=$(sources)
if [ -e "$stamp" ] && [ "$built_from$(results)" = "$(cat "$stamp")" ]; then
  say 'release build ... up to date'
  exit
fi
rm -f "$stamp"
openly 'release build (the first takes about 10 minutes on 2 cores)' cargo leptos build --release --precompress ||
  fail 'the build failed; see above'
[ -x target/release/floodgate ] || fail 'the build left no target/release/floodgate'
echo "$built_from$(results)" >"$stamp"
