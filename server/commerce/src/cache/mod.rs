//! Spares the database work. Anything here may be lost at any time and is only ever a copy.

mod redis;

use std::time::{Duration, Instant};

use fred::{clients::Client, interfaces::KeysInterface, types::Expiration};
use moka::future::Cache as Moka;
use serde::{Serialize, de::DeserializeOwned};

pub(crate) use redis::{connect_redis, redis_builder};

/// Bytes this process may spend on cached values.
const LOCAL_CAPACITY: u64 = 32 * 1024 * 1024;

/// What can be cached. One line per value, so that no two places choose the same name.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// The collections every page links to.
    CollectionLinks,
    /// The home page's contents.
    Home,
}

impl Key {
    fn name(&self) -> &'static str {
        match self {
            Key::CollectionLinks => "collection-links",
            Key::Home => "home",
        }
    }

    /// Prefix and version: a build that changes a value's shape changes the version.
    fn path(&self) -> String {
        format!("fg:1:cache:{}", self.name())
    }
}

/// A cache in this process, or one that all processes share.
pub enum Cache {
    /// In this process alone.
    Local(Moka<Key, Local>),
    /// In Redis. When it does not answer in time, there is simply nothing cached.
    Redis(Client),
}

/// A value in this process's memory, encoded as it would be in Redis so that both behave alike.
#[derive(Clone)]
pub struct Local {
    json: std::sync::Arc<[u8]>,
    expires: Instant,
}

impl Cache {
    /// Shared when there is a Redis, local otherwise.
    #[must_use]
    pub fn new(redis: Option<Client>) -> Self {
        redis.map_or_else(|| Cache::Local(local_cache()), Cache::Redis)
    }

    /// The value, if it is there and fresh. Failures count as absence and are logged.
    pub async fn get<T: DeserializeOwned>(&self, key: &Key) -> Option<T> {
        let json: Vec<u8> = match self {
            Cache::Local(cache) => cache.get(key).await.filter(|local| local.expires > Instant::now())?.json.to_vec(),
            Cache::Redis(client) => {
                let answer: Result<Option<Vec<u8>>, _> = client.get(key.path()).await;
                swallow("get", answer).flatten()?
            }
        };
        serde_json::from_slice(&json).ok()
    }

    /// Keeps a copy for at most `ttl`.
    pub async fn put<T: Serialize>(&self, key: &Key, value: &T, ttl: Duration) {
        let Ok(json) = serde_json::to_vec(value) else { return };
        match self {
            Cache::Local(cache) => {
                cache.insert(key.clone(), Local { json: json.into(), expires: Instant::now() + ttl }).await;
            }
            Cache::Redis(client) => {
                let seconds = i64::try_from(ttl.as_secs().max(1)).unwrap_or(i64::MAX);
                let answer: Result<(), _> =
                    client.set(key.path(), json.as_slice(), Some(Expiration::EX(seconds)), None, false).await;
                swallow("put", answer);
            }
        }
    }

    /// Drops the copy: the original has changed.
    pub async fn forget(&self, key: &Key) {
        match self {
            Cache::Local(cache) => cache.invalidate(key).await,
            Cache::Redis(client) => {
                let answer: Result<i64, _> = client.del(key.path()).await;
                swallow("forget", answer);
            }
        }
    }
}

fn local_cache() -> Moka<Key, Local> {
    Moka::builder()
        .max_capacity(LOCAL_CAPACITY)
        .weigher(|_, local: &Local| u32::try_from(local.json.len()).unwrap_or(u32::MAX))
        .build()
}

/// A cache that fails must not fail the shop: the error is counted and logged, and goes no further.
fn swallow<T>(what: &'static str, answer: Result<T, fred::error::Error>) -> Option<T> {
    answer
        .inspect_err(|cause| {
            metrics::counter!("floodgate_redis_failures_total", "operation" => what).increment(1);
            tracing::debug!(%cause, what, "cache");
        })
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_value_is_there_until_it_expires_or_is_forgotten() {
        let cache = Cache::new(None);
        cache.put(&Key::Home, &7, Duration::from_secs(60)).await;
        assert_eq!(cache.get::<i32>(&Key::Home).await, Some(7));
        assert_eq!(cache.get::<i32>(&Key::CollectionLinks).await, None);
        cache.forget(&Key::Home).await;
        assert_eq!(cache.get::<i32>(&Key::Home).await, None);
        cache.put(&Key::Home, &8, Duration::ZERO).await;
        assert_eq!(cache.get::<i32>(&Key::Home).await, None);
    }
}
