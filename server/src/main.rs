//! The `floodgate` binary.

use std::process::ExitCode;

/// A tenth of a busy shop's processor time went into the system's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // Of its buffers an idle connection touches a quarter; in huge pages it would take all of them. Where this fails, it does.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    server::cli::run()
}
