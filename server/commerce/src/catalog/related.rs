//! What else a shopper may want to see. All of it is extra: within the budget, or not at all.

use std::sync::{Arc, Mutex, PoisonError};

use types::{
    Millis,
    catalog::{CollectionLink, ProductCard, ProductView, Sort},
};
use uuid::Uuid;

use super::{
    browse::kept_product,
    search::Words,
    spelling,
    store::{self, Alike, Filter},
};
use crate::{
    Cx, Result, extras,
    prices::{self, Selling},
};

/// Products shown beside another.
const SHOWN: usize = 4;
/// Looked at for those that can be bought.
const CANDIDATES: u64 = 12;
/// What the visitor looked at before: so many are asked for at most.
const RECENT: usize = 8;
/// Suggestions for a search.
const SUGGESTIONS: u64 = 6;
/// Letters typed before there are any.
const SHORTEST: usize = 2;
/// Characters of a search that are looked at.
const LONGEST: usize = 60;
/// For so long what sells best is believed.
const COUNTED_FOR: Millis = 5 * 60 * 1000;

/// What sells best, as last counted in this process: stands in where related products cannot be found in time.
#[derive(Default)]
pub struct BestSellers(Mutex<Counted>);

#[derive(Default)]
struct Counted {
    at: Millis,
    ids: Arc<[Uuid]>,
}

impl BestSellers {
    fn known(&self) -> (Millis, Arc<[Uuid]>) {
        let counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        (counted.at, counted.ids.clone())
    }

    fn keep(&self, at: Millis, ids: Arc<[Uuid]>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Counted { at, ids };
    }
}

async fn best_sellers(cx: &Cx) -> Arc<[Uuid]> {
    let ((at, known), now) = (cx.best_sellers.known(), cx.clock.now());
    if now < at + COUNTED_FOR {
        return known;
    }
    // One counts, the others go on with what is known.
    cx.best_sellers.keep(now, known.clone());
    let counting = cx.clone();
    let counted = extras::within_budget(cx, async move {
        let ids: Arc<[Uuid]> = store::best_sellers(counting.db.read(), CANDIDATES).await?.into();
        counting.best_sellers.keep(now, ids.clone());
        Ok(ids)
    });
    counted.await.unwrap_or(known)
}

/// Products like this one: from the same collections, what can be bought first; where there are too few, what sells best.
pub async fn related(cx: &Cx, product: &ProductView) -> Vec<ProductCard> {
    let (asking, id) = (cx.clone(), product.id.0);
    let collections: Vec<String> = product.collections.iter().map(|link| link.slug.clone()).collect();
    let alike = extras::within_budget(cx, async move {
        let (db, selling) = (asking.db.read(), prices::selling(&asking).await?);
        let (locale, now) = (asking.market.locale, asking.clock.now());
        store::cards_alike(db, Alike { product: id, collections, limit: CANDIDATES }, selling, locale, now).await
    });
    let mut cards_found = alike.await.unwrap_or_default();
    cards_found.sort_by_key(|card| !card.available);
    cards_found.truncate(SHOWN);
    if cards_found.len() < SHOWN {
        let known = best_sellers(cx).await;
        let shown = |id: &Uuid| *id == product.id.0 || cards_found.iter().any(|card| card.id.0 == *id);
        let more: Vec<_> = known.iter().copied().filter(|id| !shown(id)).take(SHOWN - cards_found.len()).collect();
        if !more.is_empty() {
            let asking = cx.clone();
            let found = extras::within_budget(cx, async move { cards(&asking, &more).await });
            cards_found.extend(found.await.unwrap_or_default());
        }
    }
    cards_found
}

/// Products that go well with what is in a cart: like the last of those named, and none of them. Names are those in addresses.
pub async fn beside(cx: &Cx, slugs: &[String]) -> Vec<ProductCard> {
    let Some(last) = slugs.last().cloned() else { return Vec::new() };
    let asking = cx.clone();
    let product = extras::within_budget(cx, async move { kept_product(&asking, &last).await }).await;
    let Some(product) = product.flatten() else { return Vec::new() };
    let mut cards = related(cx, &product.view).await;
    cards.retain(|card| card.available && !slugs.contains(&card.slug));
    cards
}

/// What to show where a search found nothing: what sells best, or else what the merchant puts first.
pub(super) async fn popular(cx: &Cx, selling: Selling) -> Vec<ProductCard> {
    if cx.level.is_light() {
        return Vec::new();
    }
    let (known, asking) = (best_sellers(cx).await, cx.clone());
    let found = extras::within_budget(cx, async move {
        let mut ids: Vec<Uuid> = known.iter().copied().take(SHOWN).collect();
        if ids.len() < SHOWN {
            let db = asking.db.read();
            let first = store::ids_page(db, &Filter::default(), Sort::Featured, 0, 2 * SHOWN as u64).await?;
            let more: Vec<Uuid> = first.into_iter().filter(|id| !ids.contains(id)).take(SHOWN - ids.len()).collect();
            ids.extend(more);
        }
        store::cards(asking.db.read(), &ids, selling, asking.market.locale, asking.clock.now()).await
    });
    found.await.unwrap_or_default()
}

/// The products with these names in addresses, in that order; what is not for sale is left out.
pub async fn recent(cx: &Cx, slugs: &[String]) -> Vec<ProductCard> {
    let (asking, slugs) = (cx.clone(), slugs.iter().take(RECENT).cloned().collect::<Vec<_>>());
    let found = extras::within_budget(cx, async move {
        let ids = store::on_sale(asking.db.read(), &slugs).await?;
        cards(&asking, &ids).await
    });
    found.await.unwrap_or_default()
}

async fn cards(cx: &Cx, ids: &[Uuid]) -> Result<Vec<ProductCard>> {
    store::cards(cx.db.read(), ids, prices::selling(cx).await?, cx.market.locale, cx.clock.now()).await
}

/// What is offered while words are typed.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Suggestions {
    /// Products a search that begins like this would find first.
    pub products: Vec<ProductCard>,
    /// The words it would look for, where those typed find nothing.
    pub corrected: Option<String>,
    /// Collections with a word that begins like this.
    pub collections: Vec<CollectionLink>,
}

/// What to offer somebody who has typed this much. `None` when it could not be found out within the budget of an extra: another moment
/// may know more.
pub async fn suggest(cx: &Cx, typed: &str) -> Option<Suggestions> {
    let typed: String = super::rules::line(typed).chars().take(LONGEST).collect();
    if typed.chars().count() < SHORTEST {
        return Some(Suggestions::default());
    }
    let Some(words) = Words::read(cx.market.locale, &typed) else { return Some(Suggestions::default()) };
    let asking = cx.clone();
    let found = extras::within_budget(cx, async move {
        let db = asking.db.read();
        let (filter, spelling) = spelling::matching(db, &words, Filter::default()).await?;
        let ids = store::ids_page(db, &filter, Sort::Featured, 0, SUGGESTIONS).await?;
        let typed = typed.to_lowercase();
        let begins = |title: &str| title.to_lowercase().split_whitespace().any(|word| word.starts_with(&typed));
        let mut collections = super::collection_links(&asking).await?;
        collections.retain(|link| begins(&link.title) || link.title.to_lowercase().starts_with(&typed));
        collections.truncate(SHOWN);
        Ok(Suggestions { products: cards(&asking, &ids).await?, corrected: spelling.corrected, collections })
    });
    found.await
}
