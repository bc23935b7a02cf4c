//! How a list can be narrowed, and how many products would be left: the numbers are an extra, the ways are not.

use std::collections::HashMap;

use types::{
    Money,
    catalog::{FacetValue, Facets},
};
use uuid::Uuid;

use super::{
    ListQuery,
    store::{self, Filter},
};
use crate::{
    Cx, Result, extras,
    flags::{self, Audience, Flag},
};

/// Bounds of the price bands, in minor units. The last band has no upper one.
const BOUNDS: [i64; 4] = [0, 2_500, 5_000, 10_000];

/// A range of prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PriceBand(usize);

impl PriceBand {
    /// All bands, from the cheapest.
    pub fn all() -> impl Iterator<Item = PriceBand> {
        (0..BOUNDS.len()).map(PriceBand)
    }

    /// Lowest price, and the one that is too high.
    pub(super) fn bounds(self) -> (i64, Option<i64>) {
        (BOUNDS[self.0], BOUNDS.get(self.0 + 1).copied())
    }

    /// As written in addresses: `2500-5000`, `10000-`.
    #[must_use]
    pub fn value(self) -> String {
        let (lowest, too_high) = self.bounds();
        format!("{lowest}-{}", too_high.map(|price| price.to_string()).unwrap_or_default())
    }

    /// Reads what an address says.
    #[must_use]
    pub fn from_param(text: &str) -> Option<Self> {
        Self::all().find(|band| band.value() == text)
    }

    fn label(self, cx: &Cx) -> String {
        let money = |amount| Money::new(amount, cx.settings.currency);
        match self.bounds() {
            (0, Some(too_high)) => format!("Under {}", money(too_high)),
            (lowest, Some(too_high)) => format!("{} to {}", money(lowest), money(too_high)),
            (lowest, None) => format!("{} and more", money(lowest)),
        }
    }
}

/// What has been counted.
#[derive(Default)]
struct Counts {
    prices: Vec<u64>,
    collections: HashMap<Uuid, u64>,
    available: u64,
}

/// Lists say beside each filter how many it leaves.
pub(super) fn are_counted(cx: &Cx) -> bool {
    flags::audience(cx, Flag::FacetCounts) == Audience::Everyone
}

/// How a list over `base`, narrowed as `query` says, can be narrowed otherwise. The numbers are left out where they are shed, and
/// where counting takes longer than a page should wait.
pub(super) async fn of(cx: &Cx, base: Option<Filter>, query: &ListQuery) -> Result<Facets> {
    let counts = match base {
        Some(filter) if are_counted(cx) => {
            let (counting, query) = (cx.clone(), query.clone());
            extras::within_budget(cx, async move { count(&counting, filter, &query).await }).await
        }
        _ => None,
    };
    let price = |band: PriceBand| FacetValue {
        value: band.value(),
        label: band.label(cx),
        count: counts.as_ref().and_then(|counts| counts.prices.get(band.0).copied()),
        chosen: query.price == Some(band),
    };
    let collection = |row: store::CollectionRow| FacetValue {
        count: counts.as_ref().map(|counts| counts.collections.get(&row.id).copied().unwrap_or_default()),
        chosen: query.collection.as_ref() == Some(&row.slug),
        value: row.slug,
        label: row.title,
    };
    Ok(Facets {
        collections: collections(cx).await?.into_iter().map(collection).collect(),
        prices: PriceBand::all().map(price).collect(),
        available: Some(FacetValue {
            value: "1".to_owned(),
            label: "In stock".to_owned(),
            count: counts.as_ref().map(|counts| counts.available),
            chosen: query.available,
        }),
    })
}

async fn collections(cx: &Cx) -> Result<Vec<store::CollectionRow>> {
    store::collections(cx.db.read()).await
}

/// Each facet is counted as if it alone were not chosen yet.
async fn count(cx: &Cx, base: Filter, query: &ListQuery) -> Result<Counts> {
    let (db, price) = (cx.db.read(), query.price.map(PriceBand::bounds));
    let bands: Vec<_> = PriceBand::all().map(PriceBand::bounds).collect();
    let (by_availability, by_price) =
        (base.clone().narrowed(query.available, None), base.clone().narrowed(true, price));
    let anywhere = base.narrowed(query.available, price).anywhere();
    let (prices, available, collections) = futures::try_join!(
        store::count_prices(db, &by_availability, &bands),
        store::count(db, &by_price),
        store::count_collections(db, &anywhere),
    )?;
    Ok(Counts { prices, available, collections: collections.into_iter().collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_price_is_in_one_band_and_every_band_reads_back() {
        for price in [0, 1, 2_499, 2_500, 9_999, 10_000, 1_000_000] {
            let holds = |band: &PriceBand| {
                let (lowest, too_high) = band.bounds();
                price >= lowest && too_high.is_none_or(|too_high| price < too_high)
            };
            assert_eq!(PriceBand::all().filter(holds).count(), 1, "{price}");
        }
        assert!(PriceBand::all().all(|band| PriceBand::from_param(&band.value()) == Some(band)));
        assert_eq!(PriceBand::from_param("0-1; DROP TABLE product"), None);
    }
}
