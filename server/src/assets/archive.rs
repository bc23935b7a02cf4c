//! Files of earlier builds. A page from a cache, or one that has been open for a while, asks for the stylesheet and scripts of the
//! build it was made by; their names carry the hash of their content, so old and new lie side by side.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use app::assets::Assets;

/// Longer than any page lives in a cache or stays open.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3600);

/// Where earlier builds' files are, laid out like the site.
#[must_use]
pub fn place(data_dir: &Path) -> PathBuf {
    data_dir.join("assets")
}

/// Copies this build's files beside those of earlier ones, and forgets builds that have not been started for a month. A failure costs
/// what is asked for by old pages after the next build.
pub fn keep(assets: &Assets, site_dir: &Path, data_dir: &Path) {
    let is_hashed = assets.css != Assets::from_hashes("").css;
    if is_hashed && let Err(cause) = copy(&site_dir.join("pkg"), &place(data_dir).join("pkg"), SystemTime::now()) {
        tracing::warn!(%cause, "this build's stylesheet and scripts could not be kept for pages that outlive it");
    }
}

fn copy(from: &Path, to: &Path, now: SystemTime) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if !entry.file_type()?.is_file() {
            continue;
        }
        let (copy, part) = (to.join(entry.file_name()), to.join(".part"));
        if !copy.exists() {
            // Whole or not at all: another process may be serving from here.
            fs::copy(entry.path(), &part)?;
            fs::rename(&part, &copy)?;
        }
        File::options().append(true).open(&copy)?.set_modified(now)?;
    }
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        let used = entry.metadata()?.modified()?;
        if now.duration_since(used).is_ok_and(|unused| unused > KEPT) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_earlier_builds_stay_for_a_month_after_their_last_start() {
        let dir = tempfile::tempdir().unwrap();
        let (site, data) = (dir.path().join("site"), dir.path().join("data"));
        let kept = |name: &str| place(&data).join("pkg").join(name).exists();
        let build = |name: &str, days: u64| {
            let _ = fs::remove_dir_all(&site);
            fs::create_dir_all(site.join("pkg")).unwrap();
            fs::write(site.join("pkg").join(name), name).unwrap();
            let now = SystemTime::UNIX_EPOCH + Duration::from_secs(days * 24 * 3600);
            copy(&site.join("pkg"), &place(&data).join("pkg"), now).unwrap();
        };
        build("a.css", 1000);
        build("b.css", 1020);
        assert!(kept("a.css") && kept("b.css"));
        build("b.css", 1035);
        assert!(!kept("a.css") && kept("b.css"));
        build("c.css", 1064);
        assert!(kept("b.css") && kept("c.css"));
    }
}
