//! What has changed, and which copies were made before it did.

use std::{
    collections::HashMap,
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{Listener, Note, Tag};

/// Tags that are remembered; with more, everything counts as changed and they are forgotten.
const MOST_TAGS: usize = 50_000;

/// When a copy was begun to be made, and from what.
pub struct Provenance {
    begun: u64,
    /// The number of the latest change after which it was found to be current.
    current_at: AtomicU64,
    tags: Vec<Tag>,
}

impl Provenance {
    /// Begun at `begun` ([`Changes::begin`]), made from what `tags` stand for.
    #[must_use]
    pub fn new(begun: u64, tags: Vec<Tag>) -> Self {
        Self { begun, current_at: AtomicU64::new(begun), tags }
    }

    /// What it was made from.
    #[must_use]
    pub fn tags(&self) -> &[Tag] {
        &self.tags
    }
}

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
    /// None yet; from now on those that `listener` hears of.
    #[must_use]
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

    /// A copy that is begun to be made now knows all changes up to this.
    pub fn begin(&self) -> u64 {
        self.hear();
        self.latest.load(Ordering::Acquire)
    }

    /// Nothing that a copy shows has changed since it was begun to be made.
    pub fn is_current(&self, copy: &Provenance) -> bool {
        let latest = self.latest.load(Ordering::Acquire);
        if copy.current_at.load(Ordering::Relaxed) == latest {
            return true;
        }
        let heard = self.lock();
        let is_older = |number: &u64| *number > copy.begun;
        if is_older(&heard.everything) || copy.tags.iter().filter_map(|tag| heard.tags.get(tag)).any(is_older) {
            return false;
        }
        copy.current_at.store(latest, Ordering::Relaxed);
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

#[cfg(test)]
mod tests {
    use types::ProductId;

    use super::*;
    use crate::bus::Bus;

    #[tokio::test]
    async fn a_copy_is_current_until_something_it_shows_changes_after_it_was_begun() {
        let bus = Bus::connect(None).await.unwrap();
        let changes = Changes::new(bus.listen());
        let (one, other) = (ProductId::new(), ProductId::new());
        let copy_of = |begun, id| Provenance::new(begun, vec![Tag::Product(id)]);
        let before = changes.begin();
        let (first, second) = (copy_of(before, one), copy_of(before, other));
        bus.publish(Note::Changed(vec![Tag::Product(one)]));
        changes.hear();
        assert!(!changes.is_current(&first), "it was begun before the change");
        assert!(changes.is_current(&second), "it shows something else");
        assert!(changes.is_current(&copy_of(changes.begin(), one)), "it was begun after the change");
        bus.publish(Note::Pressure);
        changes.hear();
        assert!(changes.is_current(&second));
        bus.publish(Note::Lost);
        changes.hear();
        assert!(!changes.is_current(&second), "whatever was missed may have been about it");
        assert!(changes.is_current(&copy_of(changes.begin(), other)));
    }

    #[tokio::test]
    async fn what_changed_is_not_remembered_without_bound() {
        let bus = Bus::connect(None).await.unwrap();
        let changes = Changes::new(bus.listen());
        let copy = Provenance::new(changes.begin(), vec![Tag::Listings]);
        for _ in 0..=MOST_TAGS / 1000 {
            bus.publish(Note::Changed((0..1000).map(|_| Tag::Product(ProductId::new())).collect()));
            changes.hear();
        }
        assert!(changes.lock().tags.len() <= MOST_TAGS);
        assert!(!changes.is_current(&copy), "rather too much than too little");
    }
}
