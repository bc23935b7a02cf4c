#!/usr/bin/env bash
# The browser target without rustup's server: Debian 12 carries a current Rust and the standard library's source,
# from which cargo builds the library for wasm32 once. The result is the toolchain `debian` in rustup.
# Needs root; scripts/tools.sh calls it when `rustup target add` fails.
set -euo pipefail
cd "$(dirname "$0")/../.."
source scripts/console.sh
source scripts/tools/system.sh

target=wasm32-unknown-unknown
rustlib=/usr/lib/rustlib

is_root_on_debian || fail 'this needs root on Debian'
quietly "Debian's package lists" apt-get -qq update
quietly "Debian's Rust" apt_get_install rustc-web cargo-web rust-web-src rust-web-clippy rustfmt-web lld-22

# An empty crate is enough to have the standard library built. Bitcode is what link-time optimisation reads.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/src"
printf '#![no_std]\n' >"$work/src/lib.rs"
printf '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n[workspace]\n' >"$work/Cargo.toml"
openly 'standard library for the browser' env -C "$work" -u CARGO_TARGET_DIR PATH=/usr/bin:/bin \
  RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
  /usr/bin/cargo build --release --target "$target" -Zbuild-std=std,panic_abort

install -d "$rustlib/$target/lib" "$rustlib/x86_64-unknown-linux-gnu/bin"
find "$work/target/$target/release/deps" -name 'lib*.rlib' -not -name 'libempty-*' \
  -exec install -m 644 -t "$rustlib/$target/lib" {} +
ln -sf "$(command -v lld-22)" "$rustlib/x86_64-unknown-linux-gnu/bin/rust-lld"
rustup toolchain link debian /usr
