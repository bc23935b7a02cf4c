//! Where sign-in sessions live: in Redis when there is one, else in the database. Either way any instance knows them.
//! The contents are opaque here; the web layer writes and reads them. A session that cannot be read is `unavailable`, never absent:
//! nobody is signed out because Redis is slow.

use std::time::Duration;

use fred::{
    clients::{Client, WithOptions},
    interfaces::{ClientLike, KeysInterface},
    types::{Expiration, config::Options},
};
use sea_orm::ConnectionTrait;
use types::{Millis, admin::ProviderStanding};

use crate::{
    Cx, Error, Result,
    cache::Spare,
    db::{Db, sql},
};

/// Redis answers within this, or whoever asked is told to come again. Longer than a cache's copy may take: a cache that is slow is done
/// without, a session that is slow locks its owner out.
const PATIENCE: Duration = Duration::from_millis(500);

/// The store of sessions: keys in Redis that expire by themselves, or table `session` where there is no Redis.
pub struct Sessions(Option<Spare>);

impl Sessions {
    /// In Redis when there is one.
    #[must_use]
    pub fn new(redis: Option<Client>) -> Self {
        Self(redis.map(|client| Spare::new(client, PATIENCE)))
    }

    /// How Redis is, as the sessions see it; none where they are in the database.
    pub(crate) fn standing(&self) -> Option<ProviderStanding> {
        self.0.as_ref().map(|redis| redis.standing("redis of the sessions"))
    }

    /// Writes a session, new or changed, at `now` until `expires_at`.
    ///
    /// # Errors
    /// `unavailable` when the store does not answer.
    pub async fn save(&self, db: &Db, id: &str, data: &str, expires_at: Millis, now: Millis) -> Result<()> {
        match &self.0 {
            None => {
                let upsert = "INSERT INTO session (id, data, expires_at) VALUES ($1, $2, $3)
                    ON CONFLICT (id) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at";
                db.write().execute_raw(sql(db.write(), upsert, [id.into(), data.into(), expires_at.into()])).await?;
                Ok(())
            }
            Some(redis) => {
                let expiry = Some(Expiration::PXAT(expires_at));
                let client = patient(&redis.client);
                let set = client.set(redis_key(id), data, expiry, None, false);
                redis.ask("session", now, set).await.ok_or_else(silent)
            }
        }
    }

    /// A session that has not expired at `now`.
    ///
    /// # Errors
    /// `unavailable` when the store does not answer.
    pub async fn load(&self, db: &Db, id: &str, now: Millis) -> Result<Option<String>> {
        match &self.0 {
            None => {
                let select = "SELECT data FROM session WHERE id = $1 AND expires_at > $2";
                // From the primary: the page after signing in must find the session that was just written.
                let row = db.write().query_one_raw(sql(db.write(), select, [id.into(), now.into()])).await?;
                Ok(row.map(|row| row.try_get("", "data")).transpose()?)
            }
            Some(redis) => {
                redis.ask("session", now, patient(&redis.client).get(redis_key(id))).await.ok_or_else(silent)
            }
        }
    }

    /// Forgets a session, at `now`.
    ///
    /// # Errors
    /// `unavailable` when the store does not answer.
    pub async fn delete(&self, db: &Db, id: &str, now: Millis) -> Result<()> {
        match &self.0 {
            None => {
                db.write().execute_raw(sql(db.write(), "DELETE FROM session WHERE id = $1", [id.into()])).await?;
                Ok(())
            }
            Some(redis) => {
                redis.ask("session", now, patient(&redis.client).del(redis_key(id))).await.ok_or_else(silent)
            }
        }
    }
}

/// Removes what has expired from the database; Redis does that by itself.
///
/// # Errors
/// `unavailable` when the database does not answer.
pub async fn prune(cx: &Cx) -> Result<()> {
    let statement = sql(cx.db.write(), "DELETE FROM session WHERE expires_at <= $1", [cx.clock.now().into()]);
    cx.db.write().execute_raw(statement).await?;
    Ok(())
}

/// Waits as long as sessions do, and not as caches.
fn patient(client: &Client) -> WithOptions<Client> {
    client.with_options(&Options { timeout: Some(PATIENCE), fail_fast: true, ..Options::default() })
}

fn silent() -> Error {
    Error::unavailable(anyhow::anyhow!("Redis does not tell of the session"))
}

fn redis_key(id: &str) -> String {
    format!("fg:1:session:{id}")
}
