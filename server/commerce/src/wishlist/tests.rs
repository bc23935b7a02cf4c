use std::time::Duration;

use sea_orm::ConnectionTrait;
use types::{ErrorCode, wishlist::Standing};

use super::*;
use crate::{
    Actor,
    customers::{self, Asker, Entered},
    housekeeping::Prune,
    jobs::{Done, Job},
    test_shop::TestShop,
};

const PASSWORD: &str = "correct horse battery";

fn visitor(shop: &TestShop, list: Option<WishlistId>) -> Cx {
    let mut cx = Cx::new(shop.cx.services().clone(), Actor::Shopper, "");
    cx.wishlist_id = list;
    cx
}

/// A guest who has kept these.
async fn guest(shop: &TestShop, variants: &[VariantId]) -> Cx {
    let mut cx = visitor(shop, None);
    for variant in variants {
        cx.wishlist_id = Some(add(&cx, *variant).await.unwrap().list);
        shop.cx.clock.advance(Duration::from_millis(10));
    }
    cx
}

async fn on_list(cx: &Cx) -> Vec<VariantId> {
    current(cx).await.unwrap().items.into_iter().map(|item| item.variant_id).collect()
}

async fn sign_up(cx: &Cx) -> Entered {
    customers::sign_up(cx, "ada@example.com", "Ada", PASSWORD, &Asker::default()).await.unwrap()
}

async fn sign_in(cx: &Cx) -> Entered {
    customers::sign_in(cx, "ada@example.com", PASSWORD, &Asker::default()).await.unwrap()
}

async fn execute(shop: &TestShop, text: &str) {
    shop.cx.db.write().execute_unprepared(text).await.unwrap();
}

#[tokio::test]
async fn a_guest_keeps_things_latest_first_and_each_once() {
    let shop = TestShop::open().await;
    let (kettle, lantern) = (shop.stocked("Kettle", 40).await, shop.stocked("Lantern", 0).await);
    let cx = guest(&shop, &[kettle, lantern]).await;
    let again = add(&cx, kettle).await.unwrap();
    assert_eq!((again.is_new, again.items), (false, 2));
    assert_eq!(on_list(&cx).await, [lantern, kettle]);
    let standings: Vec<_> =
        current(&cx).await.unwrap().items.into_iter().map(|item| item.goods.unwrap().standing).collect();
    assert_eq!(standings, [Standing::SoldOut, Standing::Available]);
    assert_eq!(remove(&cx, lantern).await.unwrap().unwrap().items, 1);
    assert_eq!(remove(&cx, lantern).await.unwrap().unwrap().items, 1, "it is gone already");
    assert_eq!(on_list(&cx).await, [kettle]);
    assert!(on_list(&visitor(&shop, None)).await.is_empty());
    assert_eq!(remove(&visitor(&shop, None), kettle).await.unwrap(), None);
}

#[tokio::test]
async fn what_is_not_sold_is_not_kept_and_what_is_no_longer_sold_comes_last() {
    let shop = TestShop::open().await;
    let error = add(&visitor(&shop, None), VariantId::new()).await.unwrap_err();
    assert_eq!(error.problem().code, ErrorCode::NotFound);
    let (kettle, lantern) = (shop.stocked("Kettle", 40).await, shop.stocked("Lantern", 4).await);
    let cx = guest(&shop, &[kettle, lantern]).await;
    execute(&shop, "UPDATE product SET status = 'archived' WHERE title = 'Lantern'").await;
    let view = current(&cx).await.unwrap();
    assert_eq!(view.items.iter().map(|item| item.goods.is_some()).collect::<Vec<_>>(), [true, false]);
    assert_eq!(remove(&cx, lantern).await.unwrap().unwrap().items, 1);
}

#[tokio::test]
async fn a_list_that_is_gone_is_begun_anew_under_another_id() {
    let shop = TestShop::open().await;
    let kettle = shop.stocked("Kettle", 4).await;
    let planted = WishlistId::random();
    let kept = add(&visitor(&shop, Some(planted)), kettle).await.unwrap();
    assert!(kept.list != planted && kept.is_new);
}

#[tokio::test]
async fn a_full_list_takes_no_more_and_says_so() {
    let shop = TestShop::open().await;
    let (kettle, lantern) = (shop.stocked("Kettle", 4).await, shop.stocked("Lantern", 4).await);
    let cx = guest(&shop, &[kettle]).await;
    execute(&shop, "UPDATE wishlist SET items = 200").await;
    let error = add(&cx, lantern).await.unwrap_err();
    assert_eq!(error.problem().code, ErrorCode::Conflict);
    assert!(error.problem().detail.contains("200 is the most"), "{error}");
    assert_eq!(on_list(&cx).await, [kettle], "nothing of it stays half-way");
    assert!(!add(&cx, kettle).await.unwrap().is_new, "what is on it already is");
}

