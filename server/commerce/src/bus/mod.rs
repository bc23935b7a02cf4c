//! What the instances of a shop tell each other: that something has changed, never what it has changed to. Whoever hears of a change
//! reads it where it is kept, so a note may come late, twice or not at all, and costs freshness alone.
//!
//! Notes reach this process's own listeners at once and those of other instances through Redis. Without Redis, or while it is away,
//! an instance hears of itself only; [`Note::Lost`] says that notes may have been missed, and every listener has a bound of its own on
//! how long it believes what it knows.

mod changes;
mod redis;
#[cfg(test)]
mod tests;

pub use changes::{Changes, Provenance};
use fred::clients::Client;
use serde::{Deserialize, Serialize};
use tokio::sync::broadcast;
use types::{CollectionId, ContentPageId, DropId, ProductId};
use uuid::Uuid;

/// Notes a slow listener may be behind; then it hears [`Note::Lost`] instead of the oldest.
const BACKLOG: usize = 1024;

/// Something has changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// What shoppers see of these.
    Changed(Vec<Tag>),
    /// A flag's override.
    Flags,
    /// The level staff hold the shop at, or that they let it go.
    Pressure,
    /// A drop's plan, state or queue.
    Drop(DropId),
    /// Notes may have been missed: believe nothing you know.
    Lost,
}

/// What a page is made from. A page carries the tags of all it shows and is dropped when one of them changes.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// A product: its words, pictures, prices, and whether it can be bought.
    Product(ProductId),
    /// How many of a product's units are left and held, where its own page says so: what nobody else shows of it.
    Stock(ProductId),
    /// A collection's words and members.
    Collection(CollectionId),
    /// Which products there are, in any listing.
    Listings,
    /// What stands around every page.
    Chrome,
    /// A drop's page.
    Drop(DropId),
    /// A page of words.
    Content(ContentPageId),
    /// What sending costs.
    Tariffs,
}

/// The way to the other instances.
pub struct Bus {
    /// Listeners in this process: sent to by publishers here and by the task that listens to Redis.
    here: broadcast::Sender<Note>,
    elsewhere: Option<redis::Elsewhere>,
}

impl Bus {
    /// Through Redis where there is one (`redis` publishes, a connection of its own to `url` listens), in this process otherwise.
    ///
    /// # Errors
    /// `internal` when `url` cannot be read.
    pub(crate) async fn connect(redis: Option<(&str, &Client)>) -> crate::Result<Self> {
        let here = broadcast::Sender::new(BACKLOG);
        let elsewhere = match redis {
            Some((url, client)) => Some(redis::Elsewhere::listen(url, client.clone(), here.clone()).await?),
            None => None,
        };
        Ok(Self { here, elsewhere })
    }

    /// Tells everyone, this process included. Never fails and never waits: what is not heard costs freshness.
    pub fn publish(&self, note: Note) {
        if let Some(elsewhere) = &self.elsewhere {
            elsewhere.publish(note.clone());
        }
        self.publish_here(note);
    }

    /// Tells this process's listeners alone: of what every instance finds out for itself.
    pub(crate) fn publish_here(&self, note: Note) {
        // Nobody listening is no failure.
        _ = self.here.send(note);
    }

    /// Notes from now on.
    #[must_use]
    pub fn listen(&self) -> Listener {
        Listener(self.here.subscribe())
    }
}

/// Hears notes.
pub struct Listener(broadcast::Receiver<Note>);

impl Listener {
    /// The next note; none when the shop closes.
    pub async fn next(&mut self) -> Option<Note> {
        match self.0.recv().await {
            Ok(note) => Some(note),
            Err(broadcast::error::RecvError::Lagged(_)) => Some(Note::Lost),
            Err(broadcast::error::RecvError::Closed) => None,
        }
    }

    /// A note that is here already; none when all have been heard. For those who look whenever they are asked something themselves,
    /// and so never answer with what a note before the question has ended.
    pub fn heard(&mut self) -> Option<Note> {
        match self.0.try_recv() {
            Ok(note) => Some(note),
            Err(broadcast::error::TryRecvError::Lagged(_)) => Some(Note::Lost),
            Err(broadcast::error::TryRecvError::Empty | broadcast::error::TryRecvError::Closed) => None,
        }
    }
}

/// A note and who sent it: an instance that hears itself through Redis has heard it already.
#[derive(Serialize, Deserialize)]
struct Letter {
    from: Uuid,
    note: Note,
}
