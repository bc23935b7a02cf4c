//! Sessions of staff: a cookie with a random name, and behind it a few values in the shop's own store.

use std::{fmt, sync::Arc};

use async_trait::async_trait;
use commerce::Services;
use time::{Duration, OffsetDateTime};
use tower_sessions::{
    Expiry, SessionManagerLayer, SessionStore,
    cookie::SameSite,
    session::{Id, Record},
    session_store,
};
use types::Millis;

use crate::App;

const COOKIE: &str = "fg_admin";

/// Staff who do nothing for so long sign in again.
const LIFETIME: Duration = Duration::hours(12);

/// Puts a session on every request. Lax, not Strict: a link to an order in a mail has to find its reader signed in, and requests
/// that change something are kept to the shop's own pages by another guard.
pub fn layer(app: &App) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store(app.services.clone()))
        .with_name(COOKIE)
        .with_path("/admin")
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(app.is_https())
        .with_expiry(Expiry::OnInactivity(LIFETIME))
}

/// `commerce::sessions` as the session layer wants it.
#[derive(Clone)]
pub struct Store(Arc<Services>);

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        // 128 random bits do not meet a second time.
        self.save(record).await
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        let data =
            serde_json::to_string(&record.data).map_err(|cause| session_store::Error::Encode(cause.to_string()))?;
        let expires_at = millis(record.expiry_date);
        self.0
            .sessions
            .save(&self.0.db, &record.id.to_string(), &data, expires_at)
            .await
            .map_err(|error| backend(&error))
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let found = self.0.sessions.load(&self.0.db, &id.to_string(), self.0.clock.now()).await;
        let Some(data) = found.map_err(|error| backend(&error))? else { return Ok(None) };
        let data = serde_json::from_str(&data).map_err(|cause| session_store::Error::Decode(cause.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date: OffsetDateTime::now_utc() + LIFETIME }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        self.0.sessions.delete(&self.0.db, &id.to_string()).await.map_err(|error| backend(&error))
    }
}

fn millis(at: OffsetDateTime) -> Millis {
    Millis::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(Millis::MAX)
}

fn backend(error: &commerce::Error) -> session_store::Error {
    session_store::Error::Backend(error.source_chain())
}
