//! Sessions of staff and of customers: a cookie with a random name, and behind it a few values in the shop's own store. The two know
//! nothing of each other.

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

/// Staff who do nothing for so long sign in again.
const OF_STAFF: Duration = Duration::hours(12);
/// Customers are at home longer.
const OF_CUSTOMERS: Duration = Duration::days(30);

/// Puts a session of staff on every request.
pub fn staff(app: &App) -> SessionManagerLayer<Store> {
    layer(app, "fg_admin", "/admin", OF_STAFF)
}

/// Puts a session of a customer on every request.
pub fn customers(app: &App) -> SessionManagerLayer<Store> {
    layer(app, "fg_customer", "/", OF_CUSTOMERS)
}

/// Lax, not Strict: a link to an order in a mail has to find its reader signed in, and requests that change something are kept to the
/// shop's own pages by another guard.
fn layer(app: &App, cookie: &'static str, path: &'static str, lifetime: Duration) -> SessionManagerLayer<Store> {
    SessionManagerLayer::new(Store { services: app.services.clone(), lifetime })
        .with_name(cookie)
        .with_path(path)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_secure(app.is_https())
        .with_expiry(Expiry::OnInactivity(lifetime))
}

/// `commerce::sessions` as the session layer wants it.
#[derive(Clone)]
pub struct Store {
    services: Arc<Services>,
    lifetime: Duration,
}

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
        self.services
            .sessions
            .save(&self.services.db, &record.id.to_string(), &data, expires_at, self.services.clock.now())
            .await
            .map_err(|error| backend(&error))
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        let found = self.services.sessions.load(&self.services.db, &id.to_string(), self.services.clock.now()).await;
        let Some(data) = found.map_err(|error| backend(&error))? else { return Ok(None) };
        let data = serde_json::from_str(&data).map_err(|cause| session_store::Error::Decode(cause.to_string()))?;
        Ok(Some(Record { id: *id, data, expiry_date: OffsetDateTime::now_utc() + self.lifetime }))
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        let now = self.services.clock.now();
        self.services.sessions.delete(&self.services.db, &id.to_string(), now).await.map_err(|error| backend(&error))
    }
}

fn millis(at: OffsetDateTime) -> Millis {
    Millis::try_from(at.unix_timestamp_nanos() / 1_000_000).unwrap_or(Millis::MAX)
}

fn backend(error: &commerce::Error) -> session_store::Error {
    session_store::Error::Backend(error.source_chain())
}
