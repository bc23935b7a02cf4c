//! The statements behind prices in other moneys.

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Deserialize;
use types::{
    Currency, Millis, Money, VariantId,
    prices::{CurrencyInput, CurrencyView, Rate, SetPrice},
};

use crate::{
    Error, Result,
    db::{
        rows::{self, Column, nested},
        sql,
    },
    drops, rfc3339,
};

#[derive(FromQueryResult)]
struct RateRow {
    currency: String,
    rate_ppm: i64,
    rounding: String,
    set_by: String,
    set_at: Millis,
}

/// What currencies are worth, in the order of their codes.
pub(super) async fn rates(connection: &impl ConnectionTrait) -> Result<Vec<CurrencyView>> {
    let select = "SELECT currency, rate_ppm, rounding, set_by, set_at FROM exchange_rate ORDER BY currency";
    let found = RateRow::find_by_statement(sql(connection, select, [])).all(connection).await?;
    let view = |row: RateRow| {
        let rounding = row.rounding.parse().map_err(|text: String| Error::internal(anyhow::anyhow!(text)))?;
        Ok(CurrencyView {
            currency: row.currency.parse().map_err(Error::internal)?,
            input: CurrencyInput { rate_ppm: Rate(row.rate_ppm), rounding },
            set_by: row.set_by,
            set_at: rfc3339(row.set_at),
        })
    };
    found.into_iter().map(view).collect()
}

pub(super) async fn set_rate(
    connection: &impl ConnectionTrait,
    currency: Currency,
    input: CurrencyInput,
    by: &str,
    now: Millis,
) -> Result<()> {
    let upsert = "INSERT INTO exchange_rate (currency, rate_ppm, rounding, set_by, set_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (currency) DO UPDATE SET rate_ppm = excluded.rate_ppm, rounding = excluded.rounding,
            set_by = excluded.set_by, set_at = excluded.set_at";
    let values =
        [currency.code().into(), input.rate_ppm.0.into(), input.rounding.as_str().into(), by.into(), now.into()];
    connection.execute_raw(sql(connection, upsert, values)).await?;
    Ok(())
}

/// A price that is set for a variant.
#[derive(Debug, FromQueryResult, Deserialize)]
pub(crate) struct PriceRow {
    variant_id: VariantId,
    currency: String,
    amount: i64,
    compare_at: Option<i64>,
}

impl PriceRow {
    pub(super) fn read(self) -> Result<(VariantId, SetPrice)> {
        let currency: Currency = self.currency.parse().map_err(Error::internal)?;
        let money = |amount| Money::new(amount, currency);
        Ok((self.variant_id, SetPrice { price: money(self.amount), compare_at: self.compare_at.map(money) }))
    }
}

/// Prices that are set for `ids` and count now: a drop that sells at a price of its own sells at that.
pub(super) async fn prices(connection: &impl ConnectionTrait, ids: &[VariantId]) -> Result<Vec<PriceRow>> {
    let select = format!(
        "SELECT s.variant_id, s.currency, s.amount, s.compare_at FROM variant_price s
        WHERE s.variant_id IN (SELECT id FROM {{rows}}) AND NOT {}",
        drops::sets_price("s.variant_id")
    );
    let ids = rows::ids(ids.iter().map(|id| id.0));
    rows::query(connection, &select, rows::ID, &ids, []).await
}

/// SQL for the prices that are set, and count now, for the variants of the product that `product` names, in the currency that `currency`
/// names: a column of [`PriceRow`]s. Unless `any` count it has none, which the text says and no value: a plan that looks at prices would
/// otherwise be made anew each time, to find that it need not.
pub(crate) fn set_for_product(connection: &impl ConnectionTrait, product: &str, currency: &str, any: bool) -> String {
    let columns = [
        Column::id("variant_id"),
        Column::text("currency"),
        Column::int("amount"),
        Column::int("compare_at").or_null(),
    ];
    let from = format!(
        "FROM variant_price s WHERE {any} AND s.currency = {currency}
            AND s.variant_id IN (SELECT v.id FROM variant v WHERE v.product_id = {product} AND v.deleted_at IS NULL)
            AND NOT {}",
        drops::sets_price("s.variant_id")
    );
    nested(connection, &columns, &from)
}

/// All prices that are set for a variant, in the order of their currencies' codes.
pub(super) async fn prices_of(connection: &impl ConnectionTrait, id: VariantId) -> Result<Vec<SetPrice>> {
    let select =
        "SELECT variant_id, currency, amount, compare_at FROM variant_price WHERE variant_id = $1 ORDER BY currency";
    let found = PriceRow::find_by_statement(sql(connection, select, [id.0.into()])).all(connection).await?;
    found.into_iter().map(|row| row.read().map(|(_, set)| set)).collect()
}

/// Sets these prices of a variant and no others.
pub(super) async fn set_prices(connection: &impl ConnectionTrait, id: VariantId, prices: &[SetPrice]) -> Result<()> {
    let delete = "DELETE FROM variant_price WHERE variant_id = $1";
    connection.execute_raw(sql(connection, delete, [id.0.into()])).await?;
    let insert = "INSERT INTO variant_price (variant_id, currency, amount, compare_at) VALUES ($1, $2, $3, $4)";
    for SetPrice { price, compare_at } in prices {
        let was = compare_at.map(|was| was.amount);
        let values = [id.0.into(), price.currency.code().into(), price.amount.into(), was.into()];
        connection.execute_raw(sql(connection, insert, values)).await?;
    }
    Ok(())
}
