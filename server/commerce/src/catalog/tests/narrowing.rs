//! How lists are narrowed, judged by counting one by one.

use std::collections::HashMap;

use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use types::{
    admin::{ProductInput, StockAdjustment, VariantInput},
    catalog::{Listing, Sort},
};

use super::{Shop, active, texts};
use crate::{
    catalog::{Choice, ListQuery, Narrowing, PriceRange, create_product, create_variant, list, store},
    inventory, seed,
};

const COLOURS: [&str; 4] = ["Moss", "Clay", "Sea glass", "Ink"];
const SIZES: [&str; 3] = ["S", "M", "L"];
const MAKERS: [&str; 2] = ["Ostler Enamel", "Slack Water"];
const COLLECTIONS: [&str; 2] = ["light", "wear"];

/// A product as somebody would write it down who counts by hand.
#[derive(Debug)]
struct Goods {
    title: String,
    price: i64,
    available: bool,
    collections: Vec<String>,
    terms: Vec<String>,
}

impl Goods {
    fn is_in(&self, query: &ListQuery) -> bool {
        let Narrowing { available, price, choices } = &query.narrowing;
        query.collection.iter().all(|slug| self.collections.contains(slug))
            && (query.q.is_empty() || self.title.to_lowercase().contains(&query.q))
            && (!available || self.available)
            && price.lowest.is_none_or(|lowest| self.price >= lowest)
            && price.highest.is_none_or(|highest| self.price <= highest)
            && choices.iter().all(|choice| choice.written().any(|term| self.terms.contains(&term)))
    }
}

fn some<T: Copy>(rng: &mut StdRng, of: &[T]) -> Vec<T> {
    of.iter().copied().filter(|_| rng.random_bool(0.4)).collect()
}

/// Writes a product nobody has thought of.
async fn stock(shop: &Shop, rng: &mut StdRng, number: usize) -> Goods {
    let name = ["Mug", "Lamp", "Tote"].choose(rng).unwrap();
    let (maker, collections) = (*MAKERS.choose(rng).unwrap(), some(rng, &COLLECTIONS));
    let (colours, sizes) = (some(rng, &COLOURS), some(rng, &SIZES));
    let title = format!("{name} {number:02}");
    let input =
        ProductInput { vendor: maker.into(), collections: texts(&collections), ..active(&title, &["Colour", "Size"]) };
    let id = create_product(&shop.cx, input).await.unwrap();
    let mut goods = Goods {
        title,
        price: i64::MAX,
        available: false,
        collections: texts(&collections),
        terms: vec![format!("made-by.{}", maker.to_lowercase().replace(' ', "-"))],
    };
    let colours = if colours.is_empty() { vec!["Ink"] } else { colours };
    let sizes = if sizes.is_empty() { vec!["M"] } else { sizes };
    for (colour, size) in colours.iter().flat_map(|colour| sizes.iter().map(move |size| (colour, size))) {
        let (price, in_stock) = (rng.random_range(1..60) * 100, rng.random_bool(0.3));
        let input = VariantInput { options: texts(&[colour, size]), price, tracked: true, ..VariantInput::default() };
        let variant = create_variant(&shop.cx, id, input).await.unwrap();
        if in_stock {
            let one = StockAdjustment { delta: Some(1), set: None, reason: "counted".into(), location_id: None };
            inventory::adjust(&shop.cx, variant, one).await.unwrap();
        }
        goods.price = goods.price.min(price);
        goods.available |= in_stock;
        goods.terms.push(format!("colour.{}", colour.to_lowercase().replace(' ', "-")));
        goods.terms.push(format!("size.{}", size.to_lowercase()));
    }
    goods
}

fn question(rng: &mut StdRng) -> ListQuery {
    let mut terms = Vec::new();
    if rng.random_bool(0.5) {
        terms.extend(some(rng, &["colour.moss", "colour.clay", "colour.sea-glass"]));
    }
    if rng.random_bool(0.4) {
        terms.extend(some(rng, &["size.s", "size.m"]));
    }
    if rng.random_bool(0.3) {
        terms.push("made-by.ostler-enamel");
    }
    if rng.random_bool(0.2) {
        terms.push("colour.nobody-has");
    }
    let price = PriceRange {
        lowest: rng.random_bool(0.3).then(|| rng.random_range(0..30) * 100),
        highest: rng.random_bool(0.3).then(|| rng.random_range(20..60) * 100),
    };
    ListQuery {
        q: if rng.random_bool(0.3) { "lamp".into() } else { String::new() },
        collection: rng.random_bool(0.3).then(|| "light".to_owned()),
        sort: *Sort::ALL.choose(rng).unwrap(),
        narrowing: Narrowing { available: rng.random_bool(0.3), price, choices: Choice::read(terms) },
        page: 1,
    }
}

/// What no product has narrows nothing.
fn understood(mut query: ListQuery) -> ListQuery {
    query.narrowing.keep_known(|_, value| value != "nobody-has");
    query
}

