use types::{
    ErrorCode,
    admin::{ProductInput, ProductStatus},
    catalog::{ProductCard, Sort},
};

use super::{Shop, active, fields, texts, variant};
use crate::{
    Actor, Cx, Scope, Seen,
    catalog::{
        ListQuery, collection_links, create_product, create_variant, delete_variant, home, list, list_after, product,
        sellable, stock, store, update_product,
    },
};

fn search(q: &str) -> ListQuery {
    ListQuery { q: q.into(), ..Default::default() }
}

fn titles(cards: &[ProductCard]) -> Vec<&str> {
    cards.iter().map(|card| card.title.as_str()).collect()
}

async fn found(cx: &Cx, q: &str) -> Vec<String> {
    let listing = list(cx, search(q)).await.unwrap();
    assert_eq!(listing.total, listing.items.len() as u64);
    listing.items.into_iter().map(|card| card.title).collect()
}

#[tokio::test]
async fn a_search_finds_titles_before_texts_and_beginnings_of_words() {
    let shop = Shop::open().await;
    let body = ProductInput { description_html: "<p>As bright as a <b>lantern</b></p>".into(), ..active("Torch", &[]) };
    let torch = create_product(&shop.cx, body).await.unwrap();
    shop.variant(torch, &[], 900).await;
    shop.product("Storm lantern", &[], &[(&[], 4_900)]).await;
    shop.product("Enamel mug", &["Colour"], &[(&["Moss"], 1_800)]).await;
    assert_eq!(found(&shop.cx, "lantern").await, ["Storm lantern", "Torch"]);
    assert_eq!(found(&shop.cx, "LANT").await, ["Storm lantern", "Torch"]);
    assert_eq!(found(&shop.cx, "lanterns").await, ["Storm lantern", "Torch"]);
    assert_eq!(found(&shop.cx, "the storm lan").await, ["Storm lantern"]);
    assert_eq!(found(&shop.cx, "moss").await, ["Enamel mug"]);
    assert_eq!(found(&shop.cx, "anvil").await, Vec::<String>::new());
}

#[tokio::test]
async fn whatever_is_searched_for_there_is_an_answer() {
    let shop = Shop::open().await;
    shop.product("Storm lantern", &[], &[(&[], 4_900)]).await;
    let long = "lantern ".repeat(2_000);
    let texts = [
        "\"",
        "'",
        "a\"b",
        "\0",
        "lantern\0",
        "*",
        "lan*",
        "NEAR(",
        "AND",
        "lantern AND",
        "OR OR",
        "NOT lantern",
        "title:x",
        "-x",
        "^a",
        "{a b}:c",
        "(",
        ")",
        "\\",
        "%",
        "_",
        "🏮",
        "🏮 lantern",
        "Ünïcödé",
        "日本語",
        "ﷺ",
        "a&b|!c:*",
        "<->",
        "'; DROP TABLE product; --",
        long.as_str(),
    ];
    for text in texts {
        for sort in Sort::ALL {
            list(&shop.cx, ListQuery { sort, ..search(text) }).await.unwrap();
            list_after(&shop.cx, ListQuery { sort, ..search(text) }, None, 10).await.unwrap();
        }
    }
    assert_eq!(found(&shop.cx, "🏮").await, Vec::<String>::new());
    assert_eq!(found(&shop.cx, &long).await, ["Storm lantern"]);
}

