//! Pictures in the sizes and formats that browsers ask for. A rendition is made once, when it is first asked for or before by a job, off
//! the way of any request, and kept beside its original; until it is there, something that is stands in for it.

mod draw;
mod drawing;
mod jobs;
mod preview;
mod rules;
mod store;
mod studio;
#[cfg(test)]
mod tests;

use std::time::Duration;

use types::{ErrorCode, rendition::Rendition};

use crate::{
    Cx, Error, Result,
    catalog::{self, Media},
    flags::{self, Flag},
};

pub use jobs::FillRenditions;
pub use studio::Studio;

/// Whoever asks for what nothing can stand in for waits so long.
const PATIENCE: Duration = Duration::from_secs(8);

/// What there is to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// What was asked for; it never changes.
    Exact(Media),
    /// Something like it. Ask again soon.
    StandIn(Media),
}

/// A rendition of the picture under a hash.
///
/// # Errors
/// `not_found` where there is no such picture; `unavailable` for a link preview that is not there yet and cannot be made now.
pub async fn rendition(cx: &Cx, hash: &str, wanted: Rendition) -> Result<Shown> {
    if !catalog::is_hash(hash) {
        return Err(Error::not_found("picture"));
    }
    if let Some(made) = store::load(cx.db.read(), hash, wanted).await? {
        return match made.bytes {
            Some(bytes) => Ok(Shown::Exact(media(wanted, bytes))),
            None => Ok(Shown::StandIn(catalog::media(cx, hash).await?)),
        };
    }
    let there = store::made(cx.db.read(), hash).await?;
    if there.is_empty() && !catalog::has_media(cx, hash).await? {
        return Err(Error::not_found("picture"));
    }
    let order = is_open(cx).then(|| studio::order(cx, hash, wanted)).flatten();
    if wanted == Rendition::PREVIEW {
        return preview(cx, hash, order).await;
    }
    stand_in(cx, hash, wanted, &there).await
}

/// Whether renditions are made now.
fn is_open(cx: &Cx) -> bool {
    !flags::is_shed(cx, Flag::PictureRenditions)
}

/// Whoever shows link previews asks once, and can do nothing with a drawing.
async fn preview(cx: &Cx, hash: &str, order: Option<studio::Order>) -> Result<Shown> {
    if let Some(order) = order {
        // Too late is as good as not made: what is there by then counts.
        _ = tokio::time::timeout(PATIENCE, order).await;
    }
    let made = store::load(cx.db.write(), hash, Rendition::PREVIEW).await?;
    match made.and_then(|made| made.bytes) {
        Some(bytes) => Ok(Shown::Exact(media(Rendition::PREVIEW, bytes))),
        None => Err(Error::new(ErrorCode::Unavailable, "This picture is not ready yet. Ask again in a minute.")),
    }
}

async fn stand_in(cx: &Cx, hash: &str, wanted: Rendition, there: &[Rendition]) -> Result<Shown> {
    if let Some(other) = rules::stand_in(wanted, there)
        && let Some(bytes) = store::load(cx.db.read(), hash, other).await?.and_then(|made| made.bytes)
    {
        return Ok(Shown::StandIn(media(other, bytes)));
    }
    Ok(Shown::StandIn(catalog::media(cx, hash).await?))
}

fn media(rendition: Rendition, bytes: Vec<u8>) -> Media {
    Media { media_type: rendition.format.media_type().to_owned(), bytes }
}