#[tokio::test]
async fn twenty_who_press_at_once_keep_one() {
    let shop = TestShop::open().await;
    let (kettle, lantern) = (shop.stocked("Kettle", 4).await, shop.stocked("Lantern", 4).await);
    let cx = guest(&shop, &[kettle]).await;
    let presses = futures::future::join_all((0..20).map(|_| add(&cx, lantern))).await;
    let kept: Vec<_> = presses.into_iter().map(Result::unwrap).collect();
    assert_eq!(kept.iter().filter(|kept| kept.is_new).count(), 1);
    assert!(kept.iter().all(|kept| kept.items == 2));
    assert_eq!(on_list(&cx).await.len(), 2);
}

#[tokio::test]
async fn a_guests_list_joins_the_accounts_at_sign_in() {
    let shop = TestShop::open().await;
    let (kettle, lantern, mug) =
        (shop.stocked("Kettle", 4).await, shop.stocked("Lantern", 4).await, shop.stocked("Mug", 4).await);
    let first = guest(&shop, &[kettle, lantern]).await;
    let entered = sign_up(&first).await;
    assert_eq!(entered.wishlist, first.wishlist_id.map(|id| (id, 2)), "the guest's list becomes the account's");
    let second = guest(&shop, &[mug, lantern]).await;
    let entered = sign_in(&second).await;
    assert_eq!(entered.wishlist, first.wishlist_id.map(|id| (id, 3)));
    assert!(entered.told.is_empty());
    assert_eq!(on_list(&first).await, [mug, lantern, kettle]);
    assert!(on_list(&second).await.is_empty(), "it is one list now");
    // Whoever signs in with nothing finds it.
    assert_eq!(sign_in(&visitor(&shop, None)).await.wishlist, entered.wishlist);
    // And whoever sits at a browser that still names it does not take it along.
    let other = customers::sign_up(&first, "grace@example.com", "Grace", PASSWORD, &Asker::default()).await.unwrap();
    assert_eq!(other.wishlist, None);
    assert_eq!(on_list(&first).await.len(), 3);
}

#[tokio::test]
async fn what_finds_no_room_at_sign_in_is_told() {
    let shop = TestShop::open().await;
    let (kettle, lantern, mug) =
        (shop.stocked("Kettle", 4).await, shop.stocked("Lantern", 4).await, shop.stocked("Mug", 4).await);
    let first = guest(&shop, &[kettle]).await;
    sign_up(&first).await;
    let fill = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 198)
        INSERT INTO wishlist_item (wishlist_id, variant_id, added_at) SELECT w.id, randomblob(16), 1 FROM n, wishlist w";
    execute(&shop, "PRAGMA foreign_keys = OFF").await;
    execute(&shop, fill).await;
    execute(&shop, "PRAGMA foreign_keys = ON").await;
    execute(&shop, "UPDATE wishlist SET items = 199").await;
    let second = guest(&shop, &[mug, lantern]).await;
    let entered = sign_in(&second).await;
    assert_eq!(entered.wishlist, first.wishlist_id.map(|id| (id, 200)));
    assert_eq!(entered.told.len(), 1);
    assert!(entered.told[0].contains("1 of what you kept before signing in was left out"), "{:?}", entered.told);
    assert!(on_list(&first).await.contains(&mug), "the older one stayed");
}

#[tokio::test]
async fn browsers_that_knew_the_list_find_nothing_once_all_are_signed_out() {
    let shop = TestShop::open().await;
    let kettle = shop.stocked("Kettle", 4).await;
    let first = guest(&shop, &[kettle]).await;
    let entered = sign_up(&first).await;
    let mut cx = first.clone();
    cx.customer_id = Some(entered.customer.id);
    customers::sign_out_everywhere(&cx).await.unwrap();
    assert!(on_list(&first).await.is_empty());
    let back = sign_in(&visitor(&shop, None)).await.wishlist.unwrap();
    assert!(Some(back.0) != first.wishlist_id && back.1 == 1);
    assert_eq!(on_list(&visitor(&shop, Some(back.0))).await, [kettle]);
}

#[tokio::test]
async fn old_lists_of_guests_expire_and_those_of_accounts_stay() {
    let shop = TestShop::open().await;
    let kettle = shop.stocked("Kettle", 4).await;
    let (first, second) = (guest(&shop, &[kettle]).await, guest(&shop, &[kettle]).await);
    sign_up(&first).await;
    shop.cx.clock.advance(Duration::from_secs(191 * 24 * 3600));
    assert_eq!(Prune {}.run(&shop.cx).await.unwrap(), Done::Finished);
    assert_eq!(on_list(&first).await, [kettle]);
    assert!(on_list(&second).await.is_empty());
}
