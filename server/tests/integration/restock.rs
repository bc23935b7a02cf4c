//! Being told when something sold out is back, by forms.

use std::time::Duration;

use commerce::{
    inventory,
    jobs::{Done, Job},
    restock::CallWaiting,
};
use reqwest::{Method, StatusCode};
use types::{VariantId, admin::StockAdjustment};

use crate::{
    admin::staff_at,
    shop::{Browser, Page, TestShop},
};

/// One of the demo's products; all of it is gone.
const TIN: &str = "weather-watercolour-tin";

async fn sold_out(shop: &TestShop) -> VariantId {
    let product = commerce::catalog::product(&shop.cx(), TIN).await.unwrap();
    product.variants.iter().find(|variant| !variant.available).expect("something that is gone").id
}

async fn ask(browser: &Browser, variant: VariantId, email: &str) -> Page {
    browser.post(&format!("/products/{TIN}/notify"), &[("variant_id", &variant.to_string()), ("email", email)]).await
}

async fn count_to(shop: &TestShop, variant: VariantId, units: i64) {
    let change = StockAdjustment { delta: None, set: Some(units), reason: "counted".into(), location_id: None };
    inventory::adjust(&shop.cx(), variant, change).await.unwrap();
}

/// Who was told, and the texts of their mails.
async fn told(shop: &TestShop) -> Vec<(String, String)> {
    assert_eq!(CallWaiting {}.run(&shop.cx()).await.unwrap(), Done::Finished);
    shop.run_jobs().await;
    let mails = commerce::notifications::mailbox(&shop.cx()).await.unwrap();
    let mut told: Vec<_> =
        mails.into_iter().filter(|mail| mail.subject.contains("is back at")).map(|mail| (mail.to, mail.text)).collect();
    told.sort();
    told
}

