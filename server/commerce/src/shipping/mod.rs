//! Ways to send a cart, and what each costs.

mod rules;
#[cfg(test)]
mod tests;

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{Money, checkout::ShippingQuote};
use words::t;

pub use rules::{Parcel, Rate};

use crate::{Error, Result, db::sql, prices::Selling};

/// Code of the method that the demo shop offers everywhere.
pub const STANDARD: &str = "standard";

#[derive(FromQueryResult)]
struct Row {
    code: String,
    name: String,
    promise: String,
    countries: serde_json::Value,
    rate: serde_json::Value,
}

/// The merchant's ways to send things, in the merchant's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Methods(Vec<Method>);

/// What sending something costs at least, as it can be said before there is an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The price of the cheapest way.
    pub least: Money,
    /// Goods worth this or more are sent for nothing; none where that is so already, or never.
    pub free_from: Option<Money>,
    /// What the cheapest way promises, as the merchant has written it; see [`spoken`].
    pub promise: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Method {
    code: String,
    name: String,
    promise: String,
    /// ISO 3166-1 alpha-2; none for everywhere.
    countries: Vec<String>,
    rate: Rate,
}

impl Methods {
    /// All of them.
    ///
    /// # Errors
    /// When the database does not answer or holds a rate that cannot be read.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self> {
        let select = "SELECT code, name, promise, countries, rate FROM shipping_method ORDER BY position, code";
        let rows = Row::find_by_statement(sql(connection, select, [])).all(connection).await?;
        let method = |row: Row| {
            let countries = serde_json::from_value(row.countries).map_err(Error::internal)?;
            let rate = serde_json::from_value(row.rate).map_err(Error::internal)?;
            Ok(Method { code: row.code, name: row.name, promise: row.promise, countries, rate })
        };
        Ok(Self(rows.into_iter().map(method).collect::<Result<_>>()?))
    }

    /// Ways to send `parcel` to `country` (ISO 3166-1 alpha-2); none when the shop does not ship there.
    ///
    /// # Errors
    /// `invalid` when a price does not fit.
    pub fn quotes(&self, country: &str, parcel: Parcel, selling: Selling) -> Result<Vec<ShippingQuote>> {
        let mut quotes = Vec::with_capacity(self.0.len());
        for method in self.to(country) {
            if let Some(price) = method.rate.price(parcel, selling)? {
                let Method { code, name, promise, .. } = method.clone();
                quotes.push(ShippingQuote { code, name, promise, price });
            }
        }
        Ok(quotes)
    }

    /// What sending `parcel` and what comes on top of it to `country` costs; none when the shop does not ship it there.
    ///
    /// # Errors
    /// `invalid` when a price does not fit.
    pub fn terms(&self, country: &str, parcel: Parcel, selling: Selling) -> Result<Option<Terms>> {
        let quotes = self.quotes(country, parcel, selling)?;
        let Some(cheapest) = quotes.into_iter().min_by_key(|quote| quote.price.amount) else { return Ok(None) };
        let free_from = match cheapest.price.amount {
            0 => None,
            _ => self.free_from(country, selling)?,
        };
        Ok(Some(Terms { least: cheapest.price, free_from, promise: cheapest.promise }))
    }

    fn free_from(&self, country: &str, selling: Selling) -> Result<Option<Money>> {
        let values = self.to(country).filter_map(|method| method.rate.free_from(selling).transpose());
        Ok(values.collect::<Result<Vec<_>, _>>()?.into_iter().min_by_key(|from| from.amount))
    }

    fn to(&self, country: &str) -> impl Iterator<Item = &Method> {
        let reaches =
            move |method: &&Method| method.countries.is_empty() || method.countries.iter().any(|code| code == country);
        self.0.iter().filter(reaches)
    }
}

/// Name or promise of a method, for whoever the work at hand is done for: the demo shop's in their language, a merchant's own as the
/// merchant has written it.
#[must_use]
pub fn spoken(text: &str) -> String {
    match text {
        "Standard" => t!("shipping-standard"),
        "3 to 5 working days" => t!("shipping-standard-promise"),
        "Express" => t!("shipping-express"),
        "Next working day" => t!("shipping-express-promise"),
        own => own.to_owned(),
    }
}

/// The demo shop's methods, written once; a merchant's changes stay.
///
/// # Errors
/// When the database does not answer.
pub async fn seed(connection: &impl ConnectionTrait) -> Result<()> {
    let flat = Rate::Flat { amount: 600, free_from: Some(15_000) };
    let weight = Rate::Weight { base: 900, per_step: 250, step_grams: 500, most_grams: 30_000 };
    let methods = [
        (STANDARD, "Standard", "3 to 5 working days", flat, Vec::new()),
        ("express", "Express", "Next working day", weight, vec!["US", "CA", "GB", "DE", "FR", "NL", "SE"]),
    ];
    let insert = "INSERT INTO shipping_method (code, name, promise, countries, rate, position)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (code) DO NOTHING";
    for (position, (code, name, promise, rate, countries)) in (0_i64..).zip(methods) {
        let rate = serde_json::to_value(rate).map_err(Error::internal)?;
        let values = [
            code.into(),
            name.into(),
            promise.into(),
            serde_json::json!(countries).into(),
            rate.into(),
            position.into(),
        ];
        connection.execute_raw(sql(connection, insert, values)).await?;
    }
    Ok(())
}
