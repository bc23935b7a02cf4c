# shellcheck shell=bash
# Rust: the compiler, the browser target and the two programs that cargo builds; sourced by tools.sh.

tools_dir=${XDG_CACHE_HOME:-$HOME/.cache}/floodgate/tools

require_rust() {
  local wanted have
  wanted=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' Cargo.toml)
  if ! have=$(rustc --version 2>/dev/null | cut -d ' ' -f 2) || [ -z "$have" ]; then
    missing_other+=("Rust $wanted  https://rustup.rs, or: curl --proto '=https' -sSf https://sh.rustup.rs | sh")
  elif [ "$(printf '%s\n' "$wanted" "$have" | sort -V | head -n 1)" != "$wanted" ]; then
    missing_other+=("Rust $wanted (this is $have)  rustup update stable")
  fi
}

has_wasm_target() {
  local lib
  lib=$(rustc --print target-libdir --target wasm32-unknown-unknown 2>/dev/null) &&
    compgen -G "$lib/libstd-*.rlib" >/dev/null
}

# From rustup, as everywhere; where its server cannot be reached, from Debian's Rust.
ensure_wasm_target() {
  has_wasm_target && return
  if ! RUSTUP_TOOLCHAIN=debian has_wasm_target; then
    quietly 'wasm target' timeout 180 rustup target add wasm32-unknown-unknown && has_wasm_target && return
    is_root_on_debian ||
      fail 'no wasm target. Run: rustup target add wasm32-unknown-unknown (or, as root on Debian, scripts/tools/wasm-target-debian.sh)'
    openly "wasm target from Debian's Rust" scripts/tools/wasm-target-debian.sh ||
      fail 'no wasm target; when the network is back: rustup target add wasm32-unknown-unknown'
  fi
  export RUSTUP_TOOLCHAIN=debian
}

ensure_lint_components() {
  if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
    quietly 'rustfmt and clippy' rustup component add rustfmt clippy || fail 'run: rustup component add rustfmt clippy'
  fi
}

# The tool must be the very version of the library.
ensure_wasm_bindgen() {
  local version
  version=$(awk '$1 == "name" { found = $3 == "\"wasm-bindgen\"" }
    found && $1 == "version" { gsub(/"/, "", $3); print $3; exit }' Cargo.lock)
  [ -n "$version" ] || fail 'Cargo.lock names no wasm-bindgen'
  # Without --locked: its lock file asks for a release that was withdrawn.
  ensure_cargo_tool wasm-bindgen wasm-bindgen-cli "$version" 1 3
}

# The newest that builds on Rust 1.95.
ensure_cargo_leptos() { ensure_cargo_tool cargo-leptos cargo-leptos 0.3.10 0 6 --locked; }

# ensure_cargo_tool PROGRAM CRATE VERSION OPT_LEVEL MINUTES [CARGO_ARGUMENT...]
ensure_cargo_tool() {
  local program=$1 crate=$2 version=$3 opt_level=$4 minutes=$5
  shift 5
  has_version "$program" "$version" && return
  local dir=$tools_dir/$program-$version
  export PATH=$dir/bin:$PATH
  has_version "$program" "$version" && return

  if cargo binstall -V >/dev/null 2>&1; then # only what the project itself publishes
    quietly "$program $version (prebuilt)" cargo binstall --no-confirm --disable-telemetry \
      --strategies crate-meta-data --root "$dir" "$crate@$version" && has_version "$program" "$version" && return
  fi
  # Its own release profile spends half an hour on a program that runs for seconds.
  openly "$program $version (from source, about $minutes minutes on 2 cores)" env -u CARGO_TARGET_DIR \
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL="$opt_level" \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=256 CARGO_PROFILE_RELEASE_DEBUG=false \
    cargo install "$crate" --version "$version" --root "$dir" "$@" ||
    fail "could not install $program; see above, or by hand: cargo install $crate --version $version $*"
}

has_version() { [[ "$("$1" --version 2>/dev/null)" == "$1 $2"* ]]; }
