use std::time::Duration;

use types::{CartId, ErrorCode};

use super::*;
use crate::{
    Actor,
    cart::{self, Missing},
    housekeeping::Prune,
    jobs::Job,
    test_shop::TestShop,
};

fn says(answer: &str, remark: &str) -> FeedbackInput {
    FeedbackInput { answer: answer.into(), remark: remark.into() }
}

async fn seen(shop: &TestShop, question: Question) -> FeedbackView {
    view(&shop.cx, question, None, 10).await.unwrap()
}

#[tokio::test]
async fn an_order_is_asked_about_once_and_only_when_it_stands() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Tote", 5).await;
    let token = shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap().order.token;
    assert_eq!(has_answered(&shop.cx, &token).await.unwrap(), Some(false));
    about_order(&shop.cx, &token, &says("4", "Quick.")).await.unwrap();
    assert_eq!(has_answered(&shop.cx, &token).await.unwrap(), Some(true));
    let again = about_order(&shop.cx, &token, &says("1", "No.")).await.unwrap_err();
    assert_eq!(again.code(), ErrorCode::Conflict);
    assert_eq!(about_order(&shop.cx, "nothing", &says("1", "")).await.unwrap_err().code(), ErrorCode::NotFound);
    let view = seen(&shop, Question::Order).await;
    assert_eq!(view.answers.iter().map(|answer| answer.count).collect::<Vec<_>>(), [0, 0, 0, 1, 0]);
    assert_eq!((view.days.len(), view.days[29].tenths, view.days[28].tenths), (30, Some(40), None));
    assert_eq!((view.remarks[0].text.as_str(), view.remarks[0].order_number.is_some()), ("Quick.", true));
}

#[tokio::test]
async fn a_cart_says_one_thing_and_nobody_speaks_without_one() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Tote", 5).await;
    let mut cx = shop.cx.clone();
    assert_eq!(about_cart(&cx, &says("price", "")).await.unwrap_err().code(), ErrorCode::NotFound);
    cx.cart_id = Some(CartId::random());
    assert_eq!(about_cart(&cx, &says("price", "")).await.unwrap_err().code(), ErrorCode::NotFound);
    cx.cart_id = Some(cart::add_line(&shop.cx, None, Missing::Make, variant, 1).await.unwrap().id);
    about_cart(&cx, &says("price", "")).await.unwrap();
    assert_eq!(about_cart(&cx, &says("looking", "")).await.unwrap_err().code(), ErrorCode::Conflict);
    let view = seen(&shop, Question::Cart).await;
    assert_eq!((view.answers[0].count, view.remarks.len(), view.days[29].tenths), (1, 0, None));
}

#[tokio::test]
async fn remarks_are_paged_and_answers_are_gone_after_a_year() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Tote", 50).await;
    for number in 0..5 {
        let token = shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap().order.token;
        about_order(&shop.cx, &token, &says("5", &format!("Remark {number}"))).await.unwrap();
    }
    let (mut cursor, mut found) = (None, Vec::new());
    loop {
        let page = view(&shop.cx, Question::Order, cursor.as_deref(), 2).await.unwrap();
        found.extend(page.remarks.into_iter().map(|remark| remark.text));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(found, ["Remark 4", "Remark 3", "Remark 2", "Remark 1", "Remark 0"]);
    let nonsense = view(&shop.cx, Question::Order, Some("x"), 2).await.unwrap_err();
    assert_eq!(nonsense.code(), ErrorCode::Invalid);
    for (days, kept) in [(364, 5), (2, 0)] {
        shop.cx.clock.advance(Duration::from_secs(days * 24 * 60 * 60));
        let _done = Prune::default().run(&shop.cx).await.unwrap();
        assert_eq!(seen(&shop, Question::Order).await.answers[4].count, kept);
    }
}

#[tokio::test]
async fn staff_alone_read_what_was_answered() {
    let shop = TestShop::open().await;
    let anyone = Cx::new(shop.cx.services().clone(), Actor::Shopper, "test");
    assert_eq!(view(&anyone, Question::Order, None, 10).await.unwrap_err().code(), ErrorCode::Unauthorized);
}
