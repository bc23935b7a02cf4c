//! The sandbox's cards, each to its end, in real time: what the checkout answers, what the order's page says meanwhile and in the end.

use std::time::Duration;

use futures::future::join_all;
use tokio::time::{Instant, sleep};

use crate::{
    premises::{Answer, Goods, Ledger, Premises, Proof, Purchase, Setup, together, until_sound},
    shop::{Browser, Checkout},
};

const PATIENCE: Duration = Duration::from_secs(60);
const PAID: &str = "It is paid and being prepared";
const NOTHING_CHARGED: &str = "Nothing was charged";

/// What a card does to an order.
struct Card {
    token: &'static str,
    /// How the order ends; none where the checkout refuses.
    ends: Option<(&'static str, &'static str)>,
    /// What its page, or the checkout's refusal, says.
    words: &'static str,
}

const CARDS: &[Card] = &[
    Card { token: "tok_ok", ends: Some(("confirmed", "captured")), words: PAID },
    Card { token: "tok_declined", ends: None, words: "Your card was declined." },
    Card { token: "tok_insufficient_funds", ends: None, words: "There is not enough money on the card." },
    Card { token: "tok_action", ends: Some(("confirmed", "captured")), words: PAID },
    Card { token: "tok_slow", ends: Some(("confirmed", "captured")), words: PAID },
    Card { token: "tok_timeout", ends: Some(("cancelled", "voided")), words: NOTHING_CHARGED },
    Card { token: "tok_timeout_charged", ends: Some(("confirmed", "captured")), words: PAID },
    Card { token: "tok_flaky", ends: Some(("confirmed", "captured")), words: PAID },
    Card { token: "tok_webhook_first", ends: Some(("confirmed", "captured")), words: PAID },
    Card { token: "tok_webhook_twice", ends: Some(("confirmed", "captured")), words: PAID },
    Card { token: "tok_webhook_never", ends: Some(("confirmed", "captured")), words: PAID },
];

/// Buys one unit of `goods` with a card, by form, and watches the order's page until it says how the order ended.
async fn pay(premises: &Premises, goods: &Goods, card: &Card, key: &str) -> (Purchase, Proof) {
    let browser = premises.browser();
    browser.submit("/cart/lines", &[("variant_id", &goods.variant), ("quantity", "1")]).await;
    let placed = browser.post("/checkout", &Checkout::paid_with(card.token).fields(key)).await;
    let told = |answer| Purchase { key: key.to_owned(), answer, troubles: Vec::new() };
    let Some((status, payment)) = card.ends else {
        let refused = placed.status == 402 && placed.words().contains(card.words);
        let back = browser.get("/cart").await.texts(".cart-line").len() == 1;
        let says = format!("{}: {} {}, cart back: {back}", card.token, placed.status, placed.words());
        return (told(Answer::Declined), if refused && back { Ok(()) } else { Err(vec![says]) });
    };
    if placed.status != 303 {
        let says = format!("{}: {} {}", card.token, placed.status, placed.words());
        return (told(Answer::Odd(says.clone())), Err(vec![says]));
    }
    let token = placed.location().trim_start_matches("/orders/").to_owned();
    let proof = watch(premises, &browser, &token, card, [status, payment]).await;
    (told(Answer::Accepted(token)), proof)
}

/// The order's page never says that it is paid before it is, nor that nothing was charged while that is not known.
async fn watch(premises: &Premises, browser: &Browser, token: &str, card: &Card, ends: [&str; 2]) -> Proof {
    let (path, deadline) = (format!("/orders/{token}"), Instant::now() + PATIENCE);
    loop {
        let page = browser.get(&path).await;
        // Asked afterwards, the program's view is the newer: an order that is open now was open then.
        let seen = browser.get(&format!("/api/v1{path}")).await.json();
        let [status, payment] = ["status", "payment_status"].map(|name| seen[name].as_str().unwrap_or_default());
        if status == "pending" && [PAID, NOTHING_CHARGED].iter().any(|claim| page.words().contains(claim)) {
            return Err(vec![format!("{}: is open, and its page says {}", card.token, page.words())]);
        }
        if let Some(bank) = seen["payment_action_url"].as_str() {
            let path = bank.strip_prefix(&premises.url(0)).unwrap_or(bank);
            browser.post(path, &[("decision", "approve")]).await;
        }
        if status != "pending" {
            let words = browser.get(&path).await.words();
            let right = [status, payment] == ends && words.contains(card.words);
            return if right { Ok(()) } else { Err(vec![format!("{}: {status}, {payment}: {words}", card.token)]) };
        }
        if Instant::now() > deadline {
            return Err(vec![format!("{}: still pending", card.token)]);
        }
        sleep(Duration::from_millis(200)).await;
    }
}

/// Every card ends as it should, the books agree, and units that were not paid are for sale again.
pub async fn every_card_ends_as_promised(premises: &Premises) -> Proof {
    let (goods, keys) = (premises.goods(30).await, format!("card-{}-", uuid::Uuid::new_v4()));
    let paid = CARDS.iter().map(async |card| pay(premises, &goods, card, &format!("{keys}{}", card.token)).await);
    let (purchases, proofs): (Vec<_>, Vec<_>) = join_all(paid).await.into_iter().unzip();
    let ledger = Ledger { premises, goods: &[goods], purchases: &purchases, keys: &keys };
    together(proofs)?;
    until_sound(PATIENCE, async || ledger.check().await).await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_card_of_the_sandbox_ends_as_promised_and_its_page_says_the_truth() {
    let premises = Premises::open(Setup::default()).await;
    assert_eq!(every_card_ends_as_promised(&premises).await, Ok(()));
    premises.close().await;
}
