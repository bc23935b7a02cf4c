//! Passwords, hashed with argon2id on threads of their own: hashing is slow on purpose and must not hold up requests.

use std::sync::OnceLock;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use rand::distr::{Alphanumeric, SampleString};

use crate::{Error, Result};

const GENERATED_LENGTH: usize = 20;

pub(super) fn generate() -> String {
    Alphanumeric.sample_string(&mut rand::rng(), GENERATED_LENGTH)
}

pub(super) async fn hash(password: String) -> Result<String> {
    tokio::task::spawn_blocking(move || hash_now(&password)).await.map_err(Error::internal)?
}

fn hash_now(password: &str) -> Result<String> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    Ok(hash.map_err(|cause| Error::internal(anyhow::anyhow!("hashing a password: {cause}")))?.to_string())
}

pub(super) async fn verify(password: String, hash: String) -> Result<bool> {
    let check = move || {
        PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok())
    };
    tokio::task::spawn_blocking(check).await.map_err(Error::internal)
}

/// A hash that no password fits: an unknown address must cost as much time as a known one.
pub(super) fn decoy() -> String {
    static DECOY: OnceLock<String> = OnceLock::new();
    DECOY.get_or_init(|| hash_now(&generate()).unwrap_or_default()).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let hash = hash("correct horse".into()).await.unwrap();
        assert!(verify("correct horse".into(), hash.clone()).await.unwrap());
        assert!(!verify("battery staple".into(), hash).await.unwrap());
        assert!(!verify("".into(), "not a hash".into()).await.unwrap());
        assert!(!verify("anything".into(), decoy()).await.unwrap());
    }
}
