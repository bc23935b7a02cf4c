//! Checkout, by forms.

use std::time::Duration;

use types::admin::StockAdjustment;

use crate::shop::{Browser, Checkout, Page, TestShop};

const MUG: &str = "kittiwake-enamel-mug";

async fn place(browser: &Browser, form: Checkout) -> Page {
    let key = browser.get("/checkout").await.field("idempotency_key");
    browser.post("/checkout", &form.fields(&key)).await
}

#[tokio::test]
async fn a_purchase_ends_with_a_confirmed_order_and_one_mail() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    let placed = place(&browser, Checkout::paid_with("tok_ok")).await;
    assert_eq!(placed.status, 303, "{}", placed.words());
    let order = browser.get(&placed.location()).await;
    assert!(order.words().contains("Paid"), "{}", order.words());
    assert_eq!(order.header("cache-control"), "no-store");
    assert_eq!(browser.get("/cart").await.texts(".cart-line").len(), 0, "the cart is used up");

    shop.run_jobs().await;
    let mailbox = browser.get("/dev/mailbox").await;
    let mails = mailbox.attributes(".mailbox a", "href");
    assert_eq!(mails.len(), 1, "{}", mailbox.words());
    assert!(browser.get(&mails[0]).await.words().contains(&placed.location()), "the mail leads to the order");
    shop.close().await;
}

#[tokio::test]
async fn pressing_the_button_twice_places_one_order() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    let key = browser.get("/checkout").await.field("idempotency_key");
    let form = Checkout::paid_with("tok_ok");
    let fields = form.fields(&key);
    let (first, second) = (browser.post("/checkout", &fields).await, browser.post("/checkout", &fields).await);
    assert_eq!(first.status, 303);
    assert_eq!(first.location(), second.location());
    shop.close().await;
}

#[tokio::test]
async fn a_declined_card_leaves_form_and_cart_as_they_were() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    let refused = place(&browser, Checkout::paid_with("tok_declined")).await;
    assert_eq!(refused.status, 402, "{}", refused.words());
    assert_eq!(refused.field("email"), "ada@example.com");
    let key = refused.field("idempotency_key");
    let form = Checkout::paid_with("tok_ok");
    let again = browser.post("/checkout", &form.fields(&key)).await;
    assert_eq!(again.status, 303, "another card is another attempt: {}", again.words());
    shop.close().await;
}

#[tokio::test]
async fn a_form_that_lacks_something_names_it_and_loses_nothing() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    let form =
        Checkout::paid_with("tok_ok").with("email", "ada").with("city", "").with("line1", "2 <b>Bold</b> Street");
    let page = place(&browser, form).await;
    assert_eq!(page.status, 422);
    assert_eq!(page.texts("#errors li").len(), 2, "{}", page.words());
    assert_eq!(page.field("line1"), "2 <b>Bold</b> Street");
    shop.close().await;
}

#[tokio::test]
async fn a_payment_to_approve_waits_for_the_customers_word() {
    let shop = TestShop::open().await;
    for (decision, outcome) in [("approve", "Paid"), ("decline", "Declined")] {
        let browser = shop.browser_with(MUG).await;
        let placed = place(&browser, Checkout::paid_with("tok_action")).await;
        assert_eq!(placed.status, 303, "{}", placed.words());
        let order = browser.get(&placed.location()).await;
        let bank = order.attributes("a.button", "href").into_iter().find(|href| href.contains("/sandbox/approve/"));
        let bank = bank.unwrap_or_else(|| panic!("no way to approve: {}", order.words()));
        let path = bank.strip_prefix(&shop.services.settings.public_url).unwrap_or(&bank);
        assert_eq!(browser.get(path).await.status, 200);
        let back = browser.post(path, &[("decision", decision)]).await;
        assert_eq!(back.location(), placed.location(), "{}", back.words());
        // The bank's event is on its way.
        shop.later(Duration::from_secs(1)).await;
        let settled = browser.get(&placed.location()).await;
        assert!(settled.words().contains(outcome), "{decision}: {}", settled.words());
        assert_eq!(browser.post(path, &[("decision", decision)]).await.status, 409, "decided once");
    }
    shop.close().await;
}

#[tokio::test]
async fn without_a_cart_there_is_nothing_to_check_out() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    assert_eq!(browser.get("/checkout").await.location(), "/cart");
    let form = Checkout::paid_with("tok_ok");
    assert_eq!(browser.post("/checkout", &form.fields("a key")).await.location(), "/cart");
    shop.close().await;
}

