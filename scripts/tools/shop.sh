# shellcheck shell=bash
# A shop that a script opens for as long as it measures; sourced by lighthouse.sh and profile.sh.

free_port() { node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'; }

# Settings of the developer's own shop have no business in a measure.
forget_settings() {
  local name
  for name in $(compgen -e | grep -E '^(FLOODGATE|DATABASE|REDIS|SMTP|STRIPE|OTEL)_' || true); do unset "$name"; done
}

# open_seeded FLOODGATE LOG: starts the demo shop that the environment describes, waits until it serves, leaves its process in $server.
open_seeded() {
  local tries
  "$1" migrate >/dev/null
  "$1" seed >/dev/null
  "$1" serve >"$2" 2>&1 &
  server=$!
  for ((tries = 0; tries < 300; tries++)); do
    "$1" healthcheck >/dev/null 2>&1 && return
    sleep 0.1
  done
  cat "$2" >&2
  fail 'the server did not start; its log is above'
}
