#!/bin/sh
# What cargo calls instead of rustc while tests are compiled (RUSTC_WRAPPER): crates of tests, and libraries once more with
# their unit tests inside, run once and are not shipped, so they are optimised little. Cargo does not count the wrapper among
# what a crate is built from: whoever runs the tests afterwards needs none.
rustc=$1
shift
case " $* " in *' --test '*) set -- "$@" -C opt-level=1 ;; esac
exec "$rustc" "$@"
