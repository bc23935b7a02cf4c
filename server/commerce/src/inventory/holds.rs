//! Holds of carts, as their owners see them.

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{CartId, Millis};

use crate::{Cx, Result, db::sql};

#[derive(FromQueryResult)]
struct Row {
    until: Option<Millis>,
}

/// Until when a cart's units are held; none when it holds nothing (any more).
///
/// # Errors
/// When the database does not answer.
pub async fn held_until(connection: &impl ConnectionTrait, cart: CartId, now: Millis) -> Result<Option<Millis>> {
    let select =
        "SELECT min(expires_at) AS until FROM hold WHERE cart_id = $1 AND state = 'active' AND expires_at > $2";
    let row = Row::find_by_statement(sql(connection, select, [cart.0.into(), now.into()])).one(connection).await?;
    Ok(row.and_then(|row| row.until))
}

/// Lets go of what a cart holds: its owner has changed their mind.
///
/// # Errors
/// When the database does not answer.
pub async fn release(cx: &Cx, cart: CartId) -> Result<()> {
    super::sweep::release_carts(cx, vec![cart]).await
}
