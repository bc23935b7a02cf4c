//! Holds of carts, as their owners see them.

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{CartId, Millis, VariantId};

use crate::{
    Cx, Result,
    db::{rows, sql},
};

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

#[derive(FromQueryResult)]
struct Count {
    carts: i64,
}

/// Carts that let their time with any of these variants pass, by when their holds began.
pub(crate) async fn holds_expired(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
    from: Millis,
    until: Millis,
) -> Result<i64> {
    let select = "SELECT CAST(count(DISTINCT cart_id) AS bigint) AS carts FROM hold
        WHERE created_at >= $2 AND created_at <= $3 AND cart_id IS NOT NULL
            AND (state = 'expired' OR (state = 'active' AND expires_at <= $3)) AND variant_id IN (SELECT id FROM {rows})";
    let ids = rows::ids(ids.iter().map(|id| id.0));
    let found: Vec<Count> = rows::query(connection, select, rows::ID, &ids, [from.into(), until.into()]).await?;
    Ok(found.first().map_or(0, |row| row.carts))
}

#[derive(FromQueryResult)]
struct Holder {
    cart_id: CartId,
}

/// Carts that held any of these variants at a moment and let go of them later, to order them or to hold them anew.
pub(crate) async fn holders_at(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
    at: Millis,
) -> Result<Vec<CartId>> {
    let select = "SELECT DISTINCT cart_id FROM hold
        WHERE created_at <= $2 AND settled_at > $2 AND cart_id IS NOT NULL AND state = 'released'
            AND wanted_id IN (SELECT id FROM {rows})";
    let ids = rows::ids(ids.iter().map(|id| id.0));
    let found: Vec<Holder> = rows::query(connection, select, rows::ID, &ids, [at.into()]).await?;
    Ok(found.into_iter().map(|row| row.cart_id).collect())
}

/// What `from` holds, `into` holds from now on, for as long. Both carts are locked.
pub(crate) async fn move_holds(connection: &impl ConnectionTrait, from: CartId, into: CartId) -> Result<()> {
    let update = "UPDATE hold SET cart_id = $2 WHERE cart_id = $1 AND state = 'active'";
    connection.execute_raw(sql(connection, update, [from.0.into(), into.0.into()])).await?;
    Ok(())
}

/// Lets go of what a cart holds: its owner has changed their mind.
///
/// # Errors
/// When the database does not answer.
pub async fn release(cx: &Cx, cart: CartId) -> Result<()> {
    super::sweep::release_carts(cx, vec![cart]).await
}
