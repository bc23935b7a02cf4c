use reqwest::StatusCode;

use super::{notice, staff_at, wrong_fields};
use crate::{
    api::{Goods, Program, goods, order},
    shop::TestShop,
};

/// A confirmed order of `quantity`: its page's address.
async fn ordered(shop: &TestShop, goods: &Goods, quantity: i64) -> String {
    let placed = Program::of(shop).buy(goods.variant, quantity).await;
    format!("/admin/orders/{}", placed["number"].as_str().unwrap())
}

#[tokio::test]
async fn the_overview_counts_what_is_to_be_done() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    ordered(&shop, &kettle, 1).await;
    let page = browser.get("/admin").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.texts(".admin-figure dd")[..3], ["1", "0", "1"], "{}", page.words());
    assert!(page.words().contains("ada@example.com"));
    // The latest order, and the ten variants with fewest left.
    assert_eq!(page.texts("tbody tr").len(), 1 + 10, "{}", page.words());
    shop.close().await;
}

#[tokio::test]
async fn an_order_is_found_opened_and_fulfilled_once() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    let path = ordered(&shop, &kettle, 2).await;
    for list in ["/admin/orders", "/admin/orders?q=ada%40&status=confirmed", "/admin/orders?status=&q=&cursor="] {
        let listed = browser.get(list).await;
        assert!(listed.attributes("table a", "href").contains(&path), "{list}: {}", listed.words());
    }
    assert!(browser.get("/admin/orders?status=cancelled").await.attributes("table a", "href").is_empty());

    let page = browser.submit(&format!("{path}/fulfil"), &[("tracking", "1Z 999")]).await;
    assert!(notice(&page).contains("fulfilled"), "{}", page.words());
    assert!(page.words().contains("1Z 999") && page.words().contains("mara"), "{}", page.words());
    assert!(browser.get(&path).await.texts(".notice-success").is_empty(), "a notice is shown once");
    let again = browser.post(&format!("{path}/fulfil"), &[("tracking", "2Z")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    assert!(again.text("#errors").contains("cannot be fulfilled"), "{}", again.words());
    shop.close().await;
}

#[tokio::test]
async fn a_cancelled_order_is_back_in_stock() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    let path = ordered(&shop, &kettle, 2).await;
    let too_long = browser.post(&format!("{path}/cancel"), &[("reason", &"x".repeat(300))]).await;
    assert_eq!(too_long.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong_fields(&too_long), ["cancel-reason"]);
    assert_eq!(too_long.attributes("#cancel-reason", "value"), ["x".repeat(300)]);
    let page = browser.submit(&format!("{path}/cancel"), &[("reason", "customer asked")]).await;
    assert!(notice(&page).contains("cancelled"));
    assert_eq!(kettle.stock(&shop).await[0], 5);
    shop.close().await;
}

#[tokio::test]
async fn items_are_refunded_as_chosen() {
    let shop = TestShop::open().await;
    let (browser, kettle) = (staff_at(&shop).await, goods(&shop, 5).await);
    let path = format!("{}/refund", ordered(&shop, &kettle, 3).await);
    let (quantity, restock) = (format!("quantity_{}", kettle.variant), format!("restock_{}", kettle.variant));

    for (fields, wrong) in [
        (vec![(quantity.as_str(), "0"), ("reason", "r")], "refund-lines".to_owned()),
        (vec![("reason", "r")], "refund-lines".to_owned()),
        (vec![(quantity.as_str(), "some"), ("reason", "r")], format!("refund-{quantity}")),
        (vec![(quantity.as_str(), "4"), ("reason", "r")], format!("refund-{quantity}")),
        (vec![(quantity.as_str(), "-1"), ("reason", "r")], format!("refund-{quantity}")),
    ] {
        let page = browser.post(&path, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}: {}", page.words());
        assert_eq!(wrong_fields(&page), [wrong]);
        assert!(page.attributes("[name='reason']", "value").contains(&"r".to_owned()), "what was typed stays");
    }
    assert_eq!(kettle.stock(&shop).await, [2, 0, 3]);

    let page = browser.submit(&path, &[(&quantity, "1"), (&restock, "1"), ("reason", "dented")]).await;
    assert!(notice(&page).contains("refund"));
    assert_eq!(kettle.stock(&shop).await[0], 3);
    let page = browser.submit(&path, &[(&quantity, "0"), ("all", "1")]).await;
    assert!(page.words().contains("Refunded"), "{}", page.words());
    assert_eq!(kettle.stock(&shop).await[0], 5, "what was not handed over goes back on the shelf");
    assert_eq!(browser.post(&path, &[("all", "1")]).await.status, StatusCode::CONFLICT);
    shop.run_jobs().await;
    shop.close().await;
}

#[tokio::test]
async fn what_a_customer_wrote_is_shown_as_text() {
    let shop = TestShop::open().await;
    let (browser, kettle, program) = (staff_at(&shop).await, goods(&shop, 5).await, Program::of(&shop));
    let cart = program.cart_with(kettle.variant, 1).await;
    let mut form = order("tok_ok");
    form["shipping_address"]["name"] = "</title><script>alert(1)</script>".into();
    let placed = program.checkout(&cart, "k", &form).await.ok(StatusCode::ACCEPTED);
    let page = browser.get(&format!("/admin/orders/{}", placed["order"]["number"].as_str().unwrap())).await;
    assert!(page.words().contains("<script>alert(1)</script>"));
    assert!(page.texts("script").is_empty(), "{}", page.body);
    shop.close().await;
}
