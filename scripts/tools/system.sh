# shellcheck shell=bash
# Programs that come from the system's package manager; sourced by tools.sh, services.sh and test.sh.

postgres_bin_dir() { # newest PostgreSQL server; Debian keeps it off PATH
  local initdb
  initdb=$(command -v initdb || find /usr/lib/postgresql -path '*/bin/initdb' 2>/dev/null | sort -V | tail -n 1)
  [ -n "$initdb" ] && dirname "$(readlink -f "$initdb")"
}

redis_program() { command -v redis-server || command -v valkey-server; }

# Debian keeps servers where only root looks.
system_program() { PATH=$PATH:/usr/sbin:/usr/local/sbin command -v "$1"; }

chromium_program() {
  [ -z "${CHROMIUM_PATH:-}" ] || { echo "$CHROMIUM_PATH" && return; }
  command -v chromium || command -v chromium-browser || command -v google-chrome || command -v google-chrome-stable
}

# For tests: Chromium without what only a window needs takes half the time.
headless_program() {
  [ -z "${CHROMIUM_PATH:-}" ] || { echo "$CHROMIUM_PATH" && return; }
  command -v chromium-headless-shell || chromium_program
}

is_present() {
  case $1 in
    postgres) postgres_bin_dir ;;
    redis) redis_program ;;
    chromium) chromium_program ;;
    headless) headless_program ;;
    varnish) system_program varnishd ;;
    nginx) system_program nginx ;;
    python) python3 -c 'import ensurepip, venv' ;;
    *) command -v "$1" ;;
  esac >/dev/null
}

# One row for each thing a task may need: its name, then its package for apt-get, dnf and pacman.
package_table() {
  cat <<'TABLE'
cc        gcc                      gcc                gcc
perl      perl                     perl               perl
postgres  postgresql               postgresql-contrib postgresql
redis     redis-server             redis              redis
chromium  chromium                 chromium           chromium
headless  chromium-headless-shell  chromium           chromium
python    python3-venv             python3            python
varnish   varnish                  varnish            varnish
nginx     nginx-light              nginx              nginx
wrk       wrk                      wrk                wrk
perf      linux-perf               perf               perf
TABLE
}

# package_for NAME COLUMN
package_for() { package_table | awk -v name="$1" -v column="$2" '$1 == name { print $column }'; }

require_linux() {
  [ "$(uname -s)" = Linux ] ||
    missing_other+=('Linux: these scripts use its tools. On another system work in a Debian 12 container or VM')
}

missing_packages=() # names of package_table
missing_other=()    # lines that say what to do

require() {
  local name
  for name in "$@"; do
    is_present "$name" || missing_packages+=("$name")
  done
}

is_root_on_debian() { [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null; }

# Installs what `require` found missing, or names every missing thing with its command and exits 1.
install_required() {
  [ ${#missing_packages[@]} != 0 ] || [ ${#missing_other[@]} != 0 ] || return 0
  if [ ${#missing_other[@]} = 0 ] && is_root_on_debian; then
    install_from_debian "${missing_packages[@]}"
  else
    name_missing
    exit 1
  fi
}

name_missing() {
  local line name column=2 command='sudo apt-get install --no-install-recommends'
  if command -v apt-get >/dev/null; then :
  elif command -v dnf >/dev/null; then column=3 command='sudo dnf install'
  elif command -v pacman >/dev/null; then column=4 command='sudo pacman -S'
  fi
  {
    echo 'error: some things are missing. Nothing was installed; install them and start again:'
    for line in "${missing_other[@]}"; do echo "  $line"; done
    for name in "${missing_packages[@]}"; do
      printf '  %-10s %s %s\n' "$name" "$command" "$(package_for "$name" "$column")"
    done
  } >&2
}

install_from_debian() {
  local name packages=()
  for name in "$@"; do packages+=("$(package_for "$name" 2)"); done
  quietly "Debian's package lists" apt-get -qq update || fail 'apt-get update failed; see above'
  quietly "Debian packages: ${packages[*]}" apt_get_install "${packages[@]}" ||
    fail "this failed: apt-get install ${packages[*]}"
}

# Debian starts the servers it installs. Ours run on free ports for as long as a test does, so the packages' own
# are kept from starting by the file that Debian has for it.
apt_get_install() {
  local status=0 policy=/usr/sbin/policy-rc.d ours=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
    ours=yes
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" || status=$?
  [ -z "$ours" ] || rm -f "$policy"
  return "$status"
}
