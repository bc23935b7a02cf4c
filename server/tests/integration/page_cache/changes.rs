use std::time::Duration;

use commerce::{
    bus::{Note, Tag},
    catalog,
    db::sql,
    inventory,
};
use sea_orm::ConnectionTrait;
use types::{
    CollectionId,
    admin::{CollectionInput, MemberOrder, StockAdjustment},
};

use super::{MUG, made, open, product_of, rename_silently, reprice, until};
use crate::{
    api::goods,
    shop::{Browser, Page, TestShop},
};

const COLLECTION: &str = "/collections/passing";

async fn collection(shop: &TestShop) -> CollectionId {
    let input = CollectionInput { title: "Passing".into(), slug: "passing".into(), ..CollectionInput::default() };
    catalog::create_collection(&shop.cx(), &input).await.unwrap()
}

/// A page as it is shown at this moment, and kept from then on.
async fn kept(shop: &TestShop, browser: &Browser, page: &str) -> Page {
    let shown = browser.get(page).await;
    until("the page is kept", async || {
        let before = made(shop);
        browser.get(page).await;
        made(shop) == before
    })
    .await;
    shown
}

#[tokio::test]
async fn a_new_price_is_on_every_page_that_shows_it_at_once() {
    let shop = open().await;
    let browser = shop.browser();
    // What came last stands on the home page, and first in a list of the latest.
    let kettle = goods(&shop, 9).await;
    let (product, _) = product_of(&shop, &kettle.slug).await;
    catalog::admit(&shop.cx(), collection(&shop).await, product).await.unwrap();
    let own = format!("/products/{}", kettle.slug);
    let pages = ["/", "/products?sort=newest", COLLECTION, own.as_str()];
    for page in pages {
        assert!(kept(&shop, &browser, page).await.words().contains("$20.00"), "{page}");
    }
    for price in [1_234_500, 2_345_600] {
        reprice(&shop, &kettle.slug, price).await;
        let price = format!("${},{:03}.00", price / 100_000, price / 100 % 1000);
        for page in pages {
            let shown = kept(&shop, &browser, page).await.words();
            assert!(shown.contains(&price), "{page}: {price}: {shown}");
        }
    }
    shop.close().await;
}

#[tokio::test]
async fn another_tariff_is_on_kept_pages_as_soon_as_somebody_has_read_it() {
    let shop = open().await;
    let (browser, page, db) = (shop.browser(), format!("/products/{MUG}"), shop.services.db.write());
    let told = async |path: &str| kept(&shop, &browser, path).await.texts(".product-delivery p").swap_remove(0);
    let mut before = "Delivery from $6.00, free on orders of $150.00 or more";
    assert_eq!(told(&page).await, before);
    assert!(told(&format!("/de{page}")).await.starts_with("Versand ab 5,52"), "a market has its own money");
    for (amount, line, other) in
        [(400, "Delivery from $4.00", "skerry-waxed-tote"), (0, "Free delivery", "plover-net-bag")]
    {
        let rate = serde_json::json!({"kind": "flat", "amount": amount, "free_from": null});
        let update = "UPDATE shipping_method SET rate = $1 WHERE code = 'standard'";
        db.execute_raw(sql(db, update, [rate.into()])).await.unwrap();
        shop.services.clock.advance(Duration::from_secs(2));
        assert_eq!(told(&page).await, before, "kept, and nobody has read the tariffs");
        told(&format!("/products/{other}")).await;
        assert_eq!(told(&page).await, line);
        before = line;
    }
    shop.close().await;
}

