# shellcheck shell=bash
# Node and what comes from npm; sourced by tools.sh.

require_node() {
  local major
  major=$(node -p 'process.versions.node.split(".")[0]' 2>/dev/null || echo 0)
  if [ "$major" -lt 20 ] || ! command -v npm >/dev/null; then
    missing_other+=('Node 20 with npm  https://nodejs.org/en/download')
  fi
}

# ensure_node_packages DIRECTORY LABEL: what the directory's lock file says, and its programs on PATH.
ensure_node_packages() {
  if [ ! "$1/node_modules/.package-lock.json" -nt "$1/package-lock.json" ]; then
    quietly "$2" npm ci --prefix "$1" || fail "this failed: npm ci --prefix $1"
  fi
  export PATH=$PWD/$1/node_modules/.bin:$PATH
}
