use std::time::Duration;

use types::{
    CartId, ErrorCode, VariantId,
    checkout::{Address, PlaceOrder},
};
use uuid::Uuid;

use super::{
    Asker, BY_CLIENT, Entered, add_address, addresses, at_the_till, by_session, change_password, history, keep_address,
    make_default, remove_address, sign_in, sign_out_everywhere, sign_up,
};
use crate::{
    Cx,
    cart::{self, Missing},
    checkout, inventory,
    test_shop::{TestShop, order},
};

const EMAIL: &str = "ada@example.com";
const PASSWORD: &str = "correct horse battery";

fn asker(client: &str) -> Asker {
    Asker { client: client.into(), browser: None }
}

async fn ada(shop: &TestShop) -> Entered {
    sign_up(&shop.cx, EMAIL, "Ada", PASSWORD, &asker("10.0.0.1")).await.unwrap()
}

/// The same request, by someone who has signed in.
fn as_customer(shop: &TestShop, entered: &Entered) -> Cx {
    let mut cx = shop.cx.clone();
    cx.customer_id = Some(entered.customer.id);
    cx.cart_id = Some(entered.cart);
    cx
}

async fn with_cart(shop: &TestShop, variant: VariantId, quantity: i64) -> Cx {
    let mut cx = shop.cx.clone();
    cx.cart_id = Some(cart::add_line(&shop.cx, None, Missing::Make, variant, quantity).await.unwrap().id);
    cx
}

async fn quantity(shop: &TestShop, id: CartId) -> i64 {
    cart::view(&shop.cx, id).await.unwrap().totals.item_count
}

#[tokio::test]
async fn an_address_has_one_account_however_it_is_written() {
    let shop = TestShop::open().await;
    ada(&shop).await;
    let again = sign_up(&shop.cx, " ADA@Example.com ", "", PASSWORD, &asker("10.0.0.2")).await.unwrap_err();
    assert_eq!(again.code(), ErrorCode::Conflict);
    assert!(sign_in(&shop.cx, "Ada@example.COM ", PASSWORD, &asker("10.0.0.3")).await.is_ok());
    for (email, password) in
        [("ada", PASSWORD), ("grace@example.com", "short"), ("grace@example.com", &"x".repeat(201))]
    {
        assert_eq!(
            sign_up(&shop.cx, email, "", password, &asker("10.0.0.4")).await.unwrap_err().code(),
            ErrorCode::Invalid
        );
    }
}

#[tokio::test]
async fn a_guest_s_cart_joins_the_account_s_and_follows_it() {
    let shop = TestShop::open().await;
    let (lantern, mug) = (shop.stocked("Lantern", 200).await, shop.stocked("Mug", 200).await);
    let first = with_cart(&shop, lantern, 60).await;
    let entered = sign_up(&first, EMAIL, "", PASSWORD, &Asker::default()).await.unwrap();
    assert_eq!(Some(entered.cart), first.cart_id, "the first cart becomes the account's");
    let elsewhere = with_cart(&shop, lantern, 60).await;
    cart::add_line(&shop.cx, elsewhere.cart_id, Missing::Refuse, mug, 2).await.unwrap();
    let again = sign_in(&elsewhere, EMAIL, PASSWORD, &Asker::default()).await.unwrap();
    assert_eq!(again.cart, entered.cart);
    assert_eq!(quantity(&shop, again.cart).await, 99 + 2);
    assert_eq!(again.told, ["21 of Lantern did not fit into your cart: that is the most it can hold."]);
    assert_eq!(quantity(&shop, elsewhere.cart_id.unwrap()).await, 0);
    // Signing in once more with the same cart changes nothing.
    let mut same = shop.cx.clone();
    same.cart_id = Some(again.cart);
    assert!(sign_in(&same, EMAIL, PASSWORD, &Asker::default()).await.unwrap().told.is_empty());
    assert_eq!(quantity(&shop, again.cart).await, 101);
}

#[tokio::test]
async fn units_held_at_the_till_stay_held_through_the_merge() {
    let shop = TestShop::open().await;
    let lantern = shop.stocked("Lantern", 1).await;
    let mug = shop.stocked("Mug", 5).await;
    let entered = sign_up(&with_cart(&shop, mug, 1).await, EMAIL, "", PASSWORD, &Asker::default()).await.unwrap();
    let guest = with_cart(&shop, lantern, 1).await;
    checkout::hold(&shop.cx, guest.cart_id.unwrap()).await.unwrap();
    sign_in(&guest, EMAIL, PASSWORD, &Asker::default()).await.unwrap();
    let left =
        inventory::levels(shop.cx.db.read(), &[lantern], shop.cx.clock.now()).await.unwrap()[&lantern].for_sale();
    assert_eq!(left, Some(0), "nobody else can take it meanwhile");
    assert!(!cart::view(&shop.cx, entered.cart).await.unwrap().is_blocked());
    assert!(checkout::hold(&shop.cx, entered.cart).await.unwrap().is_some());
    assert!(
        checkout::place(&shop.cx, entered.cart, &Uuid::new_v4().to_string(), order("tok_ok"))
            .await
            .unwrap()
            .outcome
            .is_ok()
    );
    let report = crate::verify::run(&shop.cx).await.unwrap();
    assert!(report.ok, "{report:?}");
}

