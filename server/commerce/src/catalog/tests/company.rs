//! Products beside products, and how lists are narrowed.

use std::time::Duration;

use types::{
    admin::{ProductInput, StockAdjustment, VariantInput},
    catalog::ProductCard,
};

use super::{Shop, active};
use crate::{
    Cx,
    catalog::{ListQuery, Narrowing, Suggestions, create_product, create_variant, list, recent, related, suggest},
    inventory,
    pressure::Level,
    seed,
};

fn titles(cards: &[ProductCard]) -> Vec<&str> {
    cards.iter().map(|card| card.title.as_str()).collect()
}

#[tokio::test]
async fn what_is_alike_shares_collections_and_what_can_be_bought_comes_first() {
    let shop = Shop::open().await;
    seed::seed(&shop.cx).await.unwrap();
    let tote = crate::catalog::product(&shop.cx, "skerry-waxed-tote").await.unwrap();
    let alike = related(&shop.cx, &tote).await;
    assert_eq!(alike.len(), 4, "{:?}", titles(&alike));
    assert!(alike.iter().all(|card| card.id != tote.id));
    assert!(alike.is_sorted_by_key(|card| !card.available));
    for card in &alike {
        let product = crate::catalog::product(&shop.cx, &card.slug).await.unwrap();
        assert!(product.collections.iter().any(|link| tote.collections.contains(link)), "{}", card.title);
    }
}

#[tokio::test]
async fn without_anything_alike_what_sells_best_stands_in() {
    let shop = Shop::open().await;
    shop.product("Alone", &[], &[(&[], 100)]).await;
    let (some, many) = (shop._shop.stocked("Sold a little", 9).await, shop._shop.stocked("Sold a lot", 9).await);
    shop._shop.stocked("Never sold", 9).await;
    let alone = crate::catalog::product(&shop.cx, "alone").await.unwrap();
    assert!(related(&shop.cx, &alone).await.is_empty());
    shop._shop.buy(some, 1, "tok_ok").await.unwrap().outcome.unwrap();
    shop._shop.buy(many, 3, "tok_ok").await.unwrap().outcome.unwrap();
    assert!(related(&shop.cx, &alone).await.is_empty(), "counted a moment ago");
    shop.cx.clock.advance(std::time::Duration::from_secs(301));
    assert_eq!(titles(&related(&shop.cx, &alone).await), ["Sold a lot", "Sold a little"]);
}

#[tokio::test]
async fn what_was_looked_at_is_shown_in_that_order_and_only_what_is_for_sale() {
    let shop = Shop::open().await;
    shop.product("Mug", &[], &[(&[], 100)]).await;
    shop.product("Rope", &[], &[(&[], 100)]).await;
    create_product(&shop.cx, ProductInput { title: "Draft".into(), ..ProductInput::default() }).await.unwrap();
    let slugs = ["rope", "draft", "no-such", "mug"].map(str::to_owned);
    assert_eq!(titles(&recent(&shop.cx, &slugs).await), ["Rope", "Mug"]);
}

#[tokio::test]
async fn suggestions_are_what_the_search_would_find_first() {
    let shop = Shop::open().await;
    shop.product("Storm lantern", &[], &[(&[], 100)]).await;
    shop.product("Rope", &[], &[(&[], 100)]).await;
    shop.cx.extras.allow(Duration::from_secs(60));
    let found = suggest(&shop.cx, "lan").await.unwrap();
    assert_eq!(titles(&found.products), ["Storm lantern"]);
    assert_eq!((found.products[0].slug.as_str(), found.products[0].price.amount), ("storm-lantern", 100));
    let found = suggest(&shop.cx, "lantren").await.unwrap();
    assert_eq!((found.products.len(), found.corrected.as_deref()), (1, Some("lantern")));
    for typed in ["", "l", "🏮", "anvil"] {
        assert_eq!(suggest(&shop.cx, typed).await, Some(Suggestions::default()), "{typed}");
    }
    shop.cx.extras.allow(Duration::ZERO);
    assert_eq!(suggest(&shop.cx, "lan").await, None, "too late is not nothing");
}

#[tokio::test]
async fn a_bundle_is_in_stock_when_all_its_parts_are() {
    let shop = Shop::open().await;
    let part = shop._shop.stocked("Mug", 3).await;
    let product = create_product(&shop.cx, active("Set of four", &[])).await.unwrap();
    let input = VariantInput { price: 100, tracked: true, ..VariantInput::default() };
    let set = create_variant(&shop.cx, product, input).await.unwrap();
    let parts = vec![types::admin::BundlePart { variant_id: part, quantity: 4 }];
    inventory::set_bundle(&shop.cx, set, parts).await.unwrap();
    let narrowing = Narrowing { available: true, ..Narrowing::default() };
    let query = ListQuery { narrowing, ..ListQuery::default() };
    let in_stock = async || list(&shop.cx, query.clone()).await.unwrap().items;
    assert_eq!(titles(&in_stock().await), ["Mug"]);
    let count = StockAdjustment { delta: Some(1), set: None, reason: "counted".into(), location_id: None };
    inventory::adjust(&shop.cx, part, count).await.unwrap();
    assert_eq!(in_stock().await.len(), 2);
}

#[tokio::test]
async fn a_search_whose_index_is_gone_finds_titles_by_their_beginnings() {
    let shop = Shop::open().await;
    shop.product("Storm lantern", &[], &[(&[], 4_900)]).await;
    shop.product("Lantana seeds", &[], &[(&[], 300)]).await;
    shop.product("100% wool", &[], &[(&[], 300)]).await;
    shop.product("Atlantic map", &[], &[(&[], 900)]).await;
    sea_orm::ConnectionTrait::execute_unprepared(shop.cx.db.write(), "DROP TABLE product_search").await.unwrap();
    let found = async |q: &str| {
        let listing = list(&shop.cx, ListQuery { q: q.into(), ..ListQuery::default() }).await.unwrap();
        listing.items.into_iter().map(|card| card.title).collect::<Vec<_>>()
    };
    assert_eq!(found("LAN").await, ["Storm lantern", "Lantana seeds"]);
    assert_eq!(found("100%").await, ["100% wool"]);
    assert_eq!(found("a_lantic").await, Vec::<String>::new());
}

#[tokio::test]
async fn under_pressure_nothing_is_counted_and_the_ways_to_narrow_stay() {
    let shop = Shop::open().await;
    shop.product("Mug", &["Colour"], &[(&["Moss"], 100), (&["Clay"], 100)]).await;
    shop.cx.pressure.set(Level::LIGHT);
    let facets = list(&Cx::system(shop.cx.services().clone()), ListQuery::default()).await.unwrap().facets;
    let values: Vec<_> = facets.groups.iter().flat_map(|group| &group.values).collect();
    assert_eq!(values.iter().map(|value| value.label.as_str()).collect::<Vec<_>>(), ["Clay", "Moss"]);
    assert!(values.into_iter().chain(&facets.available).all(|value| value.count.is_none()));
}