#[tokio::test]
async fn drafts_and_products_without_variants_are_in_no_list() {
    let shop = Shop::open().await;
    let draft = ProductInput { status: ProductStatus::Draft, ..active("Secret lantern", &[]) };
    let draft_id = create_product(&shop.cx, draft.clone()).await.unwrap();
    let only = shop.variant(draft_id, &[], 100).await;
    create_product(&shop.cx, active("Bare lantern", &[])).await.unwrap();
    let shopper = shop.asked_by(Actor::Shopper);
    assert!(found(&shopper, "lantern").await.is_empty() && found(&shopper, "").await.is_empty());
    for slug in ["secret-lantern", "bare-lantern", "no-such", "", "\0", "a/b"] {
        assert_eq!(product(&shopper, slug).await.unwrap_err().code(), ErrorCode::NotFound, "{slug}");
        assert_eq!(stock(&shopper, slug).await.unwrap_err().code(), ErrorCode::NotFound, "{slug}");
    }
    let reader = shop.asked_by(Actor::Key { name: "k".into(), scopes: vec![Scope::CatalogRead] });
    assert_eq!(product(&reader, "secret-lantern").await.unwrap().title, "Secret lantern");
    assert!(sellable(shop.cx.db.read(), &[only]).await.unwrap().is_empty());

    update_product(&shop.cx, draft_id, Seen::Any, ProductInput { status: ProductStatus::Active, ..draft.clone() })
        .await
        .unwrap();
    assert_eq!(found(&shopper, "lantern").await, ["Secret lantern"]);
    assert_eq!(sellable(shop.cx.db.read(), &[only]).await.unwrap()[&only].slug, "secret-lantern");
    update_product(&shop.cx, draft_id, Seen::Any, ProductInput { status: ProductStatus::Archived, ..draft })
        .await
        .unwrap();
    assert!(found(&shopper, "lantern").await.is_empty());
}

#[tokio::test]
async fn pages_are_whole_and_those_beyond_the_end_show_the_last() {
    let shop = Shop::open().await;
    for number in 0..30 {
        shop.product(&format!("Mug {number:02}"), &[], &[(&[], 100 + number)]).await;
    }
    let page = async |page| list(&shop.cx, ListQuery { page, ..Default::default() }).await.unwrap();
    let (first, second) = (page(1).await, page(2).await);
    assert_eq!((first.items.len(), first.total, first.pages), (24, 30, 2));
    assert_eq!(titles(&second.items), ["Mug 24", "Mug 25", "Mug 26", "Mug 27", "Mug 28", "Mug 29"]);
    assert_eq!(page(0).await.items, first.items);
    assert_eq!(page(u64::MAX).await, second);
}

#[tokio::test]
async fn cursors_meet_every_product_once_in_every_order() {
    let shop = Shop::open().await;
    for number in 0..11 {
        // Prices and titles repeat: only the id tells them apart.
        let input = ProductInput { slug: format!("mug-{number}"), ..active(&format!("Mug {}", number % 3), &[]) };
        let id = create_product(&shop.cx, input).await.unwrap();
        shop.variant(id, &[], 100 * (number % 4)).await;
    }
    for q in ["", "mug"] {
        for sort in Sort::ALL {
            let query = ListQuery { sort, ..search(q) };
            let whole = list(&shop.cx, query.clone()).await.unwrap();
            let (mut walked, mut cursor) = (Vec::new(), None);
            loop {
                let (items, next) = list_after(&shop.cx, query.clone(), cursor, 2).await.unwrap();
                walked.extend(items);
                cursor = next;
                if cursor.is_none() {
                    break;
                }
            }
            assert_eq!(walked, whole.items, "{q:?} {sort:?}");
            assert_eq!(walked.len(), 11);
        }
    }
}

#[tokio::test]
async fn a_cursor_that_does_not_fit_is_refused_by_name() {
    let shop = Shop::open().await;
    shop.product("A", &[], &[(&[], 1)]).await;
    shop.product("B", &[], &[(&[], 2)]).await;
    let by_title = ListQuery { sort: Sort::Title, ..Default::default() };
    let (_, next) = list_after(&shop.cx, by_title, None, 1).await.unwrap();
    for cursor in [next.unwrap().as_str(), "", "x", "e30", "%%%", "\0", &"a".repeat(10_000)] {
        let answer = list_after(&shop.cx, ListQuery::default(), Some(cursor.into()), 1).await;
        assert_eq!(fields(answer), ["cursor"], "{cursor}");
    }
    for limit in [0, 101, u64::MAX] {
        assert_eq!(fields(list_after(&shop.cx, ListQuery::default(), None, limit).await), ["limit"]);
    }
}