#[tokio::test]
async fn what_comes_into_a_collection_changes_places_or_leaves_does_so_on_its_page_at_once() {
    let shop = open().await;
    let (browser, cx) = (shop.browser(), shop.cx());
    let collection = collection(&shop).await;
    let (mug, _) = product_of(&shop, MUG).await;
    let (kettle, _) = product_of(&shop, &goods(&shop, 9).await.slug).await;
    let name = catalog::product(&cx, MUG).await.unwrap().title;
    let titles = async || kept(&shop, &browser, COLLECTION).await.texts(".product-card-title");
    assert_eq!(titles().await, Vec::<String>::new());
    catalog::admit(&cx, collection, mug).await.unwrap();
    assert_eq!(titles().await, [name.as_str()]);
    catalog::admit(&cx, collection, kettle).await.unwrap();
    assert_eq!(titles().await, [name.as_str(), "Galley kettle"]);
    catalog::order_members(&cx, collection, MemberOrder { products: vec![kettle] }).await.unwrap();
    assert_eq!(titles().await, ["Galley kettle", name.as_str()]);
    catalog::dismiss(&cx, collection, mug).await.unwrap();
    assert_eq!(titles().await, ["Galley kettle"]);
    shop.close().await;
}

#[tokio::test]
async fn a_page_that_shows_nothing_of_what_changed_is_kept() {
    let shop = open().await;
    let browser = shop.browser();
    let lantern = browser.get("/products/lantern-no-7").await.text("h1");
    browser.get("/products").await;
    rename_silently(&shop, "lantern-no-7", "Renamed lantern").await;
    reprice(&shop, MUG, 700).await;
    assert_eq!(browser.get("/products/lantern-no-7").await.text("h1"), lantern, "no product page but the changed one");
    shop.services.bus.publish(Note::Flags);
    assert_eq!(browser.get("/products/lantern-no-7").await.text("h1"), "Renamed lantern", "flags change everything");
    shop.close().await;
}

#[tokio::test]
async fn notes_that_may_have_been_missed_count_as_changes_of_everything() {
    let shop = open().await;
    let browser = shop.browser();
    let address = format!("/products/{MUG}");
    browser.get(&address).await;
    rename_silently(&shop, MUG, "Renamed mug").await;
    shop.services.bus.publish(Note::Lost);
    assert_eq!(browser.get(&address).await.text("h1"), "Renamed mug");
    shop.close().await;
}

#[tokio::test]
async fn a_page_that_changed_while_it_was_made_is_made_again() {
    let shop = open().await;
    let (browser, address) = (shop.browser(), format!("/products/{MUG}"));
    let (product, _) = product_of(&shop, MUG).await;
    for round in 0..30 {
        // Whatever the moment of the change within the making, whoever asks after it sees it.
        let ask = browser.get(&address);
        let change = async {
            tokio::time::sleep(std::time::Duration::from_micros(round * 150)).await;
            rename_silently(&shop, MUG, &format!("Mug number {round}")).await;
            shop.services.bus.publish(Note::Changed(vec![Tag::Product(product)]));
        };
        let ((), _) = tokio::join!(change, ask);
        assert_eq!(browser.get(&address).await.text("h1"), format!("Mug number {round}"));
    }
    shop.close().await;
}

#[tokio::test]
async fn stock_that_runs_low_or_out_is_told_at_once() {
    let shop = open().await;
    let (browser, address) = (shop.browser(), format!("/products/{MUG}"));
    let (_, variant) = product_of(&shop, MUG).await;
    for variant in catalog::product(&shop.cx(), MUG).await.unwrap().variants.iter().skip(1) {
        count(&shop, variant.id, 0).await;
    }
    count(&shop, variant, 40).await;
    assert!(!browser.get(&address).await.words().contains("left"));
    count(&shop, variant, 3).await;
    assert!(browser.get(&address).await.words().contains("3 left"));
    count(&shop, variant, 0).await;
    assert_eq!(browser.get(&address).await.texts(".offer .stock-out"), ["Sold out"]);
    count(&shop, variant, 40).await;
    assert!(browser.get(&address).await.texts(".offer .stock-out").is_empty());
    shop.close().await;
}

async fn count(shop: &TestShop, variant: types::VariantId, units: i64) {
    let change = StockAdjustment { set: Some(units), reason: "counted".into(), ..StockAdjustment::default() };
    inventory::adjust(&shop.cx(), variant, change).await.unwrap();
}