#[tokio::test]
async fn a_cart_that_is_somebody_else_s_is_left_alone() {
    let shop = TestShop::open().await;
    let lantern = shop.stocked("Lantern", 5).await;
    let ada = sign_up(&with_cart(&shop, lantern, 2).await, EMAIL, "", PASSWORD, &Asker::default()).await.unwrap();
    let mut left_behind = shop.cx.clone();
    left_behind.cart_id = Some(ada.cart);
    let grace = sign_up(&left_behind, "grace@example.com", "", PASSWORD, &Asker::default()).await.unwrap();
    assert_ne!(grace.cart, ada.cart);
    assert_eq!((quantity(&shop, ada.cart).await, quantity(&shop, grace.cart).await), (2, 0));
}

#[tokio::test]
async fn guessing_is_slowed_down_but_not_for_a_browser_that_is_known() {
    let shop = TestShop::open().await;
    let entered = ada(&shop).await;
    for number in 0..6 {
        let guess = sign_in(&shop.cx, EMAIL, "wrong guess", &asker(&format!("10.1.0.{number}"))).await.unwrap_err();
        assert_eq!(guess.code(), ErrorCode::Unauthorized);
    }
    let strange = sign_in(&shop.cx, EMAIL, PASSWORD, &asker("10.2.0.1")).await.unwrap_err();
    assert_eq!(strange.code(), ErrorCode::RateLimited);
    assert!(strange.problem().retry_after.is_some());
    let known = Asker { client: "10.2.0.1".into(), browser: Some(entered.browser.clone()) };
    assert!(sign_in(&shop.cx, EMAIL, PASSWORD, &known).await.is_ok(), "its owner is not kept out");
    let forged = Asker { browser: Some(entered.browser.replace('a', "b")), ..known };
    assert!(sign_in(&shop.cx, EMAIL, PASSWORD, &forged).await.is_err());
    shop.cx.clock.advance(Duration::from_secs(6));
    assert!(sign_in(&shop.cx, EMAIL, PASSWORD, &asker("10.2.0.1")).await.is_ok(), "nobody waits for ever");
    assert!(
        sign_in(&shop.cx, EMAIL, "wrong guess", &asker("10.2.0.1"))
            .await
            .is_err_and(|error| error.code() == ErrorCode::Unauthorized),
        "forgiven"
    );
}

/// A guess from `client` at an account of its own: what it meets, and how many seconds it is told to wait.
async fn guess(shop: &TestShop, number: i64, client: &str) -> (ErrorCode, Option<u32>) {
    let email = format!("somebody-{number}@example.com");
    let error = sign_in(&shop.cx, &email, "wrong guess", &asker(client)).await.unwrap_err();
    (error.code(), error.problem().retry_after)
}

#[tokio::test]
async fn whoever_tries_many_accounts_from_one_address_waits_longer_each_time() {
    const WRONG: (ErrorCode, Option<u32>) = (ErrorCode::Unauthorized, None);
    let shop = TestShop::open().await;
    let next = async |number: i64| guess(&shop, number, "10.0.0.1").await;
    // The last of these begins the first wait.
    for number in 0..=BY_CLIENT.free {
        assert_eq!(next(number).await, WRONG, "{number}");
    }
    let mut waits = Vec::new();
    for number in BY_CLIENT.free + 1..BY_CLIENT.free + 4 {
        let (code, wait) = next(number).await;
        assert_eq!(code, ErrorCode::RateLimited, "{number}");
        assert_eq!(guess(&shop, number, "10.0.0.2").await, WRONG, "nobody else waits");
        let wait = wait.unwrap();
        waits.push(wait);
        shop.cx.clock.advance(Duration::from_secs(wait.into()));
        assert_eq!(next(number).await, WRONG, "one more after the wait");
    }
    assert!(waits.is_sorted_by(|shorter, longer| shorter < longer), "{waits:?}");
}

#[tokio::test]
async fn an_address_nobody_has_is_slowed_down_alike() {
    let shop = TestShop::open().await;
    ada(&shop).await;
    let said = async |email: &str| {
        let mut said = Vec::new();
        for number in 0..8 {
            let error = sign_in(&shop.cx, email, "wrong guess", &asker(&format!("{email}{number}"))).await.unwrap_err();
            said.push((
                error.code(),
                error.code() == ErrorCode::Unauthorized && error.to_string().contains("do not fit"),
            ));
        }
        said
    };
    assert_eq!(said(EMAIL).await, said("nobody@example.com").await);
}

