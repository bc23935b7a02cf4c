//! What has changed, and which pages were made before it did.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use commerce::bus::{Listener, Note, Tag};

use super::entry::Entry;

/// Tags that are remembered; with more, everything counts as changed and they are forgotten.
const MOST_TAGS: usize = 50_000;

/// Numbers changes in the order in which they are heard of.
pub struct Changes {
    /// The latest change's number. Written under the lock, read without it.
    latest: AtomicU64,
    heard: Mutex<Heard>,
}

struct Heard {
    listener: Listener,
    /// The number of each tag's latest change.
    tags: HashMap<Tag, u64>,
    /// Of the latest change of everything.
    everything: u64,
}

impl Changes {
    /// From what `listener` hears from now on.
    pub fn new(listener: Listener) -> Self {
        Self { latest: AtomicU64::new(1), heard: Mutex::new(Heard { listener, tags: HashMap::new(), everything: 0 }) }
    }

    /// Takes in the notes that are here. Done with each question, so that an answer never goes behind a note of before it.
    pub fn hear(&self) {
        let mut heard = self.lock();
        while let Some(note) = heard.listener.heard() {
            let number = self.latest.load(Ordering::Relaxed) + 1;
            heard.take_in(note, number);
            self.latest.store(number, Ordering::Release);
        }
    }

    /// A page that is begun to be made now knows all changes up to this.
    pub fn begin(&self) -> u64 {
        self.hear();
        self.latest.load(Ordering::Acquire)
    }

    /// Nothing that the page shows has changed since it was begun to be made.
    pub fn is_current(&self, entry: &Entry) -> bool {
        let latest = self.latest.load(Ordering::Acquire);
        if entry.current_at.load(Ordering::Relaxed) == latest {
            return true;
        }
        let heard = self.lock();
        let is_older = |number: &u64| *number > entry.begun;
        if is_older(&heard.everything) || entry.tags.iter().filter_map(|tag| heard.tags.get(tag)).any(is_older) {
            return false;
        }
        entry.current_at.store(latest, Ordering::Relaxed);
        true
    }

    fn lock(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Heard {
    fn take_in(&mut self, note: Note, number: u64) {
        let tags = match note {
            Note::Changed(tags) => tags,
            Note::Drop(id) => vec![Tag::Drop(id)],
            // The level is part of the key.
            Note::Pressure => return,
            Note::Flags | Note::Lost => return self.forget(number),
        };
        if self.tags.len() + tags.len() > MOST_TAGS {
            return self.forget(number);
        }
        self.tags.extend(tags.into_iter().map(|tag| (tag, number)));
    }

    fn forget(&mut self, number: u64) {
        self.tags.clear();
        self.everything = number;
    }
}
