//! Passwords, hashed with argon2id on threads of their own: hashing is slow on purpose and must not hold up requests. Nor may many
//! who sign in at once take all processors and memory: so many are hashed at a time, and the others wait a moment.

use std::{sync::OnceLock, time::Duration};

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use rand::distr::{Alphanumeric, SampleString};
use tokio::sync::Semaphore;

use crate::{Error, Result};

const GENERATED_LENGTH: usize = 20;
/// Bytes.
const SHORTEST: usize = 10;
const LONGEST: usize = 200;
/// Hashed at a time; each takes 19 MB.
const AT_ONCE: usize = 4;
/// How long one waits for its turn.
const PATIENCE: Duration = Duration::from_secs(5);

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

pub(crate) fn generate() -> String {
    Alphanumeric.sample_string(&mut rand::rng(), GENERATED_LENGTH)
}

/// Whether a password can be chosen.
pub(crate) fn check(field: &str, password: &str) -> Result<()> {
    match (SHORTEST..=LONGEST).contains(&password.len()) {
        true => Ok(()),
        false => Err(Error::invalid_field(field, words::t!("wrong-password"))),
    }
}

pub(crate) async fn hash(password: String) -> Result<String> {
    in_turn(move || hash_now(&password)).await?
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let turn = tokio::time::timeout(PATIENCE, TURNS.acquire()).await.map_err(Error::unavailable)?;
    let turn = turn.map_err(Error::internal)?;
    // The turn goes with the work: whoever hangs up meanwhile does not end it.
    tokio::task::spawn_blocking(move || (work(), drop(turn)).0).await.map_err(Error::internal)
}

fn hash_now(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|cause| Error::internal(anyhow::anyhow!("hashing a password: {cause}")))?.to_string())
}

/// Whether a password fits. Without a hash none does, and that takes as long: an unknown address must cost as much time as a known one.
pub(crate) async fn verify(password: String, hash: Option<String>) -> Result<bool> {
    if password.len() > LONGEST {
        return Ok(false);
    }
    let check = move || {
        let decoy = decoy();
        PasswordHash::new(hash.as_deref().unwrap_or(decoy))
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    };
    in_turn(check).await
}

/// A hash that no password fits.
fn decoy() -> &'static str {
    static DECOY: OnceLock<String> = OnceLock::new();
    DECOY.get_or_init(|| hash_now(&generate()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let hash = hash("correct horse".into()).await.unwrap();
        assert!(verify("correct horse".into(), Some(hash.clone())).await.unwrap());
        assert!(!verify("battery staple".into(), Some(hash)).await.unwrap());
        assert!(!verify("".into(), Some("not a hash".into())).await.unwrap());
        assert!(!verify("anything".into(), None).await.unwrap());
    }
}
