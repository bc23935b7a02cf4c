//! The mailbox for development: what would have been sent, for anyone on this machine to read. Off when there is an SMTP server.

use std::path::Path;

use types::admin::DevMail;

use crate::{Cx, Error, Result};

/// Mails shown, latest first.
const SHOWN: usize = 200;

/// The latest mails.
///
/// # Errors
/// `not_found` when mail is really sent.
pub async fn mailbox(cx: &Cx) -> Result<Vec<DevMail>> {
    if !cx.settings.dev_mailbox() {
        return Err(Error::not_found("mailbox"));
    }
    let dir = cx.settings.mailbox_dir();
    let mut mails = tokio::task::spawn_blocking(move || read_all(&dir)).await.map_err(Error::internal)?;
    mails.sort_by(|a, b| (&b.at, &b.id).cmp(&(&a.at, &a.id)));
    mails.truncate(SHOWN);
    Ok(mails)
}

/// One mail.
///
/// # Errors
/// `not_found`.
pub async fn mail(cx: &Cx, id: &str) -> Result<DevMail> {
    let safe = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if !cx.settings.dev_mailbox() || !safe {
        return Err(Error::not_found("mail"));
    }
    let path = cx.settings.mailbox_dir().join(format!("{id}.json"));
    let bytes = tokio::fs::read(path).await.map_err(|_| Error::not_found("mail"))?;
    serde_json::from_slice(&bytes).map_err(Error::internal)
}

/// A mailbox that does not exist yet is empty.
fn read_all(dir: &Path) -> Vec<DevMail> {
    let Ok(entries) = std::fs::read_dir(dir) else { return Vec::new() };
    entries
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "json"))
        .filter_map(|entry| serde_json::from_slice(&std::fs::read(entry.path()).ok()?).ok())
        .collect()
}
