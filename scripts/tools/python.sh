# shellcheck shell=bash
# Python, for the one tool that comes from PyPI: a stateful imitation of Stripe; sourced by tools.sh and services.sh.

localstripe_version=1.15.0
localstripe_dir=${XDG_CACHE_HOME:-$HOME/.cache}/floodgate/tools/localstripe-$localstripe_version

has_localstripe() { "$localstripe_dir/bin/python" -c 'import localstripe.server' >/dev/null 2>&1; }

# In an environment of its own: nothing of the user's Python is touched.
ensure_localstripe() {
  has_localstripe && return
  quietly "localstripe $localstripe_version (PyPI)" install_localstripe && has_localstripe ||
    fail "could not install localstripe; see above, or by hand: $localstripe_dir/bin/pip install localstripe==$localstripe_version"
}

install_localstripe() {
  rm -rf "$localstripe_dir"
  python3 -m venv "$localstripe_dir"
  "$localstripe_dir/bin/pip" --quiet --disable-pip-version-check install "localstripe==$localstripe_version"
}