#[tokio::test]
async fn a_total_that_changes_with_the_address_is_shown_before_it_is_charged() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    let till = browser.get("/checkout").await;
    let shown = till.field("expected_total");
    let to_california = Checkout::paid_with("tok_ok").with("region", "CA");
    let form = to_california.clone().with("expected_total", &shown);
    let asked = browser.post("/checkout", &form.fields(&till.field("idempotency_key"))).await;
    assert_eq!(asked.status, 409, "{}", asked.words());
    assert_eq!((asked.field("region"), asked.field("email")), ("CA".into(), "ada@example.com".into()));

    let agreed = asked.field("expected_total");
    assert_ne!(agreed, shown, "California taxes the mug");
    let form = to_california.with("expected_total", &agreed);
    let placed = browser.post("/checkout", &form.fields(&asked.field("idempotency_key"))).await;
    assert_eq!(placed.status, 303, "{}", placed.words());
    shop.close().await;
}

#[tokio::test]
async fn another_country_is_worked_out_and_nothing_typed_is_lost() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    browser.get("/checkout").await;
    let half_done = Checkout::paid_with("tok_declined").with("country", "DE").with("line1", "Hafen 1").with("city", "");
    let page = browser.post("/checkout/delivery", &half_done.fields("a key")).await;
    assert_eq!(page.status, 200, "{}", page.words());
    assert_eq!(page.header("cache-control"), "no-store");
    assert_eq!((page.field("email"), page.field("line1")), ("ada@example.com".into(), "Hafen 1".into()));
    assert_eq!(page.attributes("[name=country] [selected]", "value"), ["DE"]);
    assert_eq!(page.attributes("[name=payment_token][checked]", "value"), ["tok_declined"]);
    assert!(page.texts("#errors").is_empty(), "nothing is asked for yet: {}", page.words());
    assert!(page.text(".totals").contains("Tax, included"), "{}", page.words());
    shop.close().await;
}

#[tokio::test]
async fn the_till_keeps_the_units_and_says_until_when() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    assert!(browser.get("/cart").await.texts(".hold").is_empty());
    let till = browser.get("/checkout").await;
    assert!(till.text(".hold").contains("We keep these for you until"), "{}", till.words());
    assert!(till.text(".hold").contains("(10 minutes)"), "{}", till.words());
    let keep = |browser: Browser| async move {
        let request = browser.request(reqwest::Method::POST, "/fn/keep-hold").header("accept", "application/json");
        browser.send(request.json(&serde_json::json!({}))).await
    };
    shop.services.clock.advance(Duration::from_secs(300));
    let kept = keep(browser.clone()).await;
    assert_eq!(kept.status, 200, "{}", kept.body);
    assert!((590..=600).contains(&kept.json()["seconds_left"].as_i64().unwrap()), "{}", kept.body);
    let nobody = keep(shop.browser()).await;
    assert_eq!((nobody.status.as_u16(), &nobody.json()["code"]), (404, &"not_found".into()));
    shop.close().await;
}

/// Somebody counted the mugs: so many are left of the one in the cart.
async fn count_mugs(shop: &TestShop, browser: &Browser, left: i64) {
    let id = browser.get("/cart").await.field("variant_id").parse().unwrap();
    let change = StockAdjustment { set: Some(left), reason: "counted".into(), ..StockAdjustment::default() };
    commerce::inventory::adjust(&shop.cx(), id, change).await.unwrap();
}

#[tokio::test]
async fn lines_that_are_short_are_told_at_the_till_with_how_many_are_left() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    let cart = browser.get("/cart").await;
    let more = [("variant_id", &*cart.field("variant_id")), ("quantity", "2")];
    browser.submit("/cart/lines", &more).await;
    count_mugs(&shop, &browser, 2).await;
    let till = browser.get("/checkout").await;
    assert_eq!(till.status, 200);
    assert!(till.text("#errors li").starts_with("Only 2 of "), "{}", till.words());
    assert_eq!(till.attributes("#errors a", "href"), ["/cart"]);
    assert!(till.texts(".hold").is_empty() && till.texts(".pay").is_empty(), "{}", till.words());
    shop.close().await;
}

#[tokio::test]
async fn what_sells_out_while_the_shopper_types_leaves_the_form_as_it_was() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    count_mugs(&shop, &browser, 0).await;
    let refused = place(&browser, Checkout::paid_with("tok_ok").with("country", "DE").with("region", "")).await;
    assert_eq!(refused.status, 409, "{}", refused.words());
    assert!(refused.text("#errors li").contains("is sold out."), "{}", refused.words());
    assert_eq!((refused.field("email"), refused.field("postal_code")), ("ada@example.com".into(), "97201".into()));
    assert_eq!(refused.attributes("[name=country] [selected]", "value"), ["DE"]);
    shop.close().await;
}
