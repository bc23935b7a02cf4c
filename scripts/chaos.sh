#!/usr/bin/env bash
# Proofs under fire, at full length: every race, then purchases that are cut off at every step in turn and by chance. Behind
# `make chaos`, which runs it with the tools in place (scripts/tools.sh test scripts/chaos.sh).
#
#   scripts/chaos.sh                             1,000 runs: a fifth on SQLite, the others on PostgreSQL and Redis
#   scripts/chaos.sh --runs 200                  fewer or more
#   scripts/chaos.sh --engine postgres           on one engine alone; sqlite or postgres
#   scripts/chaos.sh --engine postgres --seed S  one run again, as a failure names it
#   scripts/chaos.sh --debug ...                 in the profile for development: slow to run, quick to compile
#
# CHAOS_LANES sets how many shops run beside each other (8), CHAOS_VERBOSE=1 tells of each run.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh

runs=1000 engine=both seed='' profile=(--release)
while [ $# != 0 ]; do
  case $1 in
    --runs) runs=${2:?--runs needs a number} && shift ;;
    --engine) engine=${2:?--engine needs sqlite or postgres} && shift ;;
    --seed) seed=${2:?--seed needs what a failure named} && shift ;;
    --debug) profile=() ;;
    *) fail "unknown option '$1': the first lines of scripts/chaos.sh list them" ;;
  esac
  shift
done
case $engine in
  sqlite | postgres) ;;
  both) [ -z "$seed" ] || fail 'a seed needs --engine as well: the failure named both' ;;
  *) fail "unknown engine '$engine': use sqlite or postgres" ;;
esac

# Settings of the developer's own shop have no business here.
for name in $(compgen -e | grep -E '^(FLOODGATE|DATABASE|REDIS|SMTP|STRIPE|OTEL)_' || true); do unset "$name"; done

# prove ENGINE RUNS COMMAND...: all proofs at full length, or the one run that is asked for.
prove() {
  local name=$1 count=$2 proofs=full_
  shift 2
  [ -z "$seed" ] || proofs=chaos::full_
  CHAOS_RUNS=$count CHAOS_SEED=$seed openly "proofs under fire on $name" "$@" \
    cargo test "${profile[@]}" --test integration -- --ignored --nocapture --test-threads=1 "$proofs"
}

openly 'proofs, compiled' cargo test "${profile[@]}" --test integration --no-run
status=0
share=$((runs / 5))
[ "$engine" = both ] || share=$runs
[ "$engine" = postgres ] || prove SQLite "$share" env || status=1
[ "$engine" != both ] || share=$((runs - share))
[ "$engine" = sqlite ] || prove 'PostgreSQL and Redis' "$share" scripts/services.sh || status=1
exit "$status"
