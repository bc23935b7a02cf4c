//! How a variant is sold when many want it: how many one person may have, how long a hold lasts, and where it begins.

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{VariantId, admin::SalePolicy};

use crate::{
    Cx, Error, Result, Scope,
    db::{rows, sql},
};

/// Longest hold a variant can ask for, in seconds: a day.
const LONGEST_HOLD: i64 = 24 * 60 * 60;
const SHORTEST_HOLD: i64 = 30;

/// How a variant is sold, for a caller who has the right already.
pub(crate) async fn policy_of(connection: &impl ConnectionTrait, id: VariantId) -> Result<SalePolicy> {
    let select = "SELECT cap_per_person, hold_seconds, hold_in_cart FROM inventory_item WHERE variant_id = $1";
    let row = Row::find_by_statement(sql(connection, select, [id.0.into()])).one(connection).await?;
    let row = row.ok_or_else(|| Error::not_found("variant"))?;
    Ok(SalePolicy {
        cap_per_person: row.cap_per_person,
        hold_seconds: row.hold_seconds,
        hold_in_cart: row.hold_in_cart,
    })
}

/// Writes how a variant is sold, for a caller who has checked it. False when there is no such variant.
pub(crate) async fn write_policy(connection: &impl ConnectionTrait, id: VariantId, policy: SalePolicy) -> Result<bool> {
    let update =
        "UPDATE inventory_item SET cap_per_person = $2, hold_seconds = $3, hold_in_cart = $4 WHERE variant_id = $1";
    let values = [id.0.into(), policy.cap_per_person.into(), policy.hold_seconds.into(), policy.hold_in_cart.into()];
    Ok(connection.execute_raw(sql(connection, update, values)).await?.rows_affected() > 0)
}

/// Whether lists offer these variants: what is sold in a drop, they do not.
pub(crate) async fn keep_from_open_sale(
    connection: &impl ConnectionTrait,
    ids: &[VariantId],
    in_drop: bool,
) -> Result<()> {
    let update = "UPDATE inventory_item SET in_drop = $2 WHERE variant_id IN (SELECT id FROM {rows})";
    rows::execute(connection, update, rows::ID, &rows::ids(ids.iter().map(|id| id.0)), [in_drop.into()]).await?;
    Ok(())
}

/// Locks how a variant is sold by writing to it. Answers with whether lists do not offer it, for it is sold in a drop.
pub(crate) async fn lock_open_sale(connection: &impl ConnectionTrait, id: VariantId) -> Result<bool> {
    let touch = "UPDATE inventory_item SET in_drop = in_drop WHERE variant_id = $1 RETURNING in_drop";
    let row = connection.query_one_raw(sql(connection, touch, [id.0.into()])).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

#[derive(FromQueryResult)]
struct Row {
    cap_per_person: Option<i64>,
    hold_seconds: Option<i64>,
    hold_in_cart: bool,
}

/// How a variant is sold.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn policy(cx: &Cx, id: VariantId) -> Result<SalePolicy> {
    cx.require(Scope::StockWrite)?;
    policy_of(cx.db.write(), id).await
}

/// Changes how a variant is sold. Holds and orders that stand keep what they have.
///
/// # Errors
/// `invalid` names the field; `not_found`; when the caller may not.
pub async fn set_policy(cx: &Cx, id: VariantId, policy: SalePolicy) -> Result<SalePolicy> {
    cx.require(Scope::StockWrite)?;
    if policy.cap_per_person.is_some_and(|cap| !(1..=99).contains(&cap)) {
        return Err(Error::invalid_field("cap_per_person", "Between 1 and 99, or empty for no cap."));
    }
    if policy.hold_seconds.is_some_and(|seconds| !(SHORTEST_HOLD..=LONGEST_HOLD).contains(&seconds)) {
        return Err(Error::invalid_field("hold_seconds", "Between 30 seconds and a day, or empty for the shop's own."));
    }
    if !write_policy(cx.db.write(), id, policy).await? {
        return Err(Error::not_found("variant"));
    }
    super::watch::stock_changed_now(cx, [id]).await;
    Ok(policy)
}
