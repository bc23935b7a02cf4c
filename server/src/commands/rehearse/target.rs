//! What a sale is of, and its stock on the copy.

use std::time::Duration;

use anyhow::Context;
use commerce::{Cx, catalog, inventory};
use load::visitors::Goods;
use types::{VariantId, admin::StockAdjustment, catalog::VariantStock, drops::DropGoodsView};

use crate::commands::explain;

/// Units of a sale of goods that are not counted.
const UNCOUNTED: u64 = 100;
/// Orders of the search are settled by then.
const SETTLED_WITHIN: Duration = Duration::from_secs(15);

/// What the sale is of.
pub struct Target {
    items: Vec<Item>,
}

/// What visitors buy.
struct Item {
    /// Its product's.
    slug: String,
    variant: VariantId,
    /// Units of it that can be bought; none where they are not counted.
    left: Option<i64>,
}

impl Target {
    /// The first variant of a product that is there.
    ///
    /// # Errors
    /// When there is no such product.
    pub async fn of_product(cx: &Cx, slug: &str) -> anyhow::Result<Self> {
        let found = catalog::stock(cx, slug).await.map_err(explain);
        let stock = found.with_context(|| format!("there is nothing to rehearse called {slug}"))?;
        let first = stock.iter().find(|variant| variant.for_sale != Some(0)).or(stock.first());
        let item = |first: &VariantStock| Item { slug: slug.to_owned(), variant: first.id, left: first.for_sale };
        Ok(Self { items: first.map(item).into_iter().collect() })
    }

    /// All goods of a drop, which are on open sale as this is asked.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn of_drop(cx: &Cx, goods: &[DropGoodsView]) -> anyhow::Result<Self> {
        let mut items = Vec::new();
        for goods in goods {
            let stock = catalog::stock(cx, &goods.slug).await.map_err(explain)?;
            let stock = stock.into_iter().find(|stock| stock.id == goods.variant_id);
            items.extend(stock.map(|stock| Item { slug: goods.slug.clone(), variant: stock.id, left: stock.for_sale }));
        }
        Ok(Self { items })
    }

    /// As visitors know it.
    pub fn goods(&self) -> Goods {
        let slugs = self.items.iter().map(|item| item.slug.clone());
        Goods { slugs: slugs.collect(), variants: self.items.iter().map(|item| item.variant.to_string()).collect() }
    }

    /// Units the crowd comes for.
    pub fn units(&self) -> u64 {
        let units = |item: &Item| item.left.map_or(UNCOUNTED, |left| u64::try_from(left).unwrap_or_default());
        self.items.iter().map(units).sum()
    }

    /// More of everything that is counted.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn add(&self, cx: &Cx, delta: i64) -> anyhow::Result<()> {
        for item in self.items.iter().filter(|item| item.left.is_some()) {
            adjust(cx, item.variant, delta).await?;
        }
        Ok(())
    }

    /// As many can be bought as before the search.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn as_before(&self, cx: &Cx) -> anyhow::Result<()> {
        let now = self.now(cx).await?;
        for item in &self.items {
            let now = now.iter().find(|variant| variant.id == item.variant).and_then(|variant| variant.for_sale);
            if let (Some(before), Some(now)) = (item.left, now) {
                adjust(cx, item.variant, before - now).await?;
            }
        }
        Ok(())
    }

    /// Waits until no unit is held by an order that is being paid.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn settle(&self, cx: &Cx) -> anyhow::Result<()> {
        let deadline = tokio::time::Instant::now() + SETTLED_WITHIN;
        while self.held(cx).await? > 0 && tokio::time::Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Ok(())
    }

    async fn held(&self, cx: &Cx) -> anyhow::Result<i64> {
        Ok(self.now(cx).await?.iter().map(|variant| variant.held).sum())
    }

    async fn now(&self, cx: &Cx) -> anyhow::Result<Vec<VariantStock>> {
        let mut slugs: Vec<&String> = self.items.iter().map(|item| &item.slug).collect();
        slugs.dedup();
        let mut all = Vec::new();
        for slug in slugs {
            all.extend(catalog::stock(cx, slug).await.map_err(explain)?);
        }
        Ok(all)
    }
}

async fn adjust(cx: &Cx, id: VariantId, delta: i64) -> anyhow::Result<()> {
    if delta == 0 {
        return Ok(());
    }
    let change = StockAdjustment { delta: Some(delta), reason: "rehearsal".to_owned(), ..StockAdjustment::default() };
    inventory::adjust(cx, id, change).await.map(drop).map_err(explain)
}
