//! Keys for programs. Only a digest is kept: a key is random, so a fast hash protects it as well as a slow one would.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest, Sha256};
use types::ErrorCode;

use super::store;
use crate::{Actor, Cx, Error, Result, Scope};

/// Tells our keys from other people's when one turns up where it should not be.
const PREFIX: &str = "fgk_";
const LONGEST_NAME: usize = 80;

/// Makes a key and answers with it; it is shown this once.
///
/// # Errors
/// `invalid` for an empty or overlong name or no scope; when the caller may not.
pub async fn create_key(cx: &Cx, name: &str, scopes: &[Scope]) -> Result<String> {
    cx.require(Scope::Admin)?;
    let name = name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Error::invalid_field("name", "Name the key with 1 to 80 characters."));
    }
    if scopes.is_empty() {
        return Err(Error::invalid_field("scope", "Give the key at least one scope."));
    }
    let key = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(rand::random::<[u8; 32]>()));
    let scopes = serde_json::to_value(scopes).map_err(Error::internal)?;
    store::insert_key(cx.db.write(), name, &digest(&key), scopes, cx.clock.now()).await?;
    Ok(key)
}

/// Whom a key stands for.
///
/// # Errors
/// `unauthorized` for a key that is none of ours, or no longer.
pub async fn actor_for_key(cx: &Cx, key: &str) -> Result<Actor> {
    let row = store::key_by_digest(cx.db.read(), &digest(key)).await?;
    let row = row.ok_or_else(|| Error::new(ErrorCode::Unauthorized, "This API key is not valid."))?;
    let scopes = serde_json::from_value(row.scopes).map_err(Error::internal)?;
    Ok(Actor::Key { name: row.name, scopes })
}

fn digest(key: &str) -> String {
    hex::encode(Sha256::digest(key.as_bytes()))
}
