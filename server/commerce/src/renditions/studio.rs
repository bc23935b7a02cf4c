//! Where renditions are made: one at a time in a process, in a short line, each of them once however many ask for it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use futures::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use tokio::sync::Semaphore;
use types::rendition::Rendition;

use super::{draw::draw, store};
use crate::{Cx, Error, Result, catalog};

/// Renditions that wait or are being made. A page of new pictures asks for fewer.
pub(super) const LINE: usize = 64;

/// Resolves when the rendition is kept, or has failed: look for it then.
pub(super) type Order = Shared<BoxFuture<'static, ()>>;

type Key = (String, Rendition);

/// This process's line.
pub struct Studio {
    line: Mutex<HashMap<Key, Order>>,
    /// Making one takes a core, and up to some hundred megabytes for the largest photographs.
    hand: Semaphore,
    #[cfg(test)]
    pub(super) made: std::sync::atomic::AtomicUsize,
}

impl Default for Studio {
    fn default() -> Self {
        Self {
            line: Mutex::default(),
            hand: Semaphore::new(1),
            #[cfg(test)]
            made: std::sync::atomic::AtomicUsize::new(0),
        }
    }
}

impl Studio {
    fn line(&self) -> MutexGuard<'_, HashMap<Key, Order>> {
        // Nothing panics while it holds the line.
        self.line.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
impl Studio {
    /// Makes nothing until the answer is dropped.
    pub(super) async fn hold(&self) -> tokio::sync::SemaphorePermit<'_> {
        self.hand.acquire().await.unwrap()
    }
}

/// Has a rendition made that is not there. None when the line is full; whoever asks again later has another chance.
pub(super) fn order(cx: &Cx, hash: &str, wanted: Rendition) -> Option<Order> {
    let key = (hash.to_owned(), wanted);
    let mut line = cx.studio.line();
    if let Some(order) = line.get(&key) {
        return Some(order.clone());
    }
    if line.len() >= LINE {
        return None;
    }
    let task = tokio::spawn(fill(cx.as_system(), key.clone()));
    let order = task.map(drop).boxed().shared();
    line.insert(key, order.clone());
    Some(order)
}

async fn fill(cx: Cx, key: Key) {
    let place = Place { services: Arc::clone(cx.services()), key };
    let (hash, wanted) = &place.key;
    if let Err(cause) = make(&cx, hash, *wanted).await {
        tracing::warn!(%cause, hash, rendition = wanted.name(), "a rendition was not made; whoever asks next has it tried again");
    }
}

/// Leaves the line, whatever becomes of the work.
struct Place {
    services: Arc<crate::Services>,
    key: Key,
}

impl Drop for Place {
    fn drop(&mut self) {
        self.services.studio.line().remove(&self.key);
    }
}

async fn make(cx: &Cx, hash: &str, wanted: Rendition) -> Result<()> {
    let _hand = cx.studio.hand.acquire().await.map_err(Error::internal)?;
    // Another process, or the one before in the line, may have made it meanwhile.
    if store::load(cx.db.write(), hash, wanted).await?.is_some() {
        return Ok(());
    }
    let original = catalog::media(cx, hash).await?;
    #[cfg(test)]
    cx.studio.made.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
    // A panic in a decoder is as good an answer as an error: this picture cannot be drawn so.
    let drawn = tokio::task::spawn_blocking(move || draw(&original, wanted)).await.map_err(anyhow::Error::from);
    let outcome = drawn.and_then(|drawn| drawn);
    let label = if outcome.is_ok() { "made" } else { "impossible" };
    metrics::counter!("floodgate_renditions_total", "outcome" => label).increment(1);
    if let Err(cause) = &outcome {
        tracing::warn!(%cause, hash, rendition = wanted.name(), "a picture cannot be drawn so; its original is shown instead");
    }
    store::keep(cx.db.write(), hash, wanted, outcome.ok(), cx.clock.now()).await
}
