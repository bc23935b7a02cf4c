//! Where sign-in sessions live: in Redis when there is one, else in the database. Either way any instance knows them.
//! The contents are opaque here; the web layer writes and reads them.

use std::time::Duration;

use fred::{
    clients::{Client, WithOptions},
    interfaces::{ClientLike, KeysInterface},
    types::{Expiration, config::Options},
};
use sea_orm::ConnectionTrait;
use types::Millis;

use crate::{
    Cx, Error, Result,
    db::{Db, sql},
};

/// The store of sessions.
pub enum Sessions {
    /// Table `session`.
    Database,
    /// Keys that expire by themselves.
    Redis(Client),
}

impl Sessions {
    /// In Redis when there is one.
    #[must_use]
    pub fn new(redis: Option<Client>) -> Self {
        redis.map_or(Sessions::Database, Sessions::Redis)
    }

    /// Writes a session, new or changed, until `expires_at`.
    ///
    /// # Errors
    /// `unavailable` when the store does not answer.
    pub async fn save(&self, db: &Db, id: &str, data: &str, expires_at: Millis) -> Result<()> {
        match self {
            Sessions::Database => {
                let upsert = "INSERT INTO session (id, data, expires_at) VALUES ($1, $2, $3)
                    ON CONFLICT (id) DO UPDATE SET data = excluded.data, expires_at = excluded.expires_at";
                db.write().execute_raw(sql(db.write(), upsert, [id.into(), data.into(), expires_at.into()])).await?;
                Ok(())
            }
            Sessions::Redis(client) => {
                let expiry = Some(Expiration::PXAT(expires_at));
                patient(client).set(redis_key(id), data, expiry, None, false).await.map_err(Error::unavailable)
            }
        }
    }

    /// A session that has not expired at `now`.
    ///
    /// # Errors
    /// `unavailable` when the store does not answer.
    pub async fn load(&self, db: &Db, id: &str, now: Millis) -> Result<Option<String>> {
        match self {
            Sessions::Database => {
                let select = "SELECT data FROM session WHERE id = $1 AND expires_at > $2";
                // From the primary: the page after signing in must find the session that was just written.
                let row = db.write().query_one_raw(sql(db.write(), select, [id.into(), now.into()])).await?;
                Ok(row.map(|row| row.try_get("", "data")).transpose()?)
            }
            Sessions::Redis(client) => patient(client).get(redis_key(id)).await.map_err(Error::unavailable),
        }
    }

    /// Forgets a session.
    ///
    /// # Errors
    /// `unavailable` when the store does not answer.
    pub async fn delete(&self, db: &Db, id: &str) -> Result<()> {
        match self {
            Sessions::Database => {
                db.write().execute_raw(sql(db.write(), "DELETE FROM session WHERE id = $1", [id.into()])).await?;
                Ok(())
            }
            Sessions::Redis(client) => patient(client).del(redis_key(id)).await.map_err(Error::unavailable),
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

/// A cache that is slow is done without; a session that is slow has to be waited for, or its owner is locked out. None of these
/// commands does harm when it runs twice.
fn patient(client: &Client) -> WithOptions<Client> {
    let timeout = Some(Duration::from_secs(2));
    client.with_options(&Options { timeout, max_attempts: Some(2), fail_fast: true, ..Options::default() })
}

fn redis_key(id: &str) -> String {
    format!("fg:1:session:{id}")
}
