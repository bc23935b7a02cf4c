//! Whether whoever asked is still there: somebody who has hung up, or was told that it took too long, needs nothing done for them.
//!
//! The web layer runs a handler to its end whatever becomes of its client, so that no transaction is dropped half-way. What only begins
//! to be worth its cost later asks here before it begins, and is left undone when nobody waits for it.

use std::sync::{Arc, Weak};

tokio::task_local! {
    static THERE: Weak<()>;
}

/// Kept by whoever waits, and dropped when they no longer do.
#[derive(Debug, Default)]
#[must_use = "whoever keeps none is gone at once"]
pub struct Presence(Arc<()>);

impl Presence {
    /// `work` done for whoever keeps this.
    pub fn waits_for<F: Future>(&self, work: F) -> impl Future<Output = F::Output> + use<F> {
        THERE.scope(Arc::downgrade(&self.0), work)
    }
}

/// Whoever the work in hand is done for.
#[derive(Clone, Debug, Default)]
pub struct Asker(Option<Weak<()>>);

impl Asker {
    /// Of the work in hand. What the shop does of itself, and tasks that were begun by one, have none.
    #[must_use]
    pub fn current() -> Self {
        Self(THERE.try_with(Weak::clone).ok())
    }

    /// Whether they wait no longer. The shop itself never goes.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        self.0.as_ref().is_some_and(|there| there.strong_count() == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn whoever_waits_is_there_until_they_do_not() {
        assert!(!Asker::current().is_gone(), "nobody asked");
        let presence = Presence::default();
        let asker = presence.waits_for(async { Asker::current() }).await;
        assert!(!asker.is_gone());
        drop(presence);
        assert!(asker.is_gone());
    }
}
