#!/usr/bin/env bash
# Every test of the project. Behind `make test`, which runs it with the tools in place (scripts/tools.sh test).
#
# Ends with `N passed, N failed, N skipped` over all suites, exit code 1 when anything failed. A suite that could not
# run, ran into its time limit or found no test counts as a failed test.
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh
source scripts/tools/system.sh

logs=target/test
passed=0 failed=0 skipped=0
child=

# `timeout` passes the signal on to all that the running suite started.
trap 'if [ -n "$child" ]; then kill -TERM "$child" && wait "$child" || true; fi' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# suite NAME COUNTER MINUTES COMMAND...: shows the output as it comes and adds up what COUNTER reads from it.
suite() {
  local name=$1 counter=$2 minutes=$3 start=$SECONDS status=0 counts ok bad left_out
  shift 3
  local log="$logs/${name//[^[:alnum:]]/-}.log"
  say "$name"
  : >"$log"
  timeout --kill-after=30 "${minutes}m" "$@" >>"$log" 2>&1 </dev/null &
  child=$!
  tail --pid="$child" --sleep-interval=0.3 --lines=+1 --follow "$log" &
  wait "$child" || status=$?
  child=
  wait $! || true
  [ "$status" != 124 ] || say "$name: stopped after $minutes minutes"
  counts=$("$counter" "$log") || counts='0 0 0'
  read -r ok bad left_out <<<"$counts"
  if [ "$bad" = 0 ] && { [ "$status" != 0 ] || [ "$ok" = 0 ]; }; then bad=1; fi
  passed=$((passed + ok)) failed=$((failed + bad)) skipped=$((skipped + left_out))
  say "$name: $ok passed, $bad failed, $left_out skipped ($((SECONDS - start)) s)"
}

# shellcheck disable=SC2317 # the counters are called through suite
count_cargo() { # sums up `test result: ok. 12 passed; 0 failed; 1 ignored; ...`
  awk '/^test result: / { for (i = 2; i <= NF; i++) n[$i] += $(i - 1) }
    END { print n["passed;"] + 0, n["failed;"] + 0, n["ignored;"] + 0 }' "$1"
}

report=$PWD/$logs/playwright.json
# shellcheck disable=SC2317
count_playwright() { # a test that passed at the second try passed
  [ -e "$report" ] || return 1
  node -p 'const s = JSON.parse(require("fs").readFileSync(process.argv[1])).stats
    ;[s.expected + s.flaky, s.unexpected, s.skipped].join(" ")' "$report"
}

junit=$PWD/$logs/schemathesis.xml
# shellcheck disable=SC2317
count_schemathesis() { # one test for each call of the document
  [ -e "$junit" ] || return 1
  python3 - "${junit%.xml}"*.xml <<'PYTHON'
import sys, xml.etree.ElementTree as tree
cases = [case for report in sys.argv[1:] for case in tree.parse(report).getroot().iter("testcase")]
bad = sum(1 for case in cases if case.find("failure") is not None or case.find("error") is not None)
skipped = sum(1 for case in cases if case.find("skipped") is not None)
print(len(cases) - bad - skipped, bad, skipped)
PYTHON
}

# Why tests failed, in a few lines each: of a long log often the end alone is kept.
reasons() {
  grep -hE -A2 '^thread .* panicked at' "$logs"/*.log | head -60 | cut -c1-300 || true
  [ ! -e "$report" ] || node -e '
    const failed = (suite) => [...(suite.suites ?? []).flatMap(failed), ...(suite.specs ?? []).filter(({ ok }) => !ok)];
    const plain = (words) => words.replace(/\x1b\[\d+m/g, "").split("\n").filter((line) => line.trim()).slice(0, 8);
    for (const { file, title, tests } of failed(JSON.parse(require("fs").readFileSync(process.argv[1])))) {
      const errors = tests.flatMap(({ results }) => results.flatMap((result) => result.errors));
      for (const { message } of errors) console.log([`${file}: ${title}`, ...plain(message)].join("\n"));
    }' "$report"
}

finish() {
  local line="$passed passed, $failed failed, $skipped skipped"
  [ "$failed" = 0 ] || reasons
  echo "$line" >"$logs/summary"
  echo "$line"
  [ "$failed" = 0 ] && exit 0
  exit 1
}

# Settings of the developer's own shop have no business here.
for name in $(compgen -e | grep -E '^(FLOODGATE|DATABASE|REDIS|SMTP|STRIPE|OTEL)_' || true); do unset "$name"; done
mkdir -p "$logs"
rm -f "$logs/summary" "$report" "${junit%.xml}"*.xml

# One compilation serves all: tests and the server that browsers meet are of one profile, quick to compile, and always of
# the same set of packages (the default members, never `-p`); a guard sees to it that the tests' own dependencies switch on
# no feature that the server's build lacks. What a browser downloads is what ships; it is built meanwhile, for the link of it
# keeps one processor busy.
bundle_log=$logs/bundle.log
scripts/build.sh bundle >"$bundle_log" 2>&1 </dev/null &
child=$!
compiled=0
openly 'server and tests, compiled' cargo test --profile quick --no-run || compiled=1
wait "$child" || compiled=1
child=
tail -n 25 "$bundle_log"
if [ "$compiled" != 0 ]; then
  failed=1
  finish
fi
cp target/release/hash.txt target/quick/ # a server looks beside itself for the names of the bundle's files

floodgate=$PWD/target/quick/floodgate
cargo_test=(cargo test --profile quick --no-fail-fast)
suite 'Unit tests, examples in the documentation' count_cargo 20 \
  bash -c '"$@" --lib --bins --test catalogue --test pictures --test translations && "$@" --doc' unit "${cargo_test[@]}"
suite 'Integration tests, SQLite' count_cargo 20 "${cargo_test[@]}" --test integration
suite 'Integration tests, PostgreSQL and Redis' count_cargo 20 \
  scripts/services.sh "${cargo_test[@]}" --test integration
suite 'REST against its document' count_schemathesis 8 env FLOODGATE_BIN="$floodgate" SCHEMATHESIS_JUNIT="$junit" scripts/schemathesis.sh
suite 'Browser tests' count_playwright 35 env -C end2end FLOODGATE_BIN="$floodgate" \
  CHROMIUM_PATH="$(headless_program)" PLAYWRIGHT_JSON_OUTPUT_FILE="$report" \
  npx playwright test --reporter=list,json
finish
