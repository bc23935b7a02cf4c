#!/bin/sh
# What cargo calls instead of rustc while tests are compiled (RUSTC_WRAPPER): a crate of tests runs once and is not shipped,
# so it is optimised little. All that the tests are of stays as it ships. Cargo does not
# count the wrapper among what a crate is built from: whoever runs the tests afterwards needs no wrapper.
rustc=$1
shift
case " $* " in *' --test '*) set -- "$@" -C opt-level=1 ;; esac
exec "$rustc" "$@"
