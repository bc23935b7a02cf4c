//! The `floodgate` binary.

use std::process::ExitCode;

/// A tenth of a busy shop's processor time went into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::run()
}