#[tokio::test]
async fn twenty_who_ask_at_once_for_one_address_are_one_wish() {
    let shop = TestShop::open().await;
    let (browser, variant) = (shop.browser(), sold_out(&shop).await);
    let emails = ["ada@example.com", "Ada@Example.com"];
    let asks = (0..20).map(|number| ask(&browser, variant, emails[number % 2]));
    let answers = futures::future::join_all(asks).await;
    let first = answers[0].text("#notify-me");
    assert!(first.contains("Thank you"), "{first}");
    assert!(answers.iter().all(|page| page.status == StatusCode::OK && page.text("#notify-me") == first));
    let staff = staff_at(&shop).await;
    let item = staff.get(&format!("/admin/stock/{variant}")).await;
    assert_eq!(item.text("#waiting"), "1 person waits to be told when it is back.");
    count_to(&shop, variant, 1).await;
    assert_eq!(told(&shop).await.len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn a_restock_of_three_tells_the_first_six_of_ten_once() {
    let shop = TestShop::open().await;
    let (browser, variant) = (shop.browser(), sold_out(&shop).await);
    for number in 0..10 {
        assert_eq!(ask(&browser, variant, &format!("p{number}@example.com")).await.status, StatusCode::OK);
    }
    assert!(told(&shop).await.is_empty());
    count_to(&shop, variant, 3).await;
    let first: Vec<_> = told(&shop).await.into_iter().map(|(to, _)| to).collect();
    assert_eq!(first, (0..6).map(|number| format!("p{number}@example.com")).collect::<Vec<_>>());
    assert_eq!(told(&shop).await.len(), 6, "each once");
    shop.later(Duration::from_secs(31 * 60)).await;
    assert_eq!(told(&shop).await.len(), 10, "nobody wanted them: the others are told");
    shop.close().await;
}

#[tokio::test]
async fn the_form_stands_where_something_is_gone_and_comes_back_with_what_was_typed() {
    let shop = TestShop::open().await;
    let (browser, variant) = (shop.browser(), sold_out(&shop).await);
    let page = browser.get(&format!("/products/{TIN}?variant={variant}")).await;
    assert_eq!(page.texts("form.notify label"), ["Tell me when it is back"]);
    assert!(browser.get("/products/skerry-waxed-tote").await.texts("form.notify").is_empty());
    let hostile = "\"><script>alert(1)</script>";
    let refused = ask(&browser, variant, hostile).await;
    assert_eq!((refused.status, refused.field("email")), (StatusCode::UNPROCESSABLE_ENTITY, hostile.to_owned()));
    assert_eq!(refused.attributes("#notify-email", "aria-invalid"), ["true"]);
    assert!(refused.text("#notify-email-error").contains("Enter an e-mail address"));
    assert_eq!(refused.header("cache-control"), "no-store");
    assert!(
        !browser.get(&format!("/products/{TIN}?variant={variant}")).await.body.contains("alert(1)"),
        "kept for nobody"
    );
    // Bought back meanwhile.
    count_to(&shop, variant, 1).await;
    let late = ask(&browser, variant, "ada@example.com").await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.text("#notify-email-error").contains("you can buy it now"));
    for (path, fields) in [
        (format!("/products/{TIN}/notify"), vec![("variant_id", "x"), ("email", "ada@example.com")]),
        (format!("/products/{TIN}/notify"), vec![("email", "ada@example.com")]),
        (
            "/products/nowhere/notify".into(),
            vec![("variant_id", "01890000-0000-7000-8000-000000000000"), ("email", "ada@example.com")],
        ),
    ] {
        let status = browser.post(&path, &fields).await.status;
        assert!(status.is_client_error(), "{path} {fields:?}: {status}");
    }
    let loaded = browser.get(&format!("/products/{TIN}/notify")).await;
    assert_eq!(loaded.location(), format!("/products/{TIN}"));
    assert_eq!(browser.get("/products/n%C3%B6/notify").await.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

#[tokio::test]
async fn one_click_on_a_page_from_the_mail_ends_it() {
    let shop = TestShop::open().await;
    let (browser, variant) = (shop.browser(), sold_out(&shop).await);
    for email in ["ada@example.com", "grace@example.com"] {
        ask(&browser, variant, email).await;
    }
    count_to(&shop, variant, 1).await;
    let mails = told(&shop).await;
    let link = mails[0].1.lines().find(|line| line.contains("/back-in-stock/")).unwrap();
    let path = &link[link.find("/back-in-stock/").unwrap()..];
    // Both wait again.
    count_to(&shop, variant, 0).await;
    for email in ["ada@example.com", "grace@example.com"] {
        ask(&browser, variant, email).await;
    }
    let page = browser.get(path).await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    assert_eq!(page.attributes("meta[name=robots]", "content"), ["noindex"]);
    assert_eq!(page.texts("main form button"), ["Do not write to me about it"]);
    // Looking at it ends nothing, and another site cannot press the button.
    let foreign = browser
        .request(Method::POST, path)
        .header("origin", "https://evil.example")
        .header("sec-fetch-site", "cross-site");
    assert_eq!(browser.send(foreign).await.status, StatusCode::FORBIDDEN);
    // A mail program presses it with no cookie and from nowhere.
    let pressed = shop.browser().request(Method::POST, path).form(&[("List-Unsubscribe", "One-Click")]);
    assert_eq!(browser.send(pressed).await.text("h1"), "It is forgotten");
    assert_eq!(browser.post(path, &[]).await.text("h1"), "It is forgotten", "twice is once");
    for made_up in ["/back-in-stock/made-up", &format!("{path}0"), &path.replace("stock/", "stock/0")] {
        assert_eq!(browser.get(made_up).await.status, StatusCode::NOT_FOUND, "{made_up}");
        assert_eq!(browser.post(made_up, &[]).await.status, StatusCode::NOT_FOUND, "{made_up}");
    }
    count_to(&shop, variant, 5).await;
    let again: Vec<_> = told(&shop).await.into_iter().map(|(to, _)| to).collect();
    assert_eq!(again, ["ada@example.com", "grace@example.com", "grace@example.com"]);
    shop.close().await;
}

#[tokio::test]
async fn under_pressure_nobody_is_asked_and_nobody_is_called() {
    let shop = TestShop::open().await;
    let (browser, variant) = (shop.browser(), sold_out(&shop).await);
    ask(&browser, variant, "ada@example.com").await;
    commerce::pressure::hold(&shop.cx(), Some(3)).await.unwrap();
    let page = browser.get(&format!("/products/{TIN}?variant={variant}")).await;
    assert!(page.texts("form.notify").is_empty() && page.words().contains("Sold out"), "{}", page.words());
    assert_eq!(ask(&browser, variant, "grace@example.com").await.status, StatusCode::SERVICE_UNAVAILABLE);
    count_to(&shop, variant, 1).await;
    assert!(told(&shop).await.is_empty());
    commerce::pressure::hold(&shop.cx(), None).await.unwrap();
    assert_eq!(told(&shop).await.len(), 1);
    shop.close().await;
}
