#!/usr/bin/env bash
# The measures of the project, each beside its peer or limit in the same run:
#
#   scripts/bench.sh [--quick] [takes|purchases|burst|sqlite|pages|goodput|light|refusals|streams|soak|catalogue|footprint|lighthouse]...
#
# `lighthouse` is scripts/lighthouse.sh: scores and weights of pages. Without a part all of them, about two hours, most of it the soak and the catalogue of a million products. --quick is over in five minutes, shows that everything
# works, and its numbers mean nothing. Results: target/bench/report.md and report.json, goodput.svg, and a page in HTML
# for each crowd. Exit code 1 when a count was wrong (an item
# oversold, an invariant broken, a purchase lost); times are reported, never judged.
#
# Behind `make bench`, which runs it with the tools in place (scripts/tools.sh bench). PostgreSQL is this run's own, as
# durable as it comes (scripts/services.sh), and everything listens on 127.0.0.1.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh
source scripts/tools/system.sh

if [ "${1:-}" = --quick ]; then
  export BENCH_QUICK=1
  shift
fi

# Settings of the developer's own shop have no business here.
for name in $(compgen -e | grep -E '^(FLOODGATE|DATABASE|REDIS|SMTP|STRIPE|OTEL)_' || true); do unset "$name"; done
unset RUST_BACKTRACE RUST_LIB_BACKTRACE # with them each refusal costs the load generator a walk up its stack

scripts/build.sh
# The domain operation's driver is of the same packages as the build, so nothing is compiled twice.
openly 'driver of the hot item' cargo build --release --example hot_item
openly 'load generator' cargo build --release -p load

work=$(mktemp -d /var/tmp/floodgate-bench.XXXXXX) # on the disk where services.sh puts PostgreSQL
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
rm -rf target/bench
mkdir -p target/bench

bin=$(postgres_bin_dir)
export BENCH_FLOODGATE=$PWD/target/release/floodgate
export BENCH_HOT_ITEM=$PWD/target/release/examples/hot_item
export BENCH_POSTGRES_BIN=$bin
export BENCH_WORK=$work
export BENCH_RESULTS=$PWD/target/bench
status=0
parts=() browser=
[ $# -gt 0 ] || browser=1
for part in "$@"; do
  if [ "$part" = lighthouse ]; then browser=1; else parts+=("$part"); fi
done
if [ $# = 0 ] || [ ${#parts[@]} -gt 0 ]; then
  FLOODGATE_SERVICES=durable scripts/services.sh target/release/load "${parts[@]}" || status=$?
fi
# What people's browsers make of it; last, so that its report stands below the others.
if [ -n "$browser" ]; then
  if scripts/lighthouse.sh; then
    { echo && cat target/lighthouse/report.md; } >>target/bench/report.md
  else
    status=$?
  fi
fi
# The README shows the plot of the latest run whose numbers mean something.
if [ -z "${BENCH_QUICK:-}" ] && [ -f target/bench/goodput.svg ]; then cp target/bench/goodput*.svg docs/; fi
exit "$status"