fn check(goods: &[Goods], query: &ListQuery, listing: &Listing) {
    let query = understood(query.clone());
    let left = |query: &ListQuery| goods.iter().filter(|goods| goods.is_in(query)).count() as u64;
    assert_eq!(listing.total, left(&query), "{query:?}");
    let facets = &listing.facets;
    let narrowed = |narrowing: Narrowing| ListQuery { narrowing, ..query.clone() };
    let in_stock = narrowed(Narrowing { available: true, ..query.narrowing.clone() });
    assert_eq!(facets.available.as_ref().unwrap().count, Some(left(&in_stock)), "{query:?}");
    for value in &facets.collections {
        let there = ListQuery { collection: Some(value.value.clone()), ..query.clone() };
        assert_eq!(value.count, Some(left(&there)), "{query:?} {value:?}");
    }
    let shown: HashMap<&str, Option<u64>> =
        facets.groups.iter().flat_map(|group| &group.values).map(|value| (value.value.as_str(), value.count)).collect();
    for term in ["colour.moss", "colour.clay", "colour.sea-glass", "colour.ink", "size.s", "size.m", "size.l"] {
        let mut narrowing = query.narrowing.without(term.split('.').next().unwrap());
        narrowing.choices.extend(Choice::read([term]));
        let expected = left(&narrowed(narrowing));
        match shown.get(term) {
            Some(count) => assert_eq!(*count, Some(expected), "{query:?} {term}"),
            // Nothing to choose, or the only thing there is.
            None => assert!(expected == 0 || expected == left(&query), "{query:?} {term}: {expected}"),
        }
    }
    let chosen: usize = query.narrowing.choices.iter().map(|choice| choice.values.len()).sum();
    assert_eq!(facets.choices(), chosen, "{query:?}");
}

#[tokio::test]
async fn numbers_and_lists_are_what_counting_one_by_one_comes_to() {
    let (shop, mut rng) = (Shop::open().await, StdRng::seed_from_u64(26));
    for slug in COLLECTIONS {
        store::find_or_create(shop.cx.db.write(), slug, slug, 0).await.unwrap();
    }
    let mut goods = Vec::new();
    for number in 0..20 {
        goods.push(stock(&shop, &mut rng, number).await);
    }
    let mut narrowed = 0;
    for _ in 0..60 {
        let query = question(&mut rng);
        let listing = list(&shop.cx, query.clone()).await.unwrap();
        check(&goods, &query, &listing);
        let wanted = understood(query.clone());
        let mut expected: Vec<&str> =
            goods.iter().filter(|goods| goods.is_in(&wanted)).map(|goods| goods.title.as_str()).collect();
        let mut found: Vec<&str> = listing.items.iter().map(|card| card.title.as_str()).collect();
        narrowed += usize::from((1..goods.len()).contains(&found.len()));
        expected.sort_unstable();
        found.sort_unstable();
        assert_eq!(found, expected, "{query:?}");
    }
    assert!(narrowed > 20, "the questions narrow something: {narrowed}");
}

#[tokio::test]
async fn what_leaves_little_is_sorted_like_everything() {
    let shop = Shop::open().await;
    for (number, price) in [300, 100, 200].into_iter().enumerate() {
        shop.product(&format!("Mug {number}"), &["Colour"], &[(&["Moss"], price)]).await;
    }
    shop.product("Mug 9", &["Colour"], &[(&["Clay"], 50)]).await;
    let narrowing = Narrowing { choices: Choice::read(["colour.moss"]), ..Narrowing::default() };
    let price = Narrowing { price: PriceRange { lowest: Some(100), highest: Some(300) }, ..Narrowing::default() };
    for narrowing in [narrowing, price] {
        for (sort, expected) in [
            (Sort::Featured, ["Mug 0", "Mug 1", "Mug 2"]),
            (Sort::PriceAsc, ["Mug 1", "Mug 2", "Mug 0"]),
            (Sort::PriceDesc, ["Mug 0", "Mug 2", "Mug 1"]),
            (Sort::Title, ["Mug 0", "Mug 1", "Mug 2"]),
        ] {
            let query = ListQuery { sort, narrowing: narrowing.clone(), ..ListQuery::default() };
            let listing = list(&shop.cx, query).await.unwrap();
            let titles: Vec<_> = listing.items.iter().map(|card| card.title.as_str()).collect();
            assert_eq!(titles, expected, "{sort:?}");
        }
    }
}

#[tokio::test]
async fn the_demo_offers_colours_with_swatches_sizes_in_order_and_makers_last() {
    let shop = Shop::open().await;
    seed::seed(&shop.cx).await.unwrap();
    let groups = list(&shop.cx, ListQuery::default()).await.unwrap().facets.groups;
    assert_eq!((groups[0].key.as_str(), groups.last().unwrap().key.as_str()), ("colour", "made-by"));
    assert!(groups[0].values.iter().all(|value| value.swatch.is_some()));
    let sizes = groups.iter().find(|group| group.key == "size").unwrap();
    let labels: Vec<_> = sizes.values.iter().map(|value| value.label.as_str()).collect();
    assert_eq!(labels[..5], ["XS", "S", "M", "L", "XL"]);
}
