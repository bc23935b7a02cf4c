//! The signing secret: given, or made once and kept.

use std::{
    fs,
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use anyhow::{Context, bail};
use rand::RngCore;

/// Fewer characters could be guessed.
const MIN_LENGTH: usize = 32;

/// The `given` secret, or where the shop is `embedded`, the one kept in `data_dir`.
pub fn resolve(given: &str, data_dir: &Path, embedded: bool) -> anyhow::Result<Vec<u8>> {
    match (given.trim(), embedded) {
        ("", true) => kept(data_dir),
        ("", false) => bail!(
            "security.secret is not set: every process of the shop needs the same one; \
             set FLOODGATE_SECRET to the output of `openssl rand -hex 32`"
        ),
        (secret, _) if secret.len() < MIN_LENGTH => bail!(
            "security.secret is too short: give FLOODGATE_SECRET at least {MIN_LENGTH} characters, \
             for example from `openssl rand -hex 32`"
        ),
        (secret, _) => Ok(secret.as_bytes().to_vec()),
    }
}

fn kept(data_dir: &Path) -> anyhow::Result<Vec<u8>> {
    let path = data_dir.join("secret");
    let advice =
        || format!("cannot keep the secret in {}: make the directory writable or set FLOODGATE_SECRET", path.display());
    fs::create_dir_all(data_dir).with_context(advice)?;
    if let Some(secret) = read(&path).with_context(advice)? {
        return Ok(secret);
    }
    publish(&path, &generate()).with_context(advice)?;
    // Another process may have been first: what is in the file counts.
    read(&path)?.with_context(advice)
}

fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text.trim().as_bytes().to_vec()).filter(|secret| secret.len() >= MIN_LENGTH)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Readers see the whole secret or none: it is written aside and linked into place by whoever comes first.
fn publish(path: &Path, secret: &str) -> io::Result<()> {
    let aside = path.with_extension(format!("new-{}", std::process::id()));
    let mut file = fs::OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&aside)?;
    file.write_all(secret.as_bytes())?;
    file.sync_all()?;
    let linked = fs::hard_link(&aside, path);
    fs::remove_file(&aside)?;
    match linked {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn generate() -> String {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    hex::encode(bytes)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn an_embedded_shop_makes_its_secret_once_and_keeps_it_private() {
        let dir = tempfile::tempdir().unwrap();
        let first = resolve("", dir.path(), true).unwrap();
        assert_eq!(first.len(), 64);
        assert_eq!(resolve("", dir.path(), true).unwrap(), first);
        let mode = fs::metadata(dir.path().join("secret")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_shop_of_several_processes_must_be_given_its_secret() {
        let dir = tempfile::tempdir().unwrap();
        let message = resolve("", dir.path(), false).unwrap_err().to_string();
        assert!(message.contains("FLOODGATE_SECRET"), "{message}");
        assert!(resolve("short", dir.path(), true).is_err());
    }
}
