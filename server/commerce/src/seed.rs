//! Fills a shop with the demo's goods and with ways to send and to tax them.

use crate::{Cx, Result, Scope, catalog, content, drops, prices, promotions, reviews, shipping, tax};

/// What a seeding wrote. All zero: everything was there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct SeedReport {
    /// Collections that were missing.
    pub collections: u64,
    /// Products that were missing.
    pub products: u64,
    /// Variants of these products.
    pub variants: u64,
    /// Pictures of these products.
    pub images: u64,
}

/// Writes what is missing of the demo shop. What is there stays as it is, whoever changed it meanwhile.
///
/// # Errors
/// When the caller may not, or the database does not answer; what was written before that stays.
pub async fn seed(cx: &Cx) -> Result<SeedReport> {
    cx.require(Scope::Admin)?;
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                shipping::seed(tx).await?;
                tax::seed(tx).await
            })
        })
        .await?;
    let report = catalog::seeding::seed(cx).await?;
    prices::seed(cx).await?;
    drops::seed(cx).await?;
    content::seeding::seed(cx).await?;
    promotions::seed(cx).await?;
    reviews::seeding::seed(cx).await?;
    Ok(report)
}
