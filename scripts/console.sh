# shellcheck shell=bash
# Progress messages for the other scripts; sourced, never run.

say() { printf '==> %s\n' "$*"; }

# fail MESSAGE...: one line on stderr that says what to do, then exit 1.
fail() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

# quietly LABEL COMMAND...: `==> LABEL ... ok (3 s)`; the command's output is shown only when it fails.
quietly() {
  local label=$1 start=$SECONDS status=0 log
  shift
  log=$(mktemp)
  printf '==> %s ... ' "$label"
  ("$@") >"$log" 2>&1 </dev/null || status=$? # a subshell: a function may call fail
  if [ "$status" = 0 ]; then
    printf 'ok (%d s)\n' $((SECONDS - start))
  else
    printf 'failed (%d s)\n' $((SECONDS - start))
    sed 's/^/    /' "$log" >&2
  fi
  rm -f "$log"
  return "$status"
}

# openly LABEL COMMAND...: the same with the output shown as it comes, for what takes minutes.
openly() {
  local label=$1 start=$SECONDS status=0
  shift
  say "$label"
  ("$@") </dev/null || status=$?
  if [ "$status" = 0 ]; then
    say "$label ... ok ($((SECONDS - start)) s)"
  else
    say "$label ... failed ($((SECONDS - start)) s)"
  fi
  return "$status"
}
