//! Tax by destination: added on top (as in the United States) or included in prices (as in Europe).

mod regions;
mod rules;

use sea_orm::{ConnectionTrait, FromQueryResult};

pub use rules::{Rate, tax_on};

use crate::{Result, db::sql};

#[derive(Clone, Debug, FromQueryResult)]
struct Row {
    country: String,
    region: String,
    rate_ppm: i64,
    included: bool,
    on_shipping: bool,
}

/// The merchant's rates.
#[derive(Clone, Debug)]
pub struct Rates(Vec<Row>);

impl Rates {
    /// All of them.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self> {
        let select = "SELECT country, region, rate_ppm, included, on_shipping FROM tax_rate";
        Ok(Self(Row::find_by_statement(sql(connection, select, [])).all(connection).await?))
    }

    /// The rate for a destination, its region by code or name: the region's own where there is one, the country's otherwise, else no
    /// tax.
    #[must_use]
    pub fn rate_for(&self, country: &str, region: &str) -> Rate {
        let region = regions::code(country, region);
        let of = |region: &str| self.0.iter().find(|row| row.country == country && row.region == region);
        let row = of(&region).or_else(|| of(""));
        row.map_or(Rate::NONE, |row| Rate { ppm: row.rate_ppm, included: row.included, on_shipping: row.on_shipping })
    }
}

/// Standard rates of the places the demo shop ships to, in parts per million; those of the United States are the states' own
/// base rates. A merchant's changes stay.
const DEMO_RATES: &[(&str, &str, &str, i64, bool, bool)] = &[
    ("AT", "", "USt", 200_000, true, true),
    ("AU", "", "GST", 100_000, true, true),
    ("BE", "", "TVA", 210_000, true, true),
    ("CA", "", "GST", 50_000, false, true),
    ("CH", "", "MWST", 81_000, true, true),
    ("CZ", "", "DPH", 210_000, true, true),
    ("DE", "", "USt", 190_000, true, true),
    ("DK", "", "moms", 250_000, true, true),
    ("ES", "", "IVA", 210_000, true, true),
    ("FI", "", "ALV", 255_000, true, true),
    ("FR", "", "TVA", 200_000, true, true),
    ("GB", "", "VAT", 200_000, true, true),
    ("IE", "", "VAT", 230_000, true, true),
    ("IT", "", "IVA", 220_000, true, true),
    ("JP", "", "Consumption tax", 100_000, true, true),
    ("NL", "", "BTW", 210_000, true, true),
    ("NO", "", "MVA", 250_000, true, true),
    ("NZ", "", "GST", 150_000, true, true),
    ("PL", "", "VAT", 230_000, true, true),
    ("PT", "", "IVA", 230_000, true, true),
    ("SE", "", "moms", 250_000, true, true),
    ("US", "CA", "Sales tax", 72_500, false, false),
    ("US", "NY", "Sales tax", 40_000, false, true),
    ("US", "TX", "Sales tax", 62_500, false, true),
    ("US", "WA", "Sales tax", 65_000, false, true),
];

/// Writes the demo shop's rates once.
///
/// # Errors
/// When the database does not answer.
pub async fn seed(connection: &impl ConnectionTrait) -> Result<()> {
    let insert = "INSERT INTO tax_rate (country, region, name, rate_ppm, included, on_shipping)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (country, region) DO NOTHING";
    for &(country, region, name, ppm, included, on_shipping) in DEMO_RATES {
        let values = [country.into(), region.into(), name.into(), ppm.into(), included.into(), on_shipping.into()];
        connection.execute_raw(sql(connection, insert, values)).await?;
    }
    Ok(())
}
