#!/usr/bin/env bash
# Architecture guards: rules of the house that no compiler checks.
#
#   scripts/guards.sh              every rule; what breaks one is listed under it
#   scripts/guards.sh --self-test  breaks each rule in a copy of the project and sees that its guard says so
#
# A guard `guard_NAME` prints what breaks its rule, nothing when all is well; `rule_NAME` is the rule in words and
# `break_NAME` breaks it for the self-test.
# shellcheck disable=SC2034 # the rules' texts are read by name
set -euo pipefail
cd "$(dirname "$0")/.."
source scripts/console.sh

guards=(types browser commerce inventory migrations csp inline_style file_names file_size lock_files one_build physical_css)

# --- where things are ---

project_files() { # project_files FIND_TEST...
  find . \( -path ./.git -o -path ./target -o -path ./var -o -name node_modules \) -prune -o \( "$@" \) -print
}

# Lines `file:line:text` of the Rust code under some directories, without comments and tests.
rust_code() {
  # shellcheck disable=SC2016 # awk's own $0
  find "$@" -name '*.rs' -not -path '*/tests/*' -not -name tests.rs -print0 | xargs -0 awk '
    FNR == 1 { in_tests = after_cfg_test = 0 }
    /^ *#\[cfg\(test\)\]/ { after_cfg_test = 1; next }
    after_cfg_test { after_cfg_test = 0; if (/mod [a-z_]+ *\{/) in_tests = 1 }
    !in_tests && !/^ *\/\// { print FILENAME ":" FNR ":" $0 }'
}

# Names of the packages that `cargo tree` lists for some arguments.
packages() { cargo tree --quiet --prefix none --format '{p}' "$@" | awk '{ print $1 }' | sort -u; }

# forbid PATTERN ARGUMENTS...: the packages among them whose whole name matches.
forbid() {
  local pattern=$1 names
  shift
  names=$(packages "$@" 2>&1) || { echo "cargo tree $*: $names" && return; }
  grep -xE "$pattern" <<<"$names" || true
}

# --- the rules ---

rule_types='app/types knows no database, server or UI; sea-orm and utoipa come with its feature "native" alone'
guard_types() {
  forbid 'sea-orm|sqlx|utoipa|axum|leptos|tokio|app|commerce' -p types -e normal
  forbid 'axum|leptos|app|commerce' -p types -e normal --features native
}
break_types() { depend app/types dependencies 'axum.workspace = true'; }

rule_browser='the browser build carries nothing of the server'
guard_browser() {
  forbid 'tokio|axum|hyper|sea-orm|sqlx|fred|leptos_axum|commerce|demo|migration|server' \
    -p frontend -e normal,no-proc-macro --target wasm32-unknown-unknown
}
break_browser() { depend frontend dependencies 'tokio.workspace = true'; }

rule_commerce='commerce knows no HTTP server and no UI'
guard_commerce() {
  forbid 'axum.*|http|http-body.*|hyper.*|tower.*|leptos.*|app|server' -p commerce -e normal,build,dev --depth 1
}
break_commerce() { depend server/commerce dependencies 'axum.workspace = true'; }

rule_inventory='how stock is stored is private to commerce::inventory'
guard_inventory() {
  rust_code server/commerce/src/inventory |
    grep -E ':[[:space:]]*pub(\([a-z: ]+\))? (mod|use) +((self|super|crate)::)*(inventory::)?(entity|entities|store)\b' || true
}
break_inventory() { echo 'pub mod entity;' >>server/commerce/src/inventory/mod.rs; }

rule_migrations='migrations are frozen the day they ship: they use nothing of ours'
guard_migrations() { forbid 'app|types|commerce|server|demo' -p migration -e normal,build,dev --depth 1; }
break_migrations() { depend migration dev-dependencies 'types.workspace = true'; }

rule_csp='the content security policy allows nothing unsafe but wasm'
guard_csp() {
  { rust_code app/src server && find server -name '*.toml' -exec grep -Hn '' {} +; } |
    sed 's/wasm-unsafe-eval//g' | grep -E 'unsafe-(inline|eval|hashes)' || true
}
break_csp() { echo "const POLICY: &str = \"style-src 'unsafe-inline'\";" >>server/src/main.rs; }

rule_inline_style='no inline styles: the content security policy refuses them'
guard_inline_style() {
  rust_code app/src server/src | grep -E '[[:space:]"]style(=\\?["{(]|=move|:[a-z-]+=)' || true
}
break_inline_style() { echo 'fn broken() { view! { <p style="color: red"/> } }' >>app/src/lib.rs; }

rule_file_names='a file is named for what it holds; utils, helpers, common and misc hold anything'
guard_file_names() { project_files -regextype posix-extended -regex '.*/(utils?|helpers?|common|misc)(\.[a-z]+)?'; }
break_file_names() { touch server/src/utils.rs; }

rule_file_size='every Rust file is shorter than 500 lines'
guard_file_size() { project_files -name '*.rs' | xargs wc -l | awk '$2 != "total" && $1 >= 500 { print $2 ": " $1 }'; }
break_file_size() { seq -f '// %g' 500 >app/src/long.rs; }

rule_lock_files='lock files record no download address ("resolved")'
guard_lock_files() { project_files -name package-lock.json | xargs grep -Hn '"resolved"' || true; }
break_lock_files() { echo '"resolved": "https://example.com"' >>package-lock.json; }

rule_one_build="tests reuse the server's build: no dependency of theirs switches on a feature the server's lack, or cargo
    compiles these and all above them a second time (add the feature to the server's own dependency)"
guard_one_build() {
  local server tests
  if ! server=$(features -p server -e normal,build 2>&1) || ! tests=$(features -e normal,build,dev 2>&1); then
    echo "cargo tree: $server ${tests:-}"
    return
  fi
  comm -23 <(echo "$server") <(echo "$tests") | cut -d ' ' -f 1,2 | while read -r package; do
    echo "$package: $(comm -13 <(features_of "$package" "$server") <(features_of "$package" "$tests") | xargs)"
  done
}
features() { cargo tree --quiet --prefix none --format '{p} {f}' "$@" | sed 's/ (\*)$//' | sort -u; }
features_of() { grep -F "$1 " <<<"$2" | awk '{ print $NF }' | tr ',' '\n' | sort -u; }
break_one_build() { depend app/types dev-dependencies 'tokio = { workspace = true, features = ["test-util"] }'; }

rule_physical_css='the style says start and end, not left and right, so that pages can run either way'
# What may stand there all the same, and why.
physical_css_allowed=(
  'style/home.css: object-position: 80% 100%' # the scene is mirrored as a whole
)
guard_physical_css() {
  awk -f scripts/physical.awk style/*.css public/*.css | grep -vxF "$(printf '%s\n' "${physical_css_allowed[@]}")" || true
}
break_physical_css() { echo '.broken { margin: 0 1rem 0 auto; }' >>style/header.css; }

# depend PACKAGE_DIRECTORY SECTION LINE: one more dependency.
depend() {
  grep -qx "\[$2\]" "$1/Cargo.toml" || printf '\n[%s]\n' "$2" >>"$1/Cargo.toml"
  sed -i "/^\[$2\]$/a $3" "$1/Cargo.toml"
}

# --- running them ---

check_all() {
  local name rule found broken=0
  for name in "${guards[@]}"; do
    found=$("guard_$name" 2>&1)
    [ -n "$found" ] || continue
    rule=rule_$name
    printf 'broken rule: %s\n    %s\n' "${!rule}" "${found//$'\n'/$'\n'    }" >&2
    broken=$((broken + 1))
  done
  [ "$broken" = 0 ] || fail "$broken of ${#guards[@]} architecture rules are broken"
}

self_test() {
  local name copy before after blind=0
  copy=$(mktemp -d)
  # shellcheck disable=SC2064 # the directory of now
  trap "rm -rf '$copy'" EXIT
  export CARGO_NET_OFFLINE=true
  for name in "${guards[@]}"; do
    mkdir "$copy/$name"
    project_files -type f | tar --create --files-from=- | tar --extract -C "$copy/$name"
    before=$(cd "$copy/$name" && "guard_$name" 2>&1)
    after=$(cd "$copy/$name" && "break_$name" && "guard_$name" 2>&1)
    if [ -z "$after" ] || [ "$after" = "$before" ]; then
      echo "guard $name does not see its rule broken" >&2
      blind=$((blind + 1))
    fi
  done
  [ "$blind" = 0 ] || fail "$blind of ${#guards[@]} guards are blind"
}

case ${1:-} in
  '') quietly "architecture: ${#guards[@]} rules" check_all ;;
  --self-test) quietly "architecture: ${#guards[@]} guards can fail" self_test ;;
  *) fail 'usage: scripts/guards.sh [--self-test]' ;;
esac
