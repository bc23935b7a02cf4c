#!/usr/bin/env bash
# Where the shop's processor time goes while it makes product pages anew, everything asked of PostgreSQL each time.
#
#   scripts/profile.sh [SECONDS]
#
# Needs the release build (make build), and perf and wrk, which it installs where it may. The samples stay in target/profile/perf.data,
# the table in report.md.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh
source scripts/tools/system.sh
source scripts/tools/shop.sh

floodgate=$PWD/target/release/floodgate
results=$PWD/target/profile
page=/products/skerry-waxed-tote

# Starts itself again with a PostgreSQL of its own.
if [ -z "${FLOODGATE_TEST_DATABASE:-}" ]; then
  [ -x "$floodgate" ] || fail 'there is no target/release/floodgate: run make build'
  require perf wrk
  install_required
  FLOODGATE_SERVICES=durable exec scripts/services.sh "$0" "$@"
fi

seconds=${1:-10}
work=$(mktemp -d)
server= crowd=
stop() {
  trap - EXIT
  [ -z "$server" ] || { kill -TERM "$server" $crowd 2>/dev/null && wait "$server" $crowd || true; }
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

database=$FLOODGATE_TEST_DATABASE
forget_settings
FLOODGATE_ADDR=127.0.0.1:$(free_port)
FLOODGATE_OPS_ADDR=127.0.0.1:$(free_port)
FLOODGATE_SECRET=$(openssl rand -hex 32)
export FLOODGATE_ADDR FLOODGATE_OPS_ADDR FLOODGATE_SECRET DATABASE_URL=$database FLOODGATE_DATA_DIR=$work FLOODGATE_CONFIG=$work/fresh.toml
export FLOODGATE_WORKER=off FLOODGATE_RATE_LIMITS=off FLOODGATE_PRESSURE=off RUST_LOG=warn
printf '[page_cache]\nenabled = false\n[data_cache]\nmegabytes = 0\n' >"$FLOODGATE_CONFIG"
open_seeded "$floodgate" "$work/server.log"

rm -rf "$results"
mkdir -p "$results"
wrk -t 1 -c 64 -d $((seconds + 6))s -H 'Accept-Encoding: gzip' "http://$FLOODGATE_ADDR$page" >"$work/wrk.log" &
crowd=$!
sleep 3
quietly 'samples' perf record --freq 199 --call-graph dwarf,16384 --pid "$server" --output "$results/perf.data" -- sleep "$seconds"
perf script --input "$results/perf.data" --no-inline --fields ip,sym 2>/dev/null |
  python3 scripts/profile/table.py | tee "$results/report.md"
