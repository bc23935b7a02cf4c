use std::time::Duration;

use commerce::{
    catalog,
    flags::{self, Flag},
    pressure, reviews,
};
use futures::future::join_all;
use reqwest::StatusCode;
use types::{
    flag::FlagInput,
    review::{AdminReview, ReviewState},
};

use super::{QUIET, buyer_of};
use crate::{
    admin::{notice, staff_at},
    shop::{Page, TestShop},
};

const HOSTILE: &str = r#"</textarea></script><script>alert(1)</script>"><img src=x onerror=alert(2)>"#;

/// A shop where extras may take their time: what is shown is judged here, not how fast.
async fn patient() -> TestShop {
    let shop = TestShop::open().await;
    shop.services.extras.allow(Duration::from_secs(60));
    shop
}

async fn product_id(shop: &TestShop, slug: &str) -> String {
    catalog::product(&shop.cx(), slug).await.unwrap().id.to_string()
}

fn form<'a>(product: &'a str, stars: &'a str, title: &'a str) -> Vec<(&'static str, &'a str)> {
    vec![("product_id", product), ("stars", stars), ("title", title), ("text", "Two\r\nlines."), ("name", "Ada")]
}

async fn of_state(shop: &TestShop, state: ReviewState) -> Vec<AdminReview> {
    let filter = reviews::ReviewFilter { state: Some(state), cursor: None, limit: 100 };
    reviews::list(&shop.cx(), filter).await.unwrap().items
}

fn structured(page: &Page) -> serde_json::Value {
    let data = page.texts("script[type='application/ld+json']").remove(0);
    serde_json::from_str(&data).unwrap()
}

#[tokio::test]
async fn a_review_waits_until_staff_publish_it_and_then_is_on_the_page_at_once() {
    let shop = patient().await;
    let (address, product) = (format!("/products/{QUIET}"), product_id(&shop, QUIET).await);
    let visitor = shop.browser();
    assert!(visitor.get(&address).await.text("#reviews").contains("Nobody has written one yet"));

    let (buyer, order) = buyer_of(&shop, QUIET).await;
    assert_eq!(buyer.get(&order).await.field("product_id"), product);
    let page = buyer.submit(&format!("{order}/reviews"), &form(&product, "4", "Holds")).await;
    assert!(page.text("#reviews").contains("We look at every review"), "{}", page.words());
    assert!(page.attributes("form[action$='/reviews']", "action").is_empty(), "one review is all");
    assert!(!visitor.get(&address).await.words().contains("Holds"), "nobody has looked at it");
    assert_eq!(structured(&visitor.get(&address).await)["aggregateRating"], serde_json::Value::Null);

    let staff = staff_at(&shop).await;
    let list = staff.get("/admin/reviews").await;
    assert!(list.words().contains("Holds"), "{}", list.words());
    let decide = list.attributes(".admin-review form", "action").remove(0);
    let fields = |state| [("from", "waiting"), ("state", state), ("reply", "Thank you, Ada."), ("cursor", "")];
    assert!(notice(&staff.submit(&decide, &fields("published")).await).contains("on the product's page"));
    let shown = visitor.get(&address).await;
    assert_eq!((shown.text(".review h3"), shown.text(".reviews-mean strong")), ("Holds".into(), "4.0".into()));
    assert!(shown.text(".review-reply").contains("Thank you, Ada."));
    assert_eq!(structured(&shown)["aggregateRating"]["ratingValue"], "4.0");
    assert_eq!(structured(&shown)["aggregateRating"]["reviewCount"], 1);
    assert!(shown.header("cache-control").starts_with("public"), "kept for everyone");
    assert!(buyer.get(&order).await.text("#reviews").contains("It is on the product's page."));

    // Whoever decides on what is no longer so is told.
    let late = staff.post(&decide, &fields("rejected")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    let back = [("from", "published"), ("state", "rejected"), ("reply", ""), ("cursor", "")];
    staff.submit(&decide, &back).await;
    assert!(!visitor.get(&address).await.words().contains("Holds"));
    let rejected = staff.get("/admin/reviews?state=rejected").await.words();
    assert!(rejected.contains("Holds") && rejected.contains("decided by mara"), "{rejected}");
    shop.close().await;
}

#[tokio::test]
async fn twenty_reviews_sent_at_once_are_one() {
    let shop = patient().await;
    let (buyer, order) = buyer_of(&shop, QUIET).await;
    let product = product_id(&shop, QUIET).await;
    let address = format!("{order}/reviews");
    let titles: Vec<String> = (0..20).map(|number| format!("Try {number}")).collect();
    let sent = titles.iter().map(|title| {
        let (buyer, address, fields) = (buyer.clone(), &address, form(&product, "5", title));
        async move { buyer.post(address, &fields).await.status }
    });
    let answers = join_all(sent).await;
    assert!(answers.iter().all(|status| *status == StatusCode::SEE_OTHER), "{answers:?}");
    assert_eq!(of_state(&shop, ReviewState::Waiting).await.len(), 1);
    shop.close().await;
}

#[tokio::test]
async fn only_who_bought_it_may_say_something() {
    let shop = patient().await;
    let (buyer, order) = buyer_of(&shop, QUIET).await;
    let other = product_id(&shop, "skerry-waxed-tote").await;
    let address = format!("{order}/reviews");
    assert_eq!(buyer.post(&address, &form(&other, "1", "Never had it")).await.status, StatusCode::NOT_FOUND);
    let own = product_id(&shop, QUIET).await;
    let stranger = shop.browser().post("/orders/nothing/reviews", &form(&own, "1", "Mine")).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    assert!(of_state(&shop, ReviewState::Waiting).await.is_empty());
    shop.close().await;
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_as_it_was_typed_and_nothing_in_it_runs() {
    let shop = patient().await;
    let (buyer, order) = buyer_of(&shop, QUIET).await;
    let product = product_id(&shop, QUIET).await;
    let address = format!("{order}/reviews");
    let long = HOSTILE.repeat(60);
    for (stars, text) in [("", HOSTILE), ("9", HOSTILE), ("five", HOSTILE), ("3", long.as_str())] {
        let fields =
            [("product_id", product.as_str()), ("stars", stars), ("title", HOSTILE), ("text", text), ("name", "Ada")];
        let page = buyer.post(&address, &fields).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{stars}");
        assert_eq!((page.field("title"), page.text("textarea[name=text]")), (HOSTILE.to_owned(), text.to_owned()));
        assert!(page.texts("#errors a").len() == 1 && !page.body.contains("<script>alert"), "{}", page.body);
    }
    let fields =
        [("product_id", product.as_str()), ("stars", "1"), ("title", HOSTILE), ("text", HOSTILE), ("name", HOSTILE)];
    let refused = buyer.post(&address, &fields).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "a name is short");
    let fields = [fields[0], fields[1], fields[2], fields[3], ("name", "<b>Ada</b>")];
    buyer.submit(&address, &fields).await;
    let staff = staff_at(&shop).await;
    let list = staff.get("/admin/reviews").await;
    assert!(!list.body.contains("<script>alert") && !list.body.contains("<img src=x"), "{}", list.body);
    let decide = list.attributes(".admin-review form", "action").remove(0);
    staff.submit(&decide, &[("from", "waiting"), ("state", "published"), ("reply", HOSTILE), ("cursor", "")]).await;
    for path in [format!("/products/{QUIET}"), format!("/products/{QUIET}/reviews")] {
        let page = shop.browser().get(&path).await;
        assert_eq!(page.text(".review h3"), HOSTILE, "{path}");
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "{path}");
    }
    let reply = "x".repeat(1001);
    let back = [("from", "published"), ("state", "published"), ("reply", reply.as_str()), ("cursor", "")];
    let page = staff.post(&decide, &back).await;
    assert_eq!((page.status, page.text("textarea")), (StatusCode::UNPROCESSABLE_ENTITY, reply.clone()));
    shop.close().await;
}

