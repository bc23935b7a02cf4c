use commerce::limits::Quota;
use reqwest::StatusCode;
use types::promotions::DiscountInput;

use super::{create, seen, ten_percent};
use crate::shop::{Browser, Checkout, Page, TestShop};

const MUG: &str = "kittiwake-enamel-mug";

/// Presses "Apply code" with everything filled in.
async fn apply(browser: &Browser, code: &str) -> Page {
    let form = Checkout::paid_with("tok_ok").with("discount_code", code);
    browser.post("/checkout/delivery", &form.fields("")).await
}

fn totals(page: &Page) -> String {
    page.text(".totals")
}

#[tokio::test]
async fn a_code_is_applied_shown_everywhere_and_charged_as_shown() {
    let shop = TestShop::open().await;
    create(&shop, ten_percent("TENOFF")).await;
    let browser = shop.browser_with(MUG).await;
    let page = apply(&browser, " tenoff ").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    assert!(totals(&page).contains("Discount (TENOFF)−$"), "{}", totals(&page));
    assert_eq!(page.field("city"), "Portland", "nothing typed is lost");
    let shown = page.field("expected_total");

    assert!(browser.get("/cart").await.text(".cart-side").contains("Discount (TENOFF)"), "the cart remembers it");
    let again = browser.get("/checkout").await;
    assert_eq!(again.field("discount_code"), "TENOFF");

    let form = Checkout::paid_with("tok_ok").with("discount_code", "tenoff").with("expected_total", &shown);
    let placed = browser.post("/checkout", &form.fields(&page.field("idempotency_key"))).await;
    assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.words());
    let order = browser.get(&placed.location()).await;
    assert!(totals(&order).contains("Discount (TENOFF)"), "{}", order.words());
    shop.run_jobs().await;
    let mails = browser.get("/dev/mailbox").await.attributes(".mailbox a", "href");
    let mail = browser.get(&mails[0]).await;
    assert!(mail.words().contains("Discount (TENOFF) −$"), "{}", mail.words());
    let cart = browser.get("/cart").await;
    assert!(!cart.words().contains("TENOFF"), "the next order begins without");
    shop.close().await;
}

#[tokio::test]
async fn a_wrong_code_is_told_at_its_field_and_the_form_stays_as_it_was_typed() {
    let shop = TestShop::open().await;
    create(&shop, DiscountInput { minimum_subtotal: 100_000, ..ten_percent("LARGE") }).await;
    let browser = shop.browser_with(MUG).await;
    for (code, said) in [("<b>nope</b>", "We do not know this code."), ("large", "Add goods for $")] {
        let page = apply(&browser, code).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.text("#field-discount_code-error").contains(said), "{}", page.words());
        assert_eq!((page.field("discount_code").as_str(), page.field("line1").as_str()), (code, "1 Engine Way"));
        assert!(!totals(&page).contains("Discount"));
    }
    shop.close().await;
}

#[tokio::test]
async fn a_code_is_removed_by_its_button_or_by_emptying_the_field() {
    let shop = TestShop::open().await;
    create(&shop, ten_percent("TENOFF")).await;
    let browser = shop.browser_with(MUG).await;
    for last in [("remove_discount", "1"), ("discount_code", "")] {
        assert!(totals(&apply(&browser, "TENOFF").await).contains("TENOFF"));
        let form = Checkout::paid_with("tok_ok").with("discount_code", "TENOFF").with(last.0, last.1);
        let page = browser.post("/checkout/delivery", &form.fields("")).await;
        assert_eq!((page.status, page.field("email").as_str()), (StatusCode::OK, "ada@example.com"));
        assert!(!totals(&page).contains("Discount"), "{}", totals(&page));
        assert!(!totals(&browser.get("/checkout").await).contains("Discount"), "it is forgotten");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_code_that_runs_out_between_showing_and_paying_is_refused_with_the_new_total() {
    let shop = TestShop::open().await;
    let id = create(&shop, DiscountInput { max_uses: Some(1), ..ten_percent("LAST") }).await;
    let (slow, quick) = (shop.browser_with(MUG).await, shop.browser_with(MUG).await);
    let page = apply(&slow, "LAST").await;
    let form = Checkout::paid_with("tok_ok")
        .with("discount_code", "LAST")
        .with("expected_total", &page.field("expected_total"));
    let other = apply(&quick, "LAST").await.field("idempotency_key");
    assert_eq!(quick.post("/checkout", &form.fields(&other)).await.status, StatusCode::SEE_OTHER);

    let refused = slow.post("/checkout", &form.fields(&page.field("idempotency_key"))).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let said = refused.text("#field-discount_code-error");
    assert!(said.contains("used up") && said.contains("Without it the total is $"), "{said}");
    assert_ne!(refused.field("expected_total"), page.field("expected_total"));
    assert_eq!(refused.field("email"), "ada@example.com");
    assert_eq!(slow.get("/cart").await.texts(".cart-line").len(), 1, "the cart is as it was");
    let removed = form.with("remove_discount", "1");
    let page = slow.post("/checkout/delivery", &removed.fields("")).await;
    let form = Checkout::paid_with("tok_ok").with("expected_total", &page.field("expected_total"));
    assert_eq!(
        slow.post("/checkout", &form.fields(&page.field("idempotency_key"))).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(seen(&shop, id).await.uses, 1);
    shop.close().await;
}

#[tokio::test]
async fn a_code_typed_and_not_applied_is_shown_before_anything_is_charged() {
    let shop = TestShop::open().await;
    create(&shop, ten_percent("TENOFF")).await;
    let browser = shop.browser_with(MUG).await;
    let page = browser.get("/checkout").await;
    let form = Checkout::paid_with("tok_ok")
        .with("discount_code", "TENOFF")
        .with("expected_total", &page.field("expected_total"));
    let told = browser.post("/checkout", &form.fields(&page.field("idempotency_key"))).await;
    assert_eq!(told.status, StatusCode::CONFLICT);
    assert!(totals(&told).contains("Discount (TENOFF)"), "{}", told.words());
    shop.close().await;
}

#[tokio::test]
async fn whoever_tries_too_many_codes_learns_nothing_more() {
    let shop = TestShop::open_with(|config| {
        let limits = &mut config.shop.limits;
        *limits = commerce::limits::LimitSettings::same(true, Quota { burst: 1_000, per_minute: 1_000 });
        limits.coupon = Quota { burst: 3, per_minute: 3 };
    })
    .await;
    create(&shop, ten_percent("TENOFF")).await;
    let browser = shop.browser_with(MUG).await;
    for guess in ["AAA", "BBB"] {
        assert_eq!(apply(&browser, guess).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    assert_eq!(apply(&browser, "TENOFF").await.status, StatusCode::OK);
    assert_eq!(apply(&browser, "TENOFF").await.status, StatusCode::OK, "what the cart knows is no try");
    create(&shop, ten_percent("SECRET")).await;
    let page = apply(&browser, "SECRET").await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(page.text("#field-discount_code-error").contains("Please wait"), "{}", page.words());
    assert!(!totals(&page).contains("Discount"), "right or wrong is not told");
    let form = Checkout::paid_with("tok_ok").with("discount_code", "SECRET");
    let placed = browser.post("/checkout", &form.fields(&page.field("idempotency_key"))).await;
    assert_eq!(placed.status, StatusCode::TOO_MANY_REQUESTS, "nor by paying");
    assert!(!totals(&placed).contains("Discount"));
    shop.close().await;
}
