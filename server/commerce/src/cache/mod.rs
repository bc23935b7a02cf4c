//! Spares the database work: copies of what it was asked for, in this process and, where there is a Redis, in one place for all.
//!
//! A copy is loaded once per process however many ask for it ([`get_or_load`]), as nobody in particular, and lives until its time is
//! over or something it was made from changes ([`Changes`]). Times are jittered, and what is asked for often is loaded anew shortly
//! before it expires. That there is nothing is remembered too. Anything here may be lost at any time: Redis slow or gone costs at most
//! [`far::PATIENCE`] and soon not even that, a process without it goes on with its own copies.

mod far;
pub mod keys;
mod redis;
#[cfg(test)]
mod tests;

use std::{
    any::Any,
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use fred::clients::Client;
use futures::{
    FutureExt as _,
    future::{BoxFuture, Shared},
};
use serde::{Serialize, de::DeserializeOwned};
use types::{Millis, admin::ProviderStanding};

use crate::{
    Actor, Clock, Cx, Error, Result,
    bus::{Bus, Changes, Note, Provenance, Tag},
};
pub(crate) use redis::{Spare, connect_redis, connected, redis_builder};

use far::Far;
use keys::Key;

/// Loads for one who asks, each outdated before it was finished; then the last one will do.
const TRIES: usize = 3;
/// That there is nothing is believed for so long at most.
const ABSENCE: Duration = Duration::from_secs(10);
/// Bytes for what is on every page, where nothing else is kept.
const LEAST: u64 = 1024 * 1024;
/// What a copy takes besides its content.
const OVERHEAD: usize = 256;

/// What can be kept: plain data that knows what it was made from.
pub trait Cached: Serialize + DeserializeOwned + Send + Sync + 'static {
    /// It is outdated when one of these changes.
    fn tags(&self) -> Vec<Tag>;
}

/// The shop's copies, as this process sees them.
pub struct Cache {
    /// In this process, weighed in bytes.
    near: moka::sync::Cache<Arc<str>, Arc<Copy>>,
    far: Option<Far>,
    /// Everything but what is on every page is asked each time.
    is_off: bool,
    changes: Changes,
    /// Being loaded.
    loading: Mutex<HashMap<Arc<str>, Loading>>,
    clock: Clock,
}

type Loading = Shared<BoxFuture<'static, std::result::Result<Arc<Copy>, Arc<Error>>>>;

struct Copy {
    /// A `T`; none when there is nothing.
    value: Option<Arc<dyn Any + Send + Sync>>,
    bytes: usize,
    provenance: Provenance,
    until: Millis,
    /// How long it took to load.
    took: Millis,
}

impl Copy {
    fn get<T: Cached>(&self) -> Option<Arc<T>> {
        self.value.clone()?.downcast().ok()
    }

    /// Its time is over, or so near its end that one of those who ask should load it anew: the likelier the nearer, and the longer it
    /// takes. So many who ask do not all wait when it ends.
    fn is_due(&self, now: Millis) -> bool {
        let share: f64 = rand::random_range(f64::MIN_POSITIVE..1.0);
        // Milliseconds are far below 2^53, where f64 stops being exact.
        #[allow(clippy::cast_precision_loss)]
        let ahead = self.took as f64 * -share.ln();
        #[allow(clippy::cast_possible_truncation)]
        let due = now + ahead as Millis >= self.until;
        due
    }
}

impl Cache {
    /// Empty, for so many bytes in this process; shared with other processes where there is a Redis. With no bytes only what is on
    /// every page is kept.
    #[must_use]
    pub fn new(redis: Option<Client>, bytes: u64, bus: &Bus, clock: Clock) -> Self {
        let near = moka::sync::Cache::builder()
            .max_capacity(bytes.max(LEAST))
            .weigher(|key: &Arc<str>, copy: &Arc<Copy>| {
                u32::try_from(key.len() + copy.bytes + OVERHEAD).unwrap_or(u32::MAX)
            })
            .build();
        let changes = Changes::new(bus.listen());
        Self { near, far: redis.map(Far::new), is_off: bytes == 0, changes, loading: Mutex::default(), clock }
    }

    /// Copies in this process, and the bytes they take.
    #[must_use]
    pub fn size(&self) -> (u64, u64) {
        (self.near.entry_count(), self.near.weighted_size())
    }

    /// How Redis is, as this process sees it; none where there is none.
    #[must_use]
    pub fn standing(&self) -> Option<ProviderStanding> {
        self.far.as_ref().map(Far::standing)
    }

    /// Drops all copies but those in other processes' own memory.
    pub async fn clear(&self) {
        if let Some(far) = &self.far {
            far.outdate(self.clock.now()).await;
        }
        self.near.invalidate_all();
    }

    fn begin_or_join(&self, key: &Arc<str>, begin: impl FnOnce() -> Loading) -> Loading {
        let mut loading = self.loading.lock().unwrap_or_else(PoisonError::into_inner);
        loading.entry(key.clone()).or_insert_with(begin).clone()
    }

