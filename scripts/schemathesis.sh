#!/usr/bin/env bash
# Schemathesis against REST: it reads the OpenAPI document of a seeded server of its own, calls it with what the document
# allows and with what it does not, and holds every answer against the document. The same calls every time.
#
#   scripts/schemathesis.sh [OPTIONS of `schemathesis run`]
#
# FLOODGATE_BIN: the server, target/release/floodgate where it is not set. DATABASE_URL: an empty database, one in a directory
# of its own where it is not set. SCHEMATHESIS_JUNIT: where the result is written, for counting.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh
source scripts/tools/python.sh

floodgate=${FLOODGATE_BIN:-$PWD/target/release/floodgate}
[ -x "$floodgate" ] || fail "there is no $floodgate: run make build, or name a server in FLOODGATE_BIN"
ensure_schemathesis

work=$(mktemp -d)
server=
stop() {
  trap - EXIT
  if [ -n "$server" ]; then
    kill -TERM "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

free_port() {
  "$schemathesis_dir/bin/python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

export DATABASE_URL=${DATABASE_URL:-sqlite://$work/shop.db?mode=rwc}
FLOODGATE_ADDR=127.0.0.1:$(free_port)
FLOODGATE_OPS_ADDR=127.0.0.1:$(free_port)
export FLOODGATE_ADDR FLOODGATE_OPS_ADDR
export FLOODGATE_DATA_DIR=$work FLOODGATE_SECRET=of-a-shop-that-lives-for-some-minutes-only
# What a busy machine sheds would be refused with 503, and what asks so fast with 429: documented, but no test of the rest.
export FLOODGATE_RATE_LIMITS=off FLOODGATE_PRESSURE=off RUST_LOG=warn

"$floodgate" migrate
"$floodgate" seed >/dev/null
key=$("$floodgate" apikey create schemathesis --scope admin | tail -n 1)
"$floodgate" serve >"$work/server.log" 2>&1 &
server=$!
for ((tries = 0; tries < 300; tries++)); do
  "$floodgate" healthcheck >/dev/null 2>&1 && break
  kill -0 "$server" 2>/dev/null || break
  sleep 0.1
done
"$floodgate" healthcheck >/dev/null || { sed 's/^/    /' "$work/server.log" >&2 && fail 'the server did not start; its log is above'; }

checks=not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
checks+=,response_headers_conformance,unsupported_method,allow_header_conformance,missing_required_header
options=(
  --header "Authorization: Bearer $key"
  --checks "$checks" --phases examples,coverage,fuzzing --mode all --max-examples 20
  # The same calls every time.
  --seed 20261127 --generation-deterministic --no-shrink
  # Some inputs are large and hard to come by: so they are.
  --suppress-health-check all --continue-on-failure
  --request-timeout 60 --max-redirects 0 --warnings off --no-color
)
# What staff have switched off is refused with 503, so the calls that switch come when all others have been tried.
switches=(set_flag hold_pressure)
junit=${SCHEMATHESIS_JUNIT:-$work/junit.xml}
status=0
try() { # REPORT OPTIONS...
  "$schemathesis_dir/bin/schemathesis" run "http://$FLOODGATE_ADDR/api/v1/openapi.json" "${options[@]}" \
    --report junit --report-junit-path "$1" "${@:2}" || status=$?
}
# A stream of events never ends: it has tests of its own.
try "$junit" --exclude-operation-id follow_product_stock "${switches[@]/#/--exclude-operation-id=}" "$@"
try "${junit%.xml}-switches.xml" "${switches[@]/#/--include-operation-id=}"
if grep -q ' ERROR ' "$work/server.log"; then
  say 'the server logged errors:'
  grep -m 20 ' ERROR ' "$work/server.log" >&2
  status=1
fi
"$floodgate" verify >"$work/verify.json" || { cat "$work/verify.json" >&2 && fail 'the invariants do not hold afterwards'; }
exit "$status"
