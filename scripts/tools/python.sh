# shellcheck shell=bash
# Python, for what comes from PyPI: a stateful imitation of Stripe, and Schemathesis, which calls REST as its document says
# and otherwise; sourced by tools.sh, services.sh and schemathesis.sh. Each has an environment of its own: nothing of the
# user's Python is touched.

python_tools=${XDG_CACHE_HOME:-$HOME/.cache}/floodgate/tools
localstripe_version=1.15.0
localstripe_dir=$python_tools/localstripe-$localstripe_version
schemathesis_version=4.32.5
schemathesis_dir=$python_tools/schemathesis-$schemathesis_version

has_localstripe() { "$localstripe_dir/bin/python" -c 'import localstripe.server' >/dev/null 2>&1; }
has_schemathesis() { "$schemathesis_dir/bin/schemathesis" --version >/dev/null 2>&1; }

ensure_localstripe() { ensure_python_tool localstripe "$localstripe_version" "$localstripe_dir"; }
ensure_schemathesis() { ensure_python_tool schemathesis "$schemathesis_version" "$schemathesis_dir"; }

# ensure_python_tool NAME VERSION DIR
ensure_python_tool() {
  "has_$1" && return
  quietly "$1 $2 (PyPI)" install_python_tool "$@" && "has_$1" ||
    fail "could not install $1; see above, or by hand: $3/bin/pip install $1==$2"
}

install_python_tool() {
  rm -rf "$3"
  python3 -m venv "$3"
  "$3/bin/pip" --quiet --disable-pip-version-check install "$1==$2"
}
