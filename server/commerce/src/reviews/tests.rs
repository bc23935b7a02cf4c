use types::{
    ReviewId, VariantId,
    flag::FlagInput,
    review::{ReviewDecision, ReviewState},
};

use super::*;
use crate::{Actor, catalog, content, test_shop::TestShop};

fn says(stars: i64, title: &str) -> ReviewInput {
    ReviewInput { stars, title: title.into(), text: "It kept the rain out.".into(), name: "Ada".into() }
}

fn decision(state: ReviewState) -> ReviewDecision {
    ReviewDecision { state, reply: String::new(), from: None }
}

async fn bought(shop: &TestShop, variant: VariantId, token: &str) -> String {
    shop.buy(variant, 1, token).await.unwrap().outcome.unwrap().order.token
}

async fn stocked(shop: &TestShop) -> (VariantId, ProductId) {
    let variant = shop.stocked("Tote", 50).await;
    (variant, catalog::product(&shop.cx, "tote").await.unwrap().id)
}

async fn waiting(shop: &TestShop) -> Vec<ReviewId> {
    let filter = ReviewFilter { state: Some(ReviewState::Waiting), limit: 100, ..ReviewFilter::default() };
    list(&shop.cx, filter).await.unwrap().items.into_iter().map(|review| review.id).collect()
}

#[tokio::test]
async fn only_who_bought_it_says_something_and_once() {
    let shop = TestShop::open().await;
    let (variant, product) = stocked(&shop).await;
    let other = shop.stocked("Mug", 5).await;
    let token = bought(&shop, variant, "tok_ok").await;
    let mug = bought(&shop, other, "tok_ok").await;
    for stranger in [mug.as_str(), "nothing"] {
        let refused = write(&shop.cx, stranger, product, &says(1, "Never had it")).await.unwrap_err();
        assert_eq!(refused.code(), ErrorCode::NotFound);
    }
    write(&shop.cx, &token, product, &says(5, "Dry")).await.unwrap();
    assert_eq!(write(&shop.cx, &token, product, &says(1, "Wet")).await.unwrap_err().code(), ErrorCode::Conflict);
    let spots = spots(&shop.cx, &token).await.unwrap();
    let written = spots[0].written.as_ref().unwrap();
    assert_eq!((spots.len(), written.title.as_str(), written.state), (1, "Dry", ReviewState::Waiting));
    // The same buyer's next order speaks for itself.
    let next = bought(&shop, variant, "tok_ok").await;
    write(&shop.cx, &next, product, &says(4, "Still dry")).await.unwrap();
}

#[tokio::test]
async fn what_counts_is_what_is_published_and_pages_know_at_once() {
    let shop = TestShop::open().await;
    let (variant, product) = stocked(&shop).await;
    for stars in [5, 4] {
        let token = bought(&shop, variant, "tok_ok").await;
        write(&shop.cx, &token, product, &says(stars, "Said")).await.unwrap();
    }
    assert_eq!(of_product(&shop.cx, product).await.unwrap(), ReviewsView::default());
    let ids = waiting(&shop).await;
    for id in &ids {
        decide(&shop.cx, *id, decision(ReviewState::Published)).await.unwrap();
    }
    let shown = of_product(&shop.cx, product).await.unwrap();
    assert_eq!((shown.rating, shown.newest.len()), (Rating::of([0, 0, 0, 1, 1]), 2));
    assert_eq!(shown.newest[0].stars, 4, "the newest first");
    let rejected = decide(&shop.cx, ids[0], decision(ReviewState::Rejected)).await.unwrap();
    assert_eq!((rejected.state, rejected.decided_by.as_deref()), (ReviewState::Rejected, Some("shop")));
    assert_eq!(of_product(&shop.cx, product).await.unwrap().rating.count, 1);
    let with_reply = ReviewDecision { reply: "Thank you".into(), ..decision(ReviewState::Published) };
    decide(&shop.cx, ids[1], with_reply).await.unwrap();
    assert_eq!(of_product(&shop.cx, product).await.unwrap().newest[0].reply.as_deref(), Some("Thank you"));
}

