//! What an extra may cost: a page never waits for one longer than its budget, and one that keeps missing it is left out for a while.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use types::{
    Millis,
    flag::{Extras, Spot},
};

use crate::{
    Cx, Result,
    breaker::{Gate, Outcome},
    flags::{self, Audience, Flag},
};

/// A page waits so long for one extra.
const BUDGET: Duration = Duration::from_millis(150);
/// And so long for the index of the search, before titles have to do.
const SEARCH: Duration = Duration::from_millis(1000);
/// After enough that miss it none is asked for during so many milliseconds.
const REST: Millis = 5_000;

/// This process's experience with something a page can go on without. Written by whoever asks for it.
#[derive(Debug)]
pub struct Budget {
    /// Milliseconds a page waits for one extra.
    patience: AtomicU64,
    /// Left alone after a while of missing.
    gate: Gate,
}

impl Default for Budget {
    fn default() -> Self {
        let budget = Self { patience: AtomicU64::new(0), gate: Gate::resting(REST) };
        budget.allow(BUDGET);
        budget
    }
}

impl Budget {
    /// For the search.
    #[must_use]
    pub(crate) fn for_search() -> Self {
        let budget = Self::default();
        budget.allow(SEARCH);
        budget
    }

    /// From now on a page waits so long for one extra.
    pub fn allow(&self, patience: Duration) {
        self.patience.store(u64::try_from(patience.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    /// The answer of `asking`, unless it fails, takes longer than a page waits, or such questions are being left alone. What takes too
    /// long is finished in a task of its own: a connection is never dropped half-way.
    pub async fn within<T: Send + 'static>(
        &self,
        cx: &Cx,
        asking: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Option<T> {
        let call = self.gate.begin(cx.clock.now())?;
        let patience = Duration::from_millis(self.patience.load(Ordering::Relaxed));
        let answer = match tokio::time::timeout(patience, tokio::spawn(asking)).await {
            Ok(Ok(Ok(answer))) => Some(answer),
            Ok(Ok(Err(error))) => {
                tracing::warn!(cause = error.source_chain(), "the page goes on without");
                None
            }
            Ok(Err(panic)) => {
                tracing::error!(%panic, "the page goes on without");
                None
            }
            Err(_) => {
                tracing::debug!("took too long; the page goes on without");
                None
            }
        };
        if answer.is_none() {
            metrics::counter!("floodgate_extras_missed_total").increment(1);
        }
        call.end(if answer.is_some() { Outcome::Answered } else { Outcome::Failed }, cx.clock.now());
        answer
    }
}

/// An extra, unless it costs too much: see [`Budget::within`].
pub async fn within_budget<T: Send + 'static>(
    cx: &Cx,
    asking: impl Future<Output = Result<T>> + Send + 'static,
) -> Option<T> {
    cx.extras.within(cx, asking).await
}

/// What a page carries besides what it is about. The same for every visitor, so that pages can be cached.
#[must_use]
pub fn of(cx: &Cx) -> Extras {
    let spot = |flag: Flag| match flags::audience(cx, flag) {
        Audience::Everyone => Spot::Shown,
        Audience::Some => Spot::Place,
        Audience::Nobody => Spot::Nothing,
    };
    Extras {
        light: cx.level.is_light(),
        related: spot(Flag::RelatedProducts),
        recent: spot(Flag::RecentlyViewed),
        suggestions: spot(Flag::SearchSuggestions),
        live_stock: spot(Flag::LiveStock),
        newsletter: spot(Flag::Newsletter),
        gallery: spot(Flag::GalleryExtras),
        reviews: spot(Flag::Reviews),
        notify_me: spot(Flag::NotifyMe),
        wishlist_count: spot(Flag::WishlistCount),
        greeting: spot(Flag::PersonalGreeting),
        offline: spot(Flag::OfflineCopies),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{pressure::Level, test_shop::TestShop};

    #[tokio::test]
    async fn a_page_does_not_wait_for_an_extra_that_never_comes_and_soon_no_longer_asks() {
        let shop = TestShop::open().await;
        for _ in 0..5 {
            assert_eq!(within_budget(&shop.cx, std::future::pending::<Result<()>>()).await, None);
        }
        assert_eq!(within_budget(&shop.cx, async { Ok(1) }).await, None, "extras rest");
        shop.cx.clock.advance(Duration::from_millis(REST.unsigned_abs()));
        shop.cx.extras.allow(Duration::from_secs(60));
        assert_eq!(within_budget(&shop.cx, async { Ok(1) }).await, Some(1));
        assert_eq!(within_budget(&shop.cx, async { Err::<i32, _>(crate::Error::not_found("x")) }).await, None);
    }

    #[tokio::test]
    async fn a_light_page_carries_nothing_and_needs_no_script() {
        let shop = TestShop::open().await;
        assert!(of(&shop.cx).needs_script() && !of(&shop.cx).light);
        shop.cx.pressure.set(Level::LIGHT);
        let light = of(&Cx::system(shop.cx.services().clone()));
        assert_eq!(light, Extras { light: true, ..Extras::default() });
        assert!(!light.needs_script());
    }
}
