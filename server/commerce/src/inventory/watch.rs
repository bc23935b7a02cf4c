//! Tells when stock changes in a way that shoppers see: few left, nothing left, something again.
//!
//! Whatever changes stock says of which variants, after its commit, and waits for nothing. One task looks at what was said in the
//! meantime, with a few statements however many they were, and tells the other instances only where a page would say something else
//! than before. What it last knew it believes for a few seconds: another instance may have changed and told since.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use sea_orm::FromQueryResult;
use types::{CartId, Millis, OrderId, ProductId, VariantId, catalog::FEW_LEFT};

use super::Level;
use crate::{
    Cx, Result,
    bus::{Note, Tag},
    cache,
    db::{Engine, rows},
};

/// Between two looks, while stock changes all the time.
const PAUSE: Duration = Duration::from_millis(100);
/// How long it is believed that pages say what was told.
const BELIEVED: Millis = 5_000;
/// Variants whose last look is remembered.
const MOST_KNOWN: usize = 10_000;

/// What was said to have changed, and what pages were last told.
#[derive(Default)]
pub struct Watch(Mutex<State>);

#[derive(Default)]
struct State {
    said: Said,
    /// A task is looking.
    looking: bool,
    known: HashMap<VariantId, (Seen, Millis)>,
}

#[derive(Default)]
struct Said {
    variants: HashSet<VariantId>,
    orders: HashSet<OrderId>,
    carts: HashSet<CartId>,
}

/// What a product's page says of a variant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Seen {
    Plenty,
    Few { left: i64, held: i64 },
    None { held: i64 },
}

impl Seen {
    fn of(level: Level) -> Self {
        match level.for_sale() {
            Some(left) if left <= 0 => Seen::None { held: level.held },
            Some(left) if left <= FEW_LEFT => Seen::Few { left, held: level.held },
            _ => Seen::Plenty,
        }
    }

    /// What lists say of it too: few left, none left.
    fn in_lists(self) -> u8 {
        match self {
            Seen::Plenty => 2,
            Seen::Few { .. } => 1,
            Seen::None { .. } => 0,
        }
    }
}

/// Stock of these variants may have changed.
pub(crate) fn stock_changed(cx: &Cx, variants: impl IntoIterator<Item = VariantId>) {
    say(cx, |said| said.variants.extend(variants));
}

/// Units for these orders may have been taken, have left the house, or be for sale again.
pub(crate) fn orders_settled(cx: &Cx, orders: impl IntoIterator<Item = OrderId>) {
    say(cx, |said| said.orders.extend(orders));
}

/// These carts may hold other units than before.
pub(crate) fn carts_changed(cx: &Cx, carts: impl IntoIterator<Item = CartId>) {
    say(cx, |said| said.carts.extend(carts));
}

/// The same for staff, who look at the page next: told when this returns.
pub(crate) async fn stock_changed_now(cx: &Cx, variants: impl IntoIterator<Item = VariantId>) {
    let said = Said { variants: variants.into_iter().collect(), ..Said::default() };
    {
        let mut state = cx.stock_watch.lock();
        // Its page says more than numbers: a cap, or that it is a bundle.
        said.variants.iter().for_each(|id| _ = state.known.remove(id));
    }
    look_and_tell(&cx.as_system(), said).await;
}

fn say(cx: &Cx, what: impl FnOnce(&mut Said)) {
    let mut state = cx.stock_watch.lock();
    what(&mut state.said);
    if !std::mem::replace(&mut state.looking, true) {
        tokio::spawn(look(cx.as_system()));
    }
}

