use std::time::Duration;

use commerce::{
    feedback,
    flags::{self, Flag},
    pressure,
};
use futures::future::join_all;
use reqwest::StatusCode;
use types::{feedback::Question, flag::FlagInput};

use super::{QUIET, buyer_of};
use crate::{admin::staff_at, shop::TestShop};

const HOSTILE: &str = "</textarea><script>alert(1)</script>";

async fn patient() -> TestShop {
    let shop = TestShop::open().await;
    shop.services.extras.allow(Duration::from_secs(60));
    shop
}

async fn given(shop: &TestShop, question: Question) -> u64 {
    let view = feedback::view(&shop.cx(), question, None, 10).await.unwrap();
    view.answers.iter().map(|answer| answer.count).sum()
}

#[tokio::test]
async fn an_order_answers_once_however_often_it_is_sent() {
    let shop = patient().await;
    let (buyer, order) = buyer_of(&shop, QUIET).await;
    let address = format!("{order}/feedback");
    assert!(buyer.get(&order).await.text("#feedback").contains("How was buying here?"));
    let sent = (1..=20).map(|number| {
        let (buyer, address, answer) = (buyer.clone(), &address, (number % 5 + 1).to_string());
        async move { buyer.post(address, &[("answer", answer.as_str()), ("remark", "")]).await.status }
    });
    let answers = join_all(sent).await;
    assert!(answers.iter().all(|status| *status == StatusCode::SEE_OTHER), "{answers:?}");
    assert_eq!(given(&shop, Question::Order).await, 1);
    let page = buyer.get(&order).await;
    assert!(page.text("#feedback").contains("Thank you") && page.texts("#feedback form").is_empty());
    let stranger = shop.browser().post("/orders/nothing/feedback", &[("answer", "5")]).await;
    assert_eq!(stranger.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

#[tokio::test]
async fn what_cannot_be_taken_comes_back_and_remarks_are_words_to_staff() {
    let shop = patient().await;
    let (buyer, order) = buyer_of(&shop, QUIET).await;
    let address = format!("{order}/feedback");
    for answer in ["", "6", "price"] {
        let page = buyer.post(&address, &[("answer", answer), ("remark", HOSTILE)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer}");
        assert_eq!(page.text("#feedback textarea"), HOSTILE);
        assert!(page.attributes("#errors a", "href") == ["#feedback-answer"] && !page.body.contains("<script>alert"));
    }
    buyer.submit(&address, &[("answer", "4"), ("remark", HOSTILE)]).await;
    let page = staff_at(&shop).await.get("/admin/feedback?question=order").await;
    assert_eq!(page.texts(".review-text"), [HOSTILE]);
    assert!(!page.body.contains("<script>alert"));
    assert!(page.texts("svg").concat().contains("1 (100 %)"), "{}", page.words());
    shop.close().await;
}

#[tokio::test]
async fn a_cart_says_what_stands_in_the_way_and_stays_as_it_was() {
    let shop = patient().await;
    let browser = shop.browser_with(QUIET).await;
    assert!(browser.get("/cart").await.text("#feedback").contains("What keeps you from buying today?"));
    assert!(shop.browser().get("/cart").await.texts("#feedback").is_empty(), "an empty cart is asked nothing");
    let page = browser.post("/cart/feedback", &[("answer", "nonsense"), ("remark", HOSTILE)]).await;
    assert_eq!((page.status, page.text("#feedback textarea")), (StatusCode::UNPROCESSABLE_ENTITY, HOSTILE.to_owned()));
    assert!(page.texts(".cart-line").len() == 1 && !page.body.contains("<script>alert"));
    for _ in 0..2 {
        let page = browser.submit("/cart/feedback", &[("answer", "shipping"), ("remark", "Too slow")]).await;
        assert_eq!(page.text("h1"), "Thank you");
    }
    assert_eq!(given(&shop, Question::Cart).await, 1);
    let nobody = shop.browser().post("/cart/feedback", &[("answer", "price")]).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

#[tokio::test]
async fn nobody_is_asked_under_pressure_or_when_staff_do_not_want_it() {
    let shop = patient().await;
    let (buyer, order) = buyer_of(&shop, QUIET).await;
    let full = shop.browser_with(QUIET).await;
    let is_asked = async || {
        let pages = [buyer.get(&order).await, full.get("/cart").await];
        pages.map(|page| !page.texts("#feedback").is_empty())
    };
    assert_eq!(is_asked().await, [true, true]);
    pressure::hold(&shop.cx(), Some(2)).await.unwrap();
    assert_eq!(is_asked().await, [false, false]);
    pressure::hold(&shop.cx(), None).await.unwrap();
    let off = FlagInput { enabled: false, ..FlagInput::default() };
    flags::set(&shop.cx(), Flag::FeedbackSurvey.key(), off).await.unwrap();
    assert_eq!(is_asked().await, [false, false]);
    shop.close().await;
}
