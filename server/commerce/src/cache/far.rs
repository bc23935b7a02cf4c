//! Copies in Redis, for all processes. All carry the version of the catalogue they were loaded at, and whoever changes something
//! moves it on: no copy of before is believed, whenever it arrives.

use std::time::Duration;

use fred::{clients::Client, interfaces::KeysInterface, types::Expiration};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use types::{Millis, admin::ProviderStanding};

use super::redis::Spare;

/// Redis answers within this, or the shop goes on without.
pub const PATIENCE: Duration = Duration::from_millis(40);
/// The version of what is kept: builds that differ in its shape do not read each other's.
const PREFIX: &str = "fg:3:cache:";
const VERSION: &str = "fg:3:cache-version";

/// A cache that fails must not fail the shop.
pub struct Far(Spare);

/// A copy as it is kept.
#[derive(Serialize, Deserialize)]
pub struct Kept<T> {
    pub version: i64,
    /// None when there is nothing.
    pub value: Option<T>,
    pub until: Millis,
    pub took: Millis,
}

/// What Redis knows.
pub struct Known<T> {
    /// The catalogue's version; none when Redis did not say.
    pub version: Option<i64>,
    /// A copy of that version.
    pub kept: Option<Kept<T>>,
}

impl<T> Default for Known<T> {
    fn default() -> Self {
        Self { version: None, kept: None }
    }
}

impl Far {
    pub fn new(client: Client) -> Self {
        Self(Spare::new(client, PATIENCE))
    }

    pub async fn get<T: DeserializeOwned>(&self, name: &str, now: Millis) -> Known<T> {
        let keys = vec![VERSION.to_owned(), format!("{PREFIX}{name}")];
        let asked = self.0.ask("get", now, self.0.client.mget::<(Option<i64>, Option<Vec<u8>>), _>(keys)).await;
        let Some((version, json)) = asked else { return Known::default() };
        let version = version.unwrap_or_default();
        let kept = json.and_then(|json| serde_json::from_slice::<Kept<T>>(&json).ok());
        Known { version: Some(version), kept: kept.filter(|kept| kept.version == version && now < kept.until) }
    }

    pub async fn put<T: Serialize>(&self, name: &str, kept: &Kept<T>, life: Duration, now: Millis) {
        let Ok(json) = serde_json::to_vec(kept) else { return };
        let (key, millis) = (format!("{PREFIX}{name}"), i64::try_from(life.as_millis()).unwrap_or(i64::MAX));
        let set = self.0.client.set::<(), _, _>(key, json.as_slice(), Some(Expiration::PX(millis.max(1))), None, false);
        self.0.ask("put", now, set).await;
    }

    /// Moves the version on: nothing that was loaded before is believed.
    pub async fn outdate(&self, now: Millis) {
        self.0.ask("outdate", now, self.0.client.incr::<i64, _>(VERSION)).await;
    }

    /// How Redis is, as this process sees it.
    pub fn standing(&self) -> ProviderStanding {
        self.0.standing("redis")
    }
}