#[tokio::test]
async fn sessions_end_with_their_epoch_and_the_cart_goes_by_another_id() {
    let shop = TestShop::open().await;
    let lantern = shop.stocked("Lantern", 5).await;
    let entered = sign_up(&with_cart(&shop, lantern, 2).await, EMAIL, "", PASSWORD, &Asker::default()).await.unwrap();
    let (id, epoch) = (entered.customer.id, entered.customer.epoch);
    assert!(by_session(&shop.cx, id, epoch).await.unwrap().is_some());
    let cx = as_customer(&shop, &entered);
    let refused = change_password(&cx, "not it at all", "another long one", &Asker::default()).await.unwrap_err();
    assert_eq!(refused.problem().errors[0].field, "current_password");
    let changed = change_password(&cx, PASSWORD, "another long one", &Asker::default()).await.unwrap();
    assert!(by_session(&shop.cx, id, epoch).await.unwrap().is_none());
    assert!(by_session(&shop.cx, id, changed.customer.epoch).await.unwrap().is_some());
    assert_ne!(changed.cart, entered.cart);
    assert_eq!((quantity(&shop, changed.cart).await, quantity(&shop, entered.cart).await), (2, 0));
    assert!(sign_in(&shop.cx, EMAIL, PASSWORD, &Asker::default()).await.is_err());
    sign_out_everywhere(&cx).await.unwrap();
    assert!(by_session(&shop.cx, id, changed.customer.epoch).await.unwrap().is_none());
}

fn somewhere(line1: &str) -> Address {
    Address { line1: line1.into(), ..order("tok_ok").shipping_address }
}

#[tokio::test]
async fn an_account_keeps_ten_addresses_and_one_default() {
    let shop = TestShop::open().await;
    let entered = ada(&shop).await;
    let cx = as_customer(&shop, &entered);
    let adding = (0..12).map(|number| {
        let (cx, address) = (cx.clone(), somewhere(&format!("{number} High Street")));
        async move { add_address(&cx, &address).await.is_ok() }
    });
    let added = futures::future::join_all(adding).await;
    assert_eq!(added.into_iter().filter(|added| *added).count(), 10);
    let kept = addresses(&cx).await.unwrap();
    assert_eq!((kept.len(), kept.iter().filter(|saved| saved.is_default).count()), (10, 1));
    assert!(keep_address(&cx, &somewhere("no room")).await.is_ok());
    make_default(&cx, kept[4].id).await.unwrap();
    let first = addresses(&cx).await.unwrap().remove(0);
    assert_eq!((first.id, first.is_default), (kept[4].id, true));
    let (order, known) = at_the_till(&cx, PlaceOrder::default(), None).await.unwrap();
    assert_eq!((order.email.as_str(), &order.shipping_address, known.addresses.len()), (EMAIL, &first.address, 10));
    remove_address(&cx, first.id).await.unwrap();
    assert!(addresses(&cx).await.unwrap()[0].is_default, "another one is");

    let grace = sign_up(&shop.cx, "grace@example.com", "", PASSWORD, &Asker::default()).await.unwrap();
    let other = as_customer(&shop, &grace);
    assert_eq!(make_default(&other, kept[0].id).await.unwrap_err().code(), ErrorCode::NotFound);
    remove_address(&other, kept[0].id).await.unwrap();
    assert_eq!(addresses(&cx).await.unwrap().len(), 9, "not hers to remove");
    assert_eq!(add_address(&shop.cx, &somewhere("1")).await.unwrap_err().code(), ErrorCode::Unauthorized);
}

#[tokio::test]
async fn orders_placed_while_signed_in_are_in_the_history_page_by_page() {
    let shop = TestShop::open().await;
    let lantern = shop.stocked("Lantern", 50).await;
    let entered = ada(&shop).await;
    let cx = as_customer(&shop, &entered);
    for _ in 0..21 {
        cart::add_line(&cx, Some(entered.cart), Missing::Make, lantern, 1).await.unwrap();
        checkout::place(&cx, entered.cart, &Uuid::new_v4().to_string(), order("tok_ok"))
            .await
            .unwrap()
            .outcome
            .unwrap();
    }
    shop.buy(lantern, 1, "tok_ok").await.unwrap();
    let newest = history(&cx, None).await.unwrap();
    assert_eq!(newest.orders.len(), 20);
    let rest = history(&cx, newest.older).await.unwrap();
    assert_eq!((rest.orders.len(), rest.older), (1, None));
}
