use reqwest::StatusCode;

use super::{notice, staff_at, wrong_fields};
use crate::{
    api::{Program, goods, order},
    shop::TestShop,
};

#[tokio::test]
async fn stock_is_changed_with_a_reason_that_the_ledger_keeps() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    let path = format!("/admin/stock/{}", kettle.variant);
    let listed = browser.get("/admin/stock?q=galley").await;
    assert!(listed.attributes("table a", "href").contains(&path), "{}", listed.words());
    let page = browser.submit(&path, &[("mode", "delta"), ("quantity", "-2"), ("reason", "dropped")]).await;
    assert!(notice(&page).contains("3 on hand"), "{}", page.words());
    assert!(page.text("tbody tr").contains("dropped") && page.text("tbody tr").contains("mara"), "{}", page.words());
    browser.submit(&path, &[("mode", "set"), ("quantity", "40"), ("reason", "counted")]).await;
    assert_eq!(kettle.stock(&shop).await, [40, 0, 0]);
    shop.close().await;
}

#[tokio::test]
async fn a_change_that_cannot_be_comes_back_as_it_was_typed() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    let path = format!("/admin/stock/{}", kettle.variant);
    for (mode, quantity, reason, wrong) in [
        ("delta", "some", "r", "adjust-quantity"),
        ("delta", "", "r", "adjust-quantity"),
        ("set", "-1", "r", "adjust-quantity"),
        ("delta", "9999999999", "r", "adjust-quantity"),
        ("swap", "1", "r", "adjust-mode"),
        ("delta", "1", " ", "adjust-reason"),
    ] {
        let page = browser.post(&path, &[("mode", mode), ("quantity", quantity), ("reason", reason)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{mode} {quantity}");
        assert_eq!(wrong_fields(&page), [wrong]);
        assert_eq!((page.field("quantity"), page.field("reason")), (quantity.to_owned(), reason.to_owned()));
    }
    let program = Program::of(&shop);
    let cart = program.cart_with(kettle.variant, 4).await;
    program.checkout(&cart, "k", &order("tok_action")).await.ok(StatusCode::ACCEPTED);
    let held = browser.post(&path, &[("mode", "set"), ("quantity", "3"), ("reason", "counted")]).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    assert!(held.text("#errors").contains("hold"), "{}", held.words());
    assert_eq!(kettle.stock(&shop).await, [1, 4, 0]);
    shop.close().await;
}