#[tokio::test]
async fn a_decision_on_what_has_moved_on_is_none() {
    let shop = TestShop::open().await;
    let (variant, product) = stocked(&shop).await;
    let token = bought(&shop, variant, "tok_ok").await;
    write(&shop.cx, &token, product, &says(2, "Torn")).await.unwrap();
    let id = waiting(&shop).await[0];
    let seen = |state| ReviewDecision { from: Some(ReviewState::Waiting), ..decision(state) };
    decide(&shop.cx, id, seen(ReviewState::Rejected)).await.unwrap();
    assert_eq!(decide(&shop.cx, id, seen(ReviewState::Published)).await.unwrap_err().code(), ErrorCode::Conflict);
    assert_eq!(of_product(&shop.cx, product).await.unwrap().rating.count, 0);
    let gone = decide(&shop.cx, ReviewId::new(), decision(ReviewState::Published)).await.unwrap_err();
    assert_eq!(gone.code(), ErrorCode::NotFound);
}

#[tokio::test]
async fn programs_and_people_turn_the_same_pages() {
    let shop = TestShop::open().await;
    let (variant, product) = stocked(&shop).await;
    for number in 0..12 {
        let token = bought(&shop, variant, "tok_ok").await;
        write(&shop.cx, &token, product, &says(5, &format!("Said {number}"))).await.unwrap();
    }
    for id in waiting(&shop).await {
        decide(&shop.cx, id, decision(ReviewState::Published)).await.unwrap();
    }
    let titles = |items: Vec<ReviewView>| items.into_iter().map(|review| review.title).collect::<Vec<_>>();
    let wanted: Vec<String> = (0..12).rev().map(|number| format!("Said {number}")).collect();
    let mut turned = Vec::new();
    for number in 1..=2 {
        let (rating, items, pages) = page(&shop.cx, product, number).await.unwrap();
        assert_eq!((rating.count, pages), (12, 2));
        turned.extend(titles(items));
    }
    assert_eq!(turned, wanted);
    assert!(page(&shop.cx, product, u64::MAX).await.unwrap().1.is_empty());
    let (mut cursor, mut followed) = (None, Vec::new());
    loop {
        let some = after(&shop.cx, product, cursor.as_deref(), 5).await.unwrap();
        followed.extend(titles(some.items));
        cursor = some.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    assert_eq!(followed, wanted);
    assert_eq!(after(&shop.cx, product, Some("x"), 5).await.unwrap_err().code(), ErrorCode::Invalid);
}

#[tokio::test]
async fn nobody_speaks_while_reviews_are_put_away_and_staff_alone_decide() {
    let shop = TestShop::open().await;
    let (variant, product) = stocked(&shop).await;
    let token = bought(&shop, variant, "tok_ok").await;
    let off = FlagInput { enabled: false, ..FlagInput::default() };
    flags::set(&shop.cx, Flag::Reviews.key(), off).await.unwrap();
    assert_eq!(write(&shop.cx, &token, product, &says(5, "Dry")).await.unwrap_err().code(), ErrorCode::Unavailable);
    assert_eq!(after(&shop.cx, product, None, 5).await.unwrap_err().code(), ErrorCode::Unavailable);
    let anyone = Cx::new(shop.cx.services().clone(), Actor::Shopper, "test");
    let refused = decide(&anyone, ReviewId::new(), decision(ReviewState::Published)).await.unwrap_err();
    assert_eq!(refused.code(), ErrorCode::Unauthorized);
    assert_eq!(list(&anyone, ReviewFilter::default()).await.unwrap_err().code(), ErrorCode::Unauthorized);
}

#[tokio::test]
async fn the_demo_s_reviews_are_written_once_and_most_goods_have_some() {
    let shop = TestShop::open().await;
    catalog::seeding::seed(&shop.cx).await.unwrap();
    content::seeding::seed(&shop.cx).await.unwrap();
    seeding::seed(&shop.cx).await.unwrap();
    let all = |state| ReviewFilter { state, limit: 100, ..ReviewFilter::default() };
    assert!(list(&shop.cx, all(Some(ReviewState::Waiting))).await.unwrap().items.is_empty());
    let first = list(&shop.cx, all(None)).await.unwrap();
    assert!(first.next_cursor.is_some() && first.items.iter().all(|review| review.order_number.is_none()));
    let tote = catalog::product(&shop.cx, "skerry-waxed-tote").await.unwrap().id;
    assert!(of_product(&shop.cx, tote).await.unwrap().rating.count >= 3);
    seeding::seed(&shop.cx).await.unwrap();
    assert_eq!(list(&shop.cx, all(None)).await.unwrap(), first);
}
