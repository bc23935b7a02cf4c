use commerce::{
    bus::{Note, Tag},
    catalog, inventory,
};
use types::admin::StockAdjustment;

use super::{MUG, open, product_of, rename_silently, reprice};
use crate::shop::TestShop;

#[tokio::test]
async fn a_new_price_is_on_every_page_that_shows_it_at_once() {
    let shop = open().await;
    let browser = shop.browser();
    let pages = ["/", "/products?sort=title", &format!("/products/{MUG}")];
    // Twice: made, and kept.
    for price in [1_234_500, 2_345_600] {
        reprice(&shop, MUG, price).await;
        for page in &pages[1..] {
            let shown = browser.get(page).await.words();
            let price = format!("${},{:03}.00", price / 100_000, price / 100 % 1000);
            let first_page = *page == pages[1];
            assert!(first_page || shown.contains(&price), "{page}: {price}: {shown}");
        }
    }
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
