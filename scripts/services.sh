#!/usr/bin/env bash
# PostgreSQL, Redis and an imitation of Stripe of one's own for as long as a command runs:
#
#   scripts/services.sh COMMAND...
#
# All listen on free ports of 127.0.0.1 and keep nothing. The command finds them in FLOODGATE_TEST_DATABASE (a
# superuser's address: each test makes its own database), FLOODGATE_TEST_REDIS and, where scripts/tools.sh has installed
# it, FLOODGATE_TEST_STRIPE, and leaves with its exit code.
#
# FLOODGATE_SERVICES=durable: PostgreSQL as it comes, every commit on a real disk, for measuring.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh
source scripts/tools/system.sh
source scripts/tools/python.sh

[ $# != 0 ] || fail 'usage: scripts/services.sh COMMAND...'
require postgres redis
install_required

# What is lost in a power cut may be lost: durability is off for speed.
durability=(-c fsync=off -c synchronous_commit=off -c full_page_writes=off)
place=${TMPDIR:-/tmp}
case ${FLOODGATE_SERVICES:-} in
  '') ;;
  durable)
    durability=()
    place=/var/tmp # a disk also where /tmp is memory
    [ "$(stat --file-system --format=%T "$place")" != tmpfs ] || fail "$place is no disk: commits there say nothing"
    ;;
  *) fail "unknown FLOODGATE_SERVICES '$FLOODGATE_SERVICES': use durable, or leave it unset" ;;
esac

work=$(mktemp -d "$place/floodgate-services.XXXXXX")
pids=()

stop_services() {
  trap - EXIT
  if [ ${#pids[@]} != 0 ]; then
    kill -INT "${pids[@]}" 2>/dev/null || true # PostgreSQL's fast shutdown; Redis takes it as well
    wait "${pids[@]}" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap stop_services EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

free_port() {
  node -e 'const s = require("net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close() })'
}

# PostgreSQL refuses to run as root. A prefix and not a function: the pid of `prefix postgres &` is PostgreSQL's own.
unprivileged=()
if [ "$(id -u)" = 0 ]; then
  user=postgres
  id "$user" >/dev/null 2>&1 || user=nobody
  unprivileged=(setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups)
fi

# wait_until LABEL PID COMMAND...: at most 30 s, and no longer than the process lives.
wait_until() {
  local label=$1 pid=$2 tries
  shift 2
  for ((tries = 0; tries < 300; tries++)); do
    "$@" >/dev/null 2>&1 && return
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  failed_to_start "$label"
}

failed_to_start() {
  sed 's/^/    /' "$work/$1.log" >&2
  fail "$1 did not start; its log is above"
}

start_postgres() {
  local bin data=$work/postgres port
  bin=$(postgres_bin_dir)
  port=$(free_port)
  install -d -m 700 "$data"
  if [ "$(id -u)" = 0 ]; then
    chmod 711 "$work"
    chown "$user" "$data"
  fi
  "${unprivileged[@]}" "$bin/initdb" --pgdata "$data/db" --username postgres --auth trust \
    --encoding UTF8 --locale C.UTF-8 --no-sync >"$work/postgres.log" 2>&1 || failed_to_start postgres
  "${unprivileged[@]}" "$bin/postgres" -D "$data/db" -h 127.0.0.1 -p "$port" -c unix_socket_directories= \
    "${durability[@]}" -c max_connections=300 >>"$work/postgres.log" 2>&1 &
  pids+=($!)
  wait_until postgres $! "$bin/pg_isready" -q -h 127.0.0.1 -p "$port"
  export FLOODGATE_TEST_DATABASE=postgres://postgres@127.0.0.1:$port/postgres
}

start_redis() {
  local port
  port=$(free_port)
  "$(redis_program)" --bind 127.0.0.1 --port "$port" --save '' --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
  pids+=($!)
  wait_until redis $! redis_answers "$port"
  export FLOODGATE_TEST_REDIS=redis://127.0.0.1:$port
}

redis_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'PING\r\n' >&3 && read -r -t 1 <&3) }

start_stripe() {
  [ "${FLOODGATE_SERVICES:-}" != durable ] || return 0 # nothing beside what is measured
  has_localstripe || { say 'no localstripe: nothing is tested with Stripe (scripts/tools.sh test installs it)' && return; }
  local port
  port=$(free_port)
  "$localstripe_dir/bin/python" scripts/tools/stripe_server.py "$port" >"$work/stripe.log" 2>&1 &
  pids+=($!)
  wait_until stripe $! answers_http "$port"
  export FLOODGATE_TEST_STRIPE=http://127.0.0.1:$port
}

answers_http() { (exec 3<>"/dev/tcp/127.0.0.1/$1" && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && read -r -t 1 <&3) }

start_postgres
start_redis
start_stripe
"$@"