/// Looks until nothing was said in between.
async fn look(cx: Cx) {
    while let Some(said) = cx.stock_watch.next() {
        // In a task of its own: a panic costs one look, not all to come.
        let inner = cx.clone();
        if let Err(panic) = tokio::spawn(async move { look_and_tell(&inner, said).await }).await {
            tracing::error!(%panic, "looking at stock");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

impl Watch {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn next(&self) -> Option<Said> {
        let mut state = self.lock();
        let said = std::mem::take(&mut state.said);
        state.looking = !(said.variants.is_empty() && said.orders.is_empty() && said.carts.is_empty());
        state.looking.then_some(said)
    }

    /// What differs from what pages were last told.
    fn news(&self, seen: Vec<(VariantId, ProductId, Seen)>, now: Millis) -> HashSet<Tag> {
        let mut state = self.lock();
        if state.known.len() + seen.len() > MOST_KNOWN {
            state.known.clear();
        }
        let mut news = HashSet::new();
        for (variant, product, seen) in seen {
            let before = state.known.insert(variant, (seen, now));
            let before = before.filter(|(_, at)| now - at < BELIEVED).map(|(seen, _)| seen);
            if before != Some(seen) {
                news.insert(Tag::Stock(product));
            }
            if before.map(Seen::in_lists) != Some(seen.in_lists()) {
                news.insert(Tag::Product(product));
            }
        }
        news
    }
}

async fn look_and_tell(cx: &Cx, said: Said) {
    match seen(cx, said).await {
        Ok(seen) => {
            let news = cx.stock_watch.news(seen, cx.clock.now());
            let news: Vec<Tag> = news.into_iter().collect();
            if news.iter().any(|tag| matches!(tag, Tag::Product(_))) {
                cache::changed(cx, news).await;
            } else if !news.is_empty() {
                // Only pages say so much of stock: no copy is outdated.
                cx.bus.publish(Note::Changed(news));
            }
        }
        // Pages find out when they are made anew.
        Err(error) => tracing::warn!(cause = error.source_chain(), "looking at stock"),
    }
}

#[derive(FromQueryResult)]
struct Sold {
    id: VariantId,
    product_id: ProductId,
}

/// What pages say now of the variants meant, and of the bundles they are part of.
async fn seen(cx: &Cx, said: Said) -> Result<Vec<(VariantId, ProductId, Seen)>> {
    // Not from a copy that may lag; and SQLite's one writer is left to those who write.
    let db = if cx.db.engine() == Engine::Sqlite { cx.db.read() } else { cx.db.write() };
    let mut touched = said.variants;
    for (column, ids) in [
        ("order_id", rows::ids(said.orders.iter().map(|id| id.0))),
        ("cart_id", rows::ids(said.carts.iter().map(|id| id.0))),
    ] {
        if !ids.is_empty() {
            let select = format!("SELECT DISTINCT variant_id FROM hold WHERE {column} IN (SELECT id FROM {{rows}})");
            let held: Vec<Held> = rows::query(db, &select, rows::ID, &ids, []).await?;
            touched.extend(held.into_iter().map(|row| row.variant_id));
        }
    }
    let select = "SELECT id, product_id FROM variant WHERE deleted_at IS NULL AND (id IN (SELECT id FROM {rows})
        OR id IN (SELECT bundle_id FROM bundle_component WHERE component_id IN (SELECT id FROM {rows})))";
    let ids = rows::ids(touched.iter().map(|id| id.0));
    let sold: Vec<Sold> = rows::query(db, select, rows::ID, &ids, []).await?;
    let ids: Vec<VariantId> = sold.iter().map(|row| row.id).collect();
    let levels = super::levels(db, &ids, cx.clock.now()).await?;
    let seen = sold.into_iter().map(|row| {
        let level = levels.get(&row.id).copied().unwrap_or(Level { tracked: true, ..Level::default() });
        (row.id, row.product_id, Seen::of(level))
    });
    Ok(seen.collect())
}

#[derive(FromQueryResult)]
struct Held {
    variant_id: VariantId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_shop::TestShop;

    #[test]
    fn only_what_a_page_would_say_differently_is_told() {
        let watch = Watch::default();
        let (variant, product) = (VariantId::new(), ProductId::new());
        let told = |on_hand, held, now| {
            let level = Level { tracked: true, on_hand, held, ..Level::default() };
            let news = watch.news(vec![(variant, product, Seen::of(level))], now);
            (news.contains(&Tag::Stock(product)), news.contains(&Tag::Product(product)))
        };
        assert_eq!(told(40, 0, 0), (true, true), "nothing is known of it yet");
        assert_eq!(told(30, 9, 1), (false, false), "plenty is plenty");
        assert_eq!(told(3, 0, 2), (true, true), "few are left, as lists say too");
        assert_eq!(told(3, 1, 3), (true, false), "one of them is held");
        assert_eq!(told(3, 3, 4), (true, true), "none can be bought");
        assert_eq!(told(3, 2, 5), (true, true), "one can be bought again");
        assert_eq!(told(3, 2, 6), (false, false));
        assert_eq!(told(3, 2, 6 + BELIEVED), (true, true), "somebody else may have told something since");
    }

    /// What is told of the product from now on until it is of `wanted`.
    async fn hears(listener: &mut crate::bus::Listener, wanted: Tag) {
        let told = async {
            while let Some(note) = listener.next().await {
                if matches!(&note, Note::Changed(tags) if tags.contains(&wanted)) {
                    return;
                }
            }
        };
        tokio::time::timeout(Duration::from_secs(20), told).await.unwrap();
    }

    #[tokio::test]
    async fn what_sells_out_and_what_comes_back_is_told() {
        let shop = TestShop::open().await;
        let variant = shop.stocked("Lantern", 2).await;
        let product = crate::catalog::product_of_variant(&shop.cx, variant).await.unwrap();
        let mut listener = shop.cx.bus.listen();
        let placed = shop.buy(variant, 2, "tok_ok").await.unwrap().outcome.unwrap();
        hears(&mut listener, Tag::Product(product)).await;
        crate::orders::cancel(&shop.cx, &placed.order.number, "").await.unwrap();
        hears(&mut listener, Tag::Product(product)).await;
    }
}