#[tokio::test]
async fn lists_are_sorted_as_asked() {
    let shop = Shop::open().await;
    for (title, prices) in [("beta", [300, 100]), ("Alpha", [200, 250]), ("gamma", [50, 900])] {
        shop.product(title, &["Size"], &[(&["S"], prices[0]), (&["L"], prices[1])]).await;
        shop.cx.clock.advance(std::time::Duration::from_secs(1));
    }
    for (sort, expected) in [
        (Sort::Featured, ["beta", "Alpha", "gamma"]),
        (Sort::Newest, ["gamma", "Alpha", "beta"]),
        (Sort::PriceAsc, ["gamma", "beta", "Alpha"]),
        (Sort::PriceDesc, ["Alpha", "beta", "gamma"]),
        (Sort::Title, ["Alpha", "beta", "gamma"]),
    ] {
        let listing = list(&shop.cx, ListQuery { sort, ..Default::default() }).await.unwrap();
        assert_eq!(titles(&listing.items), expected, "{sort:?}");
        assert!(listing.items.iter().all(|card| card.price_varies));
    }
}

#[tokio::test]
async fn a_collection_lists_its_products_and_an_unknown_one_is_not_found() {
    let shop = Shop::open().await;
    for (slug, title) in [("light", "Light"), ("wear", "Wear")] {
        store::find_or_create(shop.cx.db.write(), slug, title, 0).await.unwrap();
    }
    let lamp = ProductInput { collections: texts(&["light"]), ..active("Lamp", &[]) };
    let id = create_product(&shop.cx, lamp).await.unwrap();
    shop.variant(id, &[], 100).await;
    shop.product("Cap", &[], &[(&[], 100)]).await;

    let query = |slug: &str| ListQuery { collection: Some(slug.into()), ..Default::default() };
    let listing = list(&shop.cx, query("light")).await.unwrap();
    assert_eq!(titles(&listing.items), ["Lamp"]);
    assert_eq!(
        listing.collection.map(|collection| (collection.title, collection.product_count)),
        Some(("Light".into(), 1))
    );
    assert_eq!(
        titles(&list(&shop.cx, ListQuery { q: "cap".into(), ..query("light") }).await.unwrap().items),
        Vec::<&str>::new()
    );
    for slug in ["nope", "", "\0"] {
        assert_eq!(list(&shop.cx, query(slug)).await.unwrap_err().code(), ErrorCode::NotFound);
        assert_eq!(list_after(&shop.cx, query(slug), None, 5).await.unwrap_err().code(), ErrorCode::NotFound);
    }
    let links = collection_links(&shop.cx).await.unwrap();
    assert_eq!(links.iter().map(|link| link.slug.as_str()).collect::<Vec<_>>(), ["light", "wear"]);
    let page = product(&shop.cx, "lamp").await.unwrap();
    assert_eq!(page.collections, links[..1]);
}

#[tokio::test]
async fn a_card_tells_price_and_availability_of_what_is_left() {
    let shop = Shop::open().await;
    let id = create_product(&shop.cx, active("Tote", &["Size"])).await.unwrap();
    let small = shop.variant(id, &["S"], 500).await;
    let tracked = types::admin::VariantInput { tracked: true, compare_at: Some(900), ..variant(&["L"], 700) };
    create_variant(&shop.cx, id, tracked).await.unwrap();
    let card = async || list(&shop.cx, ListQuery::default()).await.unwrap().items.remove(0);
    let before = card().await;
    assert_eq!(
        (before.price.amount, before.price_varies, before.available, before.compare_at),
        (500, true, true, None)
    );
    delete_variant(&shop.cx, small, Seen::Any).await.unwrap();
    let after = card().await;
    assert_eq!((after.price.amount, after.price_varies, after.available), (700, false, false));
    assert_eq!(after.compare_at.map(|money| money.amount), Some(900));
    let levels = stock(&shop.cx, "tote").await.unwrap();
    assert_eq!(levels.iter().map(|level| level.for_sale).collect::<Vec<_>>(), [Some(0)]);
}

#[tokio::test]
async fn the_home_page_follows_changes_at_once() {
    let shop = Shop::open().await;
    assert!(home(&shop.cx).await.unwrap().featured.is_empty());
    shop.product("Lamp", &[], &[(&[], 100)]).await;
    let view = home(&shop.cx).await.unwrap();
    assert_eq!((titles(&view.featured), titles(&view.newest)), (vec!["Lamp"], vec!["Lamp"]));
}
