//! Pictures in the sizes and formats that browsers ask for. A rendition is made once, when it is first asked for or before by a job, off
//! the way of any request, and kept beside its original; until it is there, something that is stands in for it.

mod draw;
mod drawing;
mod jobs;
mod preview;
mod reading;
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
pub use reading::Reading;
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

/// The picture under a hash, as it was uploaded or drawn.
///
/// # Errors
/// `not_found`, also for what is no hash; `unavailable` where pictures cannot be read now.
pub async fn original(cx: &Cx, hash: &str) -> Result<Media> {
    let (own, name) = (cx.clone(), hash.to_owned());
    cx.pictures.within(cx, async move { catalog::media(&own, &name).await }).await
}

/// A rendition of the picture under a hash.
///
/// # Errors
/// `not_found` where there is no such picture; `unavailable` for a link preview that is not there yet and cannot be made now, and where
/// pictures cannot be read now.
pub async fn rendition(cx: &Cx, hash: &str, wanted: Rendition) -> Result<Shown> {
    if !catalog::is_hash(hash) {
        return Err(Error::not_found("picture"));
    }
    let (own, name) = (cx.clone(), hash.to_owned());
    match cx.pictures.within(cx, async move { look(&own, &name, wanted).await }).await? {
        Found::Shown(shown) => Ok(shown),
        Found::ToMake(order) => preview(cx, hash, order).await,
    }
}

/// What is there.
enum Found {
    Shown(Shown),
    /// Nothing that could stand in for a link preview; it is being made, unless that cannot be now.
    ToMake(Option<studio::Order>),
}

async fn look(cx: &Cx, hash: &str, wanted: Rendition) -> Result<Found> {
    if let Some(made) = store::load(cx.db.read(), hash, wanted).await? {
        return Ok(Found::Shown(match made.bytes {
            Some(bytes) => Shown::Exact(media(wanted, bytes)),
            None => Shown::StandIn(catalog::media(cx, hash).await?),
        }));
    }
    let there = store::made(cx.db.read(), hash).await?;
    if there.is_empty() && !catalog::has_media(cx, hash).await? {
        return Err(Error::not_found("picture"));
    }
    let order = is_open(cx).then(|| studio::order(cx, hash, wanted)).flatten();
    if wanted == Rendition::PREVIEW {
        return Ok(Found::ToMake(order));
    }
    stand_in(cx, hash, wanted, &there).await.map(Found::Shown)
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
    let (own, name) = (cx.clone(), hash.to_owned());
    let load = async move { store::load(own.db.write(), &name, Rendition::PREVIEW).await };
    let made = cx.pictures.within(cx, load).await?;
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
