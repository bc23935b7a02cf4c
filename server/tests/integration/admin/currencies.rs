//! `/admin/currencies` and a variant's prices, by forms.

use super::{staff_at, wrong_fields};
use crate::shop::TestShop;

#[tokio::test]
async fn a_rate_and_a_price_are_set_by_forms_and_count_in_the_shop() {
    let shop = TestShop::open().await;
    let staff = staff_at(&shop).await;
    let mug = shop.for_sale("kittiwake-enamel-mug").await;
    let page = staff.get("/admin/currencies").await;
    assert_eq!(page.field("rate"), "3.6725", "dirhams come first");
    let saved = staff.post("/admin/currencies/EUR", &[("rate", "2"), ("rounding", "minor")]).await;
    assert_eq!(saved.location(), "/admin/currencies");
    let path = format!("/admin/variants/{}/prices", mug.id);
    let in_euros = async || {
        let product = shop.browser().get("/api/v1/products/kittiwake-enamel-mug?currency=EUR").await.json();
        let variants = product["variants"].as_array().unwrap().clone();
        let id = mug.id.to_string();
        variants.into_iter().find(|variant| variant["id"] == id.as_str()).unwrap()["price"]["amount"].clone()
    };
    assert_eq!(in_euros().await, mug.price.amount * 2);
    assert_eq!(staff.post(&path, &[("price_EUR", "9.90"), ("price_AED", "")]).await.location(), path);
    assert_eq!(in_euros().await, 990);
    assert_eq!(staff.get(&path).await.field("price_EUR"), "9.90");
    shop.close().await;
}

#[tokio::test]
async fn what_a_price_in_euros_is_compared_with_is_set_by_the_form_and_shown_in_its_market() {
    let shop = TestShop::open().await;
    let (staff, browser) = (staff_at(&shop).await, shop.browser());
    let mug = shop.for_sale("kittiwake-enamel-mug").await;
    let path = format!("/admin/variants/{}/prices", mug.id);
    let shown = format!("/products/kittiwake-enamel-mug?variant={}", mug.id);
    let was = async || browser.get(&format!("/de{shown}")).await.texts(".product-price s");
    assert_eq!(was().await, Vec::<String>::new());
    let saved = staff.post(&path, &[("price_EUR", "14.90"), ("compare_at_EUR", "19.90")]).await;
    assert_eq!(saved.location(), path);
    assert_eq!(was().await, ["19,90 €"]);
    assert_eq!(staff.get(&path).await.field("compare_at_EUR"), "19.90");
    assert!(browser.get(&shown).await.texts(".product-price s").is_empty());
    for (price, was, wrong) in
        [("14.90", "14.90", "compare_at"), ("", "19.90", "price"), ("14.90", "dear", "compare_at")]
    {
        let back = staff.post(&path, &[("price_EUR", price), ("compare_at_EUR", was)]).await;
        assert_eq!((back.status.as_u16(), back.field("compare_at_EUR").as_str()), (422, was));
        assert_eq!(wrong_fields(&back), [format!("prices-{wrong}_EUR")]);
    }
    staff.post(&path, &[("price_EUR", "14.90"), ("compare_at_EUR", "")]).await;
    assert_eq!(was().await, Vec::<String>::new(), "and no longer");
    shop.close().await;
}

#[tokio::test]
async fn what_cannot_be_a_rate_or_a_price_comes_back_as_typed() {
    let shop = TestShop::open().await;
    let staff = staff_at(&shop).await;
    let mug = shop.for_sale("kittiwake-enamel-mug").await;
    for rate in ["", "0", "a lot", "-1", "0.0000001"] {
        let back = staff.post("/admin/currencies/JPY", &[("rate", rate), ("rounding", "minor")]).await;
        assert_eq!(back.status, 422, "{rate}: {}", back.words());
    }
    let back = staff.post("/admin/currencies/EUR", &[("rate", "0.9"), ("rounding", "sometimes")]).await;
    assert_eq!(back.status, 422, "{}", back.words());
    assert!(back.attributes("#currency-EUR-rate", "value").contains(&"0.9".to_owned()));
    assert_eq!(staff.post("/admin/currencies/XXX", &[("rate", "1"), ("rounding", "minor")]).await.status, 404);
    let path = format!("/admin/variants/{}/prices", mug.id);
    for price in ["0", "free", "-3", "9.999"] {
        let back = staff.post(&path, &[("price_EUR", price)]).await;
        assert_eq!((back.status.as_u16(), back.field("price_EUR")), (422, price.to_owned()), "{}", back.words());
    }
    shop.close().await;
}
