//! What most people want at this moment.

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{Millis, VariantId};

use crate::{Result, db::sql};

#[derive(FromQueryResult)]
struct Row {
    variant_id: VariantId,
}

/// Up to `limit` variants with the most units held at the till or among the latest sold. Reads the holds that run and the end of the
/// ledger, never a whole table, so it may be asked while the shop is pressed.
///
/// # Errors
/// When the database does not answer.
pub async fn hottest(connection: &impl ConnectionTrait, now: Millis, limit: u64) -> Result<Vec<VariantId>> {
    let select = "SELECT variant_id FROM (
            SELECT variant_id, quantity AS units FROM hold
                WHERE state = 'active' AND expires_at IS NOT NULL AND expires_at > $1
            UNION ALL
            SELECT variant_id, -delta AS units FROM
                (SELECT variant_id, delta, cause FROM stock_ledger ORDER BY id DESC LIMIT 500) latest WHERE cause = 'sold'
        ) wanted GROUP BY variant_id ORDER BY sum(units) DESC, variant_id LIMIT $2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let statement = sql(connection, select, [now.into(), limit.into()]);
    let rows = Row::find_by_statement(statement).all(connection).await?;
    Ok(rows.into_iter().map(|row| row.variant_id).collect())
}
