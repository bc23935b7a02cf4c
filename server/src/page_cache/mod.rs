//! Pages that are the same for everyone, as finished bytes: in front of rendering, sessions, limits and the database.
//!
//! - [`address`] decides which requests ask for such a page, and makes one key of all that ask for the same.
//! - [`front`] stands outside the whole stack and answers from memory; what it cannot answer goes on inwards.
//! - [`fill`] stands where the handler would be asked, behind the limits per client. It has the page rendered once, however many
//!   wait for it ([`flight`]), by a request of its own that carries nothing of the visitor's: no cookie, no header, no parameter that
//!   is not part of the key. So nothing of anyone can be in it.
//! - [`Changes`] knows what has changed since when; an entry ([`entry`]) made before that is not shown again, except where the shop
//!   cannot make a new one.
//!
//! A page carries the tags of what it shows ([`showing`]); one without tags is not kept. Hits are counted, not logged.

mod address;
mod entry;
mod fill;
mod flight;
mod front;
mod negotiate;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::response::Response;
use commerce::{
    Services,
    bus::{Changes, Tag},
};
use http::HeaderMap;
use rand::Rng as _;
use types::{Market, Millis};

use crate::{config::PageCacheConfig, metric_names::PAGE_CACHE};

pub use fill::Filler;
pub use front::Front;
pub use negotiate::known;

use address::Key;
use entry::Entry;
use flight::Flights;

/// What a page shows, told by its handler: the page may be kept until one of these changes.
#[derive(Clone, Debug)]
struct Shows {
    tags: Vec<Tag>,
    /// Something announced changes it.
    until: Until,
}

/// Until when a page is right, though nothing is heard of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Until {
    /// For as long as pages are kept.
    Further,
    /// It shows something that changes by the clock: at this moment, or at none that is known.
    Moment(Option<Millis>),
}

/// Marks a page as one that is the same for everyone and shows these.
#[must_use]
pub fn showing(mut response: Response, tags: impl IntoIterator<Item = Tag>) -> Response {
    response.extensions_mut().insert(Shows { tags: tags.into_iter().collect(), until: Until::Further });
    response
}

/// The same for a page that changes by the clock, at `moment` the next time: from then on it is no answer any more, whatever the bus
/// says. Caches in front of the shop, which hear nothing, ask for it every second.
#[must_use]
pub fn showing_until(mut response: Response, tags: impl IntoIterator<Item = Tag>, moment: Option<Millis>) -> Response {
    response.extensions_mut().insert(Shows { tags: tags.into_iter().collect(), until: Until::Moment(moment) });
    response
}

/// This process's pages.
pub struct PageCache {
    services: Arc<Services>,
    config: PageCacheConfig,
    /// Weighed in bytes.
    entries: moka::sync::Cache<Key, Arc<Entry>>,
    changes: Changes,
    /// Pages being made.
    flights: Flights,
    /// Pages made so far.
    made: AtomicU64,
}

/// What is known of a page.
enum Known {
    /// As it should be.
    Fresh(Arc<Entry>),
    /// Old, with nothing known to have changed: good enough while a new one is made.
    Stale(Arc<Entry>),
    /// Changed since, or too old: good enough only where no new one can be made.
    Spent(Arc<Entry>),
    /// Nothing that may be shown.
    Nothing,
}

impl PageCache {
    /// An empty cache for a shop with `services`.
    #[must_use]
    pub fn new(services: Arc<Services>, config: PageCacheConfig) -> Self {
        let entries = moka::sync::Cache::builder()
            .max_capacity(config.max_bytes)
            .weigher(|_, entry: &Arc<Entry>| u32::try_from(entry.weight()).unwrap_or(u32::MAX))
            .build();
        let changes = Changes::new(services.bus.listen());
        Self { services, config, entries, changes, flights: Flights::default(), made: AtomicU64::new(0) }
    }

    /// Pages made so far.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.made.load(Ordering::Relaxed)
    }

    /// Pages kept, and the bytes they take.
    #[must_use]
    pub fn size(&self) -> (u64, u64) {
        (self.entries.entry_count(), self.entries.weighted_size())
    }

    /// The key of the page that is asked for inside a market; none when it is not one for everyone.
    fn key(&self, market: Market, path: &str, query: Option<&str>) -> Option<Key> {
        let (route, address) = address::canonical(path, query)?;
        Some(Key { route, address, level: self.services.pressure.level(), market })
    }

    fn look_up(&self, key: &Key) -> Known {
        self.changes.hear();
        let Some(entry) = self.entries.get(key) else { return Known::Nothing };
        let now = self.services.clock.now();
        if now >= entry.last_resort_until {
            return Known::Nothing;
        }
        if !self.is_right(&entry) {
            return Known::Spent(entry);
        }
        if now >= entry.fresh_until { Known::Stale(entry) } else { Known::Fresh(entry) }
    }

    /// Nothing is known to have changed since it was begun, and its time is not over.
    fn is_right(&self, entry: &Entry) -> bool {
        self.changes.is_current(&entry.provenance) && self.services.clock.now() < entry.stale_until
    }

    /// Until when a page made now is fresh, good enough while a new one is made, and good enough where none can be made. Pages made
    /// together do not grow old together.
    fn times(&self, until: Until) -> [Millis; 3] {
        let fresh = self.config.fresh.mul_f64(rand::rng().random_range(0.9..1.1));
        let stale = fresh + self.config.stale;
        let times = [fresh, stale, stale.max(self.config.stale_if_error)];
        let now = self.services.clock.now();
        let [fresh, stale, last_resort] = times.map(|time| now + millis(time));
        let moment = match until {
            Until::Moment(Some(moment)) => moment,
            Until::Moment(None) | Until::Further => Millis::MAX,
        };
        [fresh.min(moment), stale.min(moment), last_resort]
    }
}

fn millis(time: Duration) -> Millis {
    Millis::try_from(time.as_millis()).unwrap_or(Millis::MAX / 4)
}

fn count(outcome: &'static str) {
    metrics::counter!(PAGE_CACHE, "outcome" => outcome).increment(1);
}

/// The answer to a request with these headers, from a finished page.
fn answer(entry: &Entry, headers: &HeaderMap) -> Response {
    entry.answer(negotiate::best(headers), negotiate::known(headers))
}