#[tokio::test]
async fn all_reviews_of_a_product_are_turned_page_by_page() {
    let shop = patient().await;
    let browser = shop.browser();
    let product = browser.get("/products/skerry-waxed-tote").await;
    let said = product.text(".said a");
    // "4.6 · 6 reviews"
    let count: usize = said.split_whitespace().nth(2).unwrap().parse().unwrap();
    let all = browser.get("/products/skerry-waxed-tote/reviews").await;
    assert_eq!(all.texts(".review").len(), count.min(10), "{said}");
    assert_eq!(all.texts(".reviews-bars li").len(), 5);
    assert!(browser.get("/products/skerry-waxed-tote/reviews?page=99").await.words().contains("There is nothing here"));
    assert_eq!(browser.get("/products/nothing/reviews").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        browser.get("/products/skerry-waxed-tote/reviews?page=x").await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    shop.close().await;
}

#[tokio::test]
async fn pressure_and_staff_put_reviews_away_and_no_words_are_lost() {
    let shop = patient().await;
    let (buyer, order) = buyer_of(&shop, QUIET).await;
    let (browser, product) = (shop.browser(), product_id(&shop, QUIET).await);
    let off = FlagInput { enabled: false, ..FlagInput::default() };
    let reviews = "/products/skerry-waxed-tote/reviews";
    for by_staff in [true, false] {
        if by_staff {
            flags::set(&shop.cx(), Flag::Reviews.key(), off.clone()).await.unwrap();
        } else {
            flags::clear(&shop.cx(), Flag::Reviews.key()).await.unwrap();
            pressure::hold(&shop.cx(), Some(3)).await.unwrap();
        }
        assert!(browser.get("/products/skerry-waxed-tote").await.texts("#reviews, .said").is_empty());
        assert_eq!(browser.get(reviews).await.location(), "/products/skerry-waxed-tote");
        assert!(buyer.get(&order).await.texts("#reviews").is_empty());
        let page = buyer.post(&format!("{order}/reviews"), &form(&product, "5", "Not lost")).await;
        assert_eq!((page.status, page.field("title")), (StatusCode::SERVICE_UNAVAILABLE, "Not lost".to_owned()));
    }
    pressure::hold(&shop.cx(), None).await.unwrap();
    let some = FlagInput { percent: 0, allow: vec!["mara".into()], ..FlagInput::default() };
    flags::set(&shop.cx(), Flag::Reviews.key(), some).await.unwrap();
    let page = browser.get("/products/skerry-waxed-tote").await;
    assert!(page.texts("#reviews").is_empty());
    assert_eq!(page.attributes("[data-extra=reviews][data-some]", "data-slug"), ["skerry-waxed-tote"]);
    assert!(!browser.get("/extras/reviews/skerry-waxed-tote").await.texts(".review").is_empty());
    shop.close().await;
}
