#!/usr/bin/env bash
# Twenty times the crowd on PostgreSQL, the console in one window and somebody who buys in another. Behind `make spike`,
# which runs it with the tools in place (scripts/tools.sh test scripts/spike.sh).
#
# Says what became of everyone, and takes the README's picture of the console. Fails when anybody met an error, when
# the purchase took more than three attempts, when the crowd was sold less than few are or somebody was refused long after
# it, or when `floodgate verify` finds anything afterwards. Three minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh
source scripts/tools/system.sh

# Settings of the developer's own shop have no business here.
for name in $(compgen -e | grep -E '^(FLOODGATE|DATABASE|REDIS|SMTP|STRIPE|OTEL)_' || true); do unset "$name"; done
unset RUST_BACKTRACE RUST_LIB_BACKTRACE # with them each refusal costs the load generator a walk up its stack

scripts/build.sh
openly 'load generator' cargo build --release -p load
CHROMIUM_PATH=$(headless_program) FLOODGATE_SERVICES=durable scripts/services.sh \
  env -C end2end npx playwright test --config spike.config.ts --reporter=line