    fn end(&self, key: &Arc<str>) {
        self.loading.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }
}

/// What is kept under `key`, loaded by `load` where it is not (any more). None when there is nothing.
///
/// # Errors
/// Those of `load`; they are not kept.
pub async fn get_or_load<T, F>(
    cx: &Cx,
    key: Key<T>,
    load: impl Fn(Cx) -> F + Clone + Send + 'static,
) -> Result<Option<Arc<T>>>
where
    T: Cached,
    F: Future<Output = Result<Option<T>>> + Send + 'static,
{
    if cx.cache.is_off && !key.is_on_every_page() {
        return Ok(load(nobody(cx)).await?.map(Arc::new));
    }
    let (cache, name) = (&cx.cache, Arc::<str>::from(key.name()));
    let mut tries = 0;
    loop {
        cache.changes.hear();
        let now = cache.clock.now();
        let current = cache.near.get(&name);
        let current = current.filter(|copy| now < copy.until && cache.changes.is_current(&copy.provenance));
        if let Some(copy) = &current
            && !copy.is_due(now)
        {
            count("near");
            return Ok(copy.get());
        }
        let loading = cache.begin_or_join(&name, || begin(cx, name.clone(), key.life(), load.clone()));
        if let Some(copy) = current {
            count("near");
            return Ok(copy.get());
        }
        let copy = loading.await.map_err(|error| error.again())?;
        tries += 1;
        cache.changes.hear();
        // Otherwise it has changed while it was loaded, perhaps before we asked.
        if tries == TRIES || cache.changes.is_current(&copy.provenance) {
            return Ok(copy.get());
        }
    }
}

/// Who loads what is for everyone in a market.
fn nobody(cx: &Cx) -> Cx {
    let mut nobody = Cx::new(cx.services().clone(), Actor::Shopper, cx.request_id.clone());
    nobody.market = cx.market;
    nobody
}

/// Loads in a task of its own: it ends for all who wait, whoever of them goes.
fn begin<T, F>(cx: &Cx, name: Arc<str>, life: Duration, load: impl Fn(Cx) -> F + Send + 'static) -> Loading
where
    T: Cached,
    F: Future<Output = Result<Option<T>>> + Send + 'static,
{
    let nobody = nobody(cx);
    let task = tokio::spawn(async move {
        let loaded = fetch(&nobody, &name, life, load).await;
        if let Ok(copy) = &loaded {
            nobody.cache.near.insert(name.clone(), copy.clone());
        }
        nobody.cache.end(&name);
        loaded.map_err(Arc::new)
    });
    let ended = async move { task.await.unwrap_or_else(|died| Err(Arc::new(Error::internal(died)))) };
    ended.boxed().shared()
}

/// From Redis, or from where it comes from.
async fn fetch<T, F>(cx: &Cx, name: &str, life: Duration, load: impl Fn(Cx) -> F) -> Result<Arc<Copy>>
where
    T: Cached,
    F: Future<Output = Result<Option<T>>>,
{
    let (cache, started) = (&cx.cache, cx.clock.now());
    let begun = cache.changes.begin();
    let known = match &cache.far {
        Some(far) => far.get::<T>(name, started).await,
        None => far::Known::default(),
    };
    if let Some(kept) = known.kept {
        count("far");
        return Ok(Arc::new(copy(kept.value, begun, kept.until, kept.took)));
    }
    count("loaded");
    let value = load(cx.clone()).await?;
    let now = cx.clock.now();
    let life = if value.is_some() { life } else { life.min(ABSENCE) };
    // Copies made together do not expire together.
    let life = life.mul_f64(rand::random_range(0.9..1.1));
    let until = now + Millis::try_from(life.as_millis()).unwrap_or(Millis::MAX / 4);
    if let (Some(far), Some(version)) = (&cache.far, known.version) {
        far.put(name, &far::Kept { version, value: value.as_ref(), until, took: now - started }, life, now).await;
    }
    Ok(Arc::new(copy(value, begun, until, now - started)))
}

fn copy<T: Cached>(value: Option<T>, begun: u64, until: Millis, took: Millis) -> Copy {
    // What is not there yet comes with a change of what it would be listed in.
    let tags = value.as_ref().map_or_else(|| vec![Tag::Listings, Tag::Chrome], Cached::tags);
    let bytes = value.as_ref().map_or(0, |value| serde_json::to_vec(value).map_or(usize::MAX, |json| json.len()));
    let value = value.map(|value| Arc::new(value) as Arc<dyn Any + Send + Sync>);
    Copy { value, bytes, provenance: Provenance::new(begun, tags), until, took }
}

/// Tells everyone, after the commit, that these have changed. No copy in Redis is believed any more, and then no other.
pub(crate) async fn changed(cx: &Cx, tags: Vec<Tag>) {
    if let Some(far) = &cx.cache.far {
        far.outdate(cx.clock.now()).await;
    }
    cx.bus.publish(Note::Changed(tags));
}

fn count(outcome: &'static str) {
    metrics::counter!("floodgate_data_cache_total", "outcome" => outcome).increment(1);
}
