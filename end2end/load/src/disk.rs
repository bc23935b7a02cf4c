//! What the disk allows: the limit under every commit that is not shared.

use std::{
    fs::File,
    io::Write,
    path::Path,
    time::{Duration, Instant},
};

/// As PostgreSQL and SQLite write their logs.
const PAGE: [u8; 8192] = [1; 8192];

/// Pages written and flushed one after the other, per second.
///
/// # Errors
/// When `folder` cannot be written to.
pub fn flushes_per_second(folder: &Path, time: Duration) -> anyhow::Result<f64> {
    let path = folder.join("flushes");
    let mut file = File::create(&path)?;
    let (started, mut count) = (Instant::now(), 0.0);
    while started.elapsed() < time {
        file.write_all(&PAGE)?;
        file.sync_data()?;
        count += 1.0;
    }
    std::fs::remove_file(path)?;
    Ok(count / started.elapsed().as_secs_f64())
}
