//! What is bought: imported like a merchant's own goods, found again over REST.

use std::{fmt::Write, fs, net::SocketAddr, sync::Arc};

use anyhow::Context;
use serde::Deserialize;

use crate::{http::Connection, journey::expect, machine::Machine, shop::command};

/// The database every other one is copied from.
const TEMPLATE: &str = "bench_template";
/// Different things to buy.
pub const SPREAD: usize = 1_000;
/// Things of which there are few, one for each burst.
pub const BURSTS: usize = 8;
/// Units of each of them.
pub const BURST_UNITS: usize = 100;
/// Slug of the one thing everyone wants.
pub const HOT: &str = "bench-hot";
const PLENTY: usize = 100_000_000;

/// Slug of one of the [`SPREAD`].
pub fn spread(number: usize) -> String {
    format!("bench-spread-{number}")
}

/// Slug of one of the [`BURSTS`].
pub fn burst(number: usize) -> String {
    format!("bench-burst-{number}")
}

/// All in Shopify's format.
fn csv() -> String {
    let mut text = "Handle,Title,Published,Status,Option1 Name,Option1 Value,Variant SKU,Variant Grams,\
        Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,Variant Price\n"
        .to_owned();
    let mut add = |slug: &str, units: usize| {
        let _ = writeln!(
            text,
            "{slug},Kettle {slug},true,active,Title,Default Title,{slug},400,shopify,{units},deny,20.00"
        );
    };
    add(HOT, PLENTY);
    (0..SPREAD).for_each(|number| add(&spread(number), PLENTY));
    (0..BURSTS).for_each(|number| add(&burst(number), BURST_UNITS));
    text
}

/// Fills a new database with the demo shop and these goods.
///
/// # Errors
/// What the binary says.
pub async fn stock(machine: &Machine, url: &str) -> anyhow::Result<()> {
    let file = machine.work.join("goods.csv");
    fs::write(&file, csv())?;
    command(machine, url, &["migrate"]).await?;
    command(machine, url, &["seed"]).await?;
    command(machine, url, &["import", "shopify", &file.display().to_string()]).await?;
    Ok(())
}

/// Makes `database` with all goods in it; the goods are imported once per run.
///
/// # Errors
/// What PostgreSQL or the binary says.
pub async fn fresh_database(machine: &Machine, database: &str) -> anyhow::Result<()> {
    let postgres = &machine.postgres;
    let select = format!("SELECT 1 FROM pg_database WHERE datname = '{TEMPLATE}'");
    if postgres.ask("postgres", &select).await?.is_empty() {
        let filling = "bench_filling";
        postgres.create(filling, "template0").await?;
        stock(machine, &postgres.url(filling)).await?;
        postgres.ask(filling, "VACUUM ANALYZE").await?;
        postgres.ask("postgres", &format!("ALTER DATABASE {filling} RENAME TO {TEMPLATE}")).await?;
    }
    postgres.create(database, TEMPLATE).await
}

#[derive(Deserialize)]
struct Product {
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    id: String,
}

/// The ids of the variants behind `slugs`.
///
/// # Errors
/// When one is not for sale.
pub async fn variants(shop: SocketAddr, slugs: impl IntoIterator<Item = String>) -> anyhow::Result<Arc<Vec<String>>> {
    let (mut connection, mut ids) = (Connection::to(shop), Vec::new());
    for slug in slugs {
        let answer = connection.get(&format!("/api/v1/products/{slug}")).await?;
        let product: Product = expect(&answer, 200)?;
        ids.push(product.variants.into_iter().next().with_context(|| format!("{slug} has no variant"))?.id);
    }
    Ok(Arc::new(ids))
}

/// What a shop says of the stock of one thing.
#[derive(Debug, Deserialize, PartialEq, Eq)]
pub struct Stock {
    /// Units that can still be bought.
    pub for_sale: i64,
    /// Units in orders that are not settled.
    pub held: i64,
    /// Units sold.
    pub sold: i64,
}

#[derive(Deserialize)]
struct Stocks {
    variants: Vec<Stock>,
}

/// Asks for the stock of a thing.
///
/// # Errors
/// When it is not for sale.
pub async fn stock_of(shop: SocketAddr, slug: &str) -> anyhow::Result<Stock> {
    let mut connection = Connection::to(shop);
    let answer = connection.get(&format!("/api/v1/products/{slug}/stock")).await?;
    expect::<Stocks>(&answer, 200)?.variants.pop().context("no variant")
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_row_has_a_cell_for_every_column() {
        let text = super::csv();
        let widths: Vec<usize> = text.lines().map(|line| line.split(',').count()).collect();
        assert_eq!(widths.len(), 2 + super::SPREAD + super::BURSTS);
        assert!(widths.iter().all(|width| *width == widths[0]));
    }
}
