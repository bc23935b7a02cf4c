//! Attempts at what has to be guessed: passwords, numbers of orders. Each failure makes the next wait longer, up to a bound, by whatever
//! the attempt is known by (an account, an address of the network). Counted in SQL, so all instances know; counted before it is
//! decided, so many attempts at once gain nothing.

mod rules;
mod store;
#[cfg(test)]
mod tests;

use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use types::{ErrorCode, Millis};
use words::t;

pub use rules::Policy;

use crate::{Cx, Error, Result};

/// What an attempt is counted by.
#[derive(Clone, Debug)]
pub struct Key {
    name: String,
    policy: Policy,
    /// A success says that whoever is behind the key may be trusted again.
    forgiving: bool,
}

impl Key {
    /// Counted by `what` of `kind`, which is not written down in clear. A success takes back the attempt alone.
    #[must_use]
    pub fn new(kind: &str, what: &str, policy: Policy) -> Self {
        let digest = hex::encode(&Sha256::digest(what)[..16]);
        Self { name: format!("{kind}:{digest}"), policy, forgiving: false }
    }

    /// The same, where a success forgives the failures before it.
    #[must_use]
    pub fn forgiving(self) -> Self {
        Self { forgiving: true, ..self }
    }
}

/// An attempt that may go on, counted as failed until [`Attempt::succeeded`].
#[must_use]
pub struct Attempt {
    keys: Vec<Key>,
    at: Millis,
}

/// Counts an attempt by all of `keys`, or by none of them.
///
/// # Errors
/// `rate_limited` says when to come back.
pub async fn begin(cx: &Cx, keys: Vec<Key>) -> Result<Attempt> {
    let now = cx.clock.now();
    let counted = keys.clone();
    let left = cx.db.transaction(|tx| Box::pin(async move { count(tx, &counted, now).await })).await?;
    match left {
        None => Ok(Attempt { keys, at: now }),
        Some(left) => Err(too_early(left)),
    }
}

/// The longest wait of all, where there is one.
async fn count(tx: &sea_orm::DatabaseTransaction, keys: &[Key], now: Millis) -> Result<Option<Millis>> {
    let names: Vec<&str> = keys.iter().map(|key| key.name.as_str()).collect();
    let known = store::lock(tx, &names).await?;
    let tally = |key: &Key| known.get(&key.name).copied().unwrap_or_default().attempt(key.policy, now);
    let decided: Vec<_> = keys.iter().map(|key| (key, tally(key))).collect();
    if let Some(left) = decided.iter().filter_map(|(_, outcome)| outcome.err()).max() {
        return Ok(Some(left));
    }
    for (key, outcome) in decided {
        if let Ok(tally) = outcome {
            store::write(tx, &key.name, tally).await?;
        }
    }
    Ok(None)
}

fn too_early(left: Millis) -> Error {
    let seconds = u32::try_from(left.div_euclid(1000) + 1).unwrap_or(u32::MAX);
    metrics::counter!("floodgate_limited_total", "class" => "attempt").increment(1);
    let detail = match seconds {
        ..=90 => t!("attempts-seconds", count = seconds),
        _ => t!("attempts-minutes", count = seconds.div_ceil(60)),
    };
    Error::new(ErrorCode::RateLimited, detail).with_retry_after(seconds)
}

impl Attempt {
    /// It was none of those that are slowed down.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn succeeded(self, connection: &impl ConnectionTrait) -> Result<()> {
        for key in &self.keys {
            match key.forgiving {
                true => store::forgive(connection, &key.name).await?,
                false => store::take_back(connection, &key.name, self.at).await?,
            }
        }
        Ok(())
    }
}

/// Forgives what was counted by a key.
///
/// # Errors
/// When the database does not answer.
pub async fn forgive(connection: &impl ConnectionTrait, key: &Key) -> Result<()> {
    store::forgive(connection, &key.name).await
}

/// Removes what is forgotten.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn prune(connection: &impl ConnectionTrait, now: Millis) -> Result<()> {
    store::prune(connection, now - rules::FORGOTTEN_AFTER).await
}
