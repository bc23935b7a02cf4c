//! Many requests at once with one idempotency key: one order, and the same answer for all.

use std::{collections::HashSet, time::Duration};

use futures::future::join_all;
use reqwest::StatusCode;
use tokio::time::{Instant, sleep};

use crate::{
    premises::{Answer, Buyer, Goods, Ledger, Premises, Proof, Purchase, Setup, code_of, together, until_sound},
    shop::Checkout,
};

const PATIENCE: Duration = Duration::from_secs(60);
const UNITS: i64 = 50;

/// How one of them was answered in the end.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Told {
    status: u16,
    /// The body, or where a page leads.
    what: String,
}

/// `requests` with one key over REST, each repeated while the first is running. The books are right within `patience`.
pub async fn over_rest(premises: &Premises, requests: usize, patience: Duration) -> Proof {
    let (goods, key) = (premises.goods(UNITS).await, format!("rest-{}", uuid::Uuid::new_v4()));
    let lines = vec![(goods.variant.clone(), 1)];
    let buyer = Buyer { url: premises.url(0), key: key.clone(), token: "tok_flaky".into(), insists: true, lines };
    let cart = buyer.fill_cart(&premises.client, &mut Vec::new()).await.map_err(|said| vec![format!("{said:?}")])?;
    let answers = join_all((0..requests).map(|number| ask_rest(premises, &buyer, number, &cart))).await;
    let firsts = answers.iter().filter(|(_, replayed)| !replayed).count();
    let told: Vec<_> = answers.into_iter().map(|(told, _)| told).collect();
    let token = |told: &Told| {
        let body: serde_json::Value = serde_json::from_str(&told.what).unwrap_or_default();
        body["order"]["token"].as_str().unwrap_or_default().to_owned()
    };
    let first = if firsts == 1 { Ok(()) } else { Err(vec![format!("{firsts} answers say to be the first")]) };
    together([first, one_answer(&told, 202), one_order(premises, &goods, &key, &token(&told[0]), patience).await])
}

async fn ask_rest(premises: &Premises, buyer: &Buyer, number: usize, cart: &str) -> (Told, bool) {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let url = format!("{}/api/v1/carts/{cart}/checkout", premises.url(number));
        let request = premises.client.post(url).header("Idempotency-Key", &buyer.key).json(&buyer.order());
        let answer = request.send().await.unwrap();
        let replayed = answer.headers().get("idempotent-replayed").is_some_and(|value| value == "true");
        let (status, what) = (answer.status().as_u16(), answer.text().await.unwrap());
        let code = serde_json::from_str(&what).unwrap_or_default();
        // A shop that is busy says so before it does anything.
        let again = matches!((status, code_of(&code)), (409, "in_progress") | (503, "unavailable"));
        if !again || Instant::now() > deadline {
            return (Told { status, what }, replayed);
        }
        sleep(Duration::from_millis(100)).await;
    }
}

/// The same with the form of the checkout page.
pub async fn by_form(premises: &Premises, requests: usize, patience: Duration) -> Proof {
    let (goods, browser) = (premises.goods(UNITS).await, premises.browser());
    browser.submit("/cart/lines", &[("variant_id", &goods.variant), ("quantity", "1")]).await;
    let key = browser.get("/checkout").await.field("idempotency_key");
    let form = Checkout::paid_with("tok_flaky");
    let fields = form.fields(&key);
    let ask = async || {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let page = browser.post("/checkout", &fields).await;
            let again = matches!(page.status, StatusCode::CONFLICT | StatusCode::SERVICE_UNAVAILABLE);
            if !again || Instant::now() > deadline {
                let what = if page.status.is_redirection() { page.location() } else { page.words() };
                return Told { status: page.status.as_u16(), what };
            }
            sleep(Duration::from_millis(100)).await;
        }
    };
    let told = join_all((0..requests).map(|_| ask())).await;
    let token = told[0].what.trim_start_matches("/orders/").to_owned();
    together([one_answer(&told, 303), one_order(premises, &goods, &key, &token, patience).await])
}

fn one_answer(told: &[Told], status: u16) -> Proof {
    let different: HashSet<_> = told.iter().collect();
    let mut findings = Vec::new();
    if different.len() > 1 {
        findings.push(format!(
            "{} different answers: {:?}",
            different.len(),
            different.iter().take(3).collect::<Vec<_>>()
        ));
    }
    if different.iter().any(|told| told.status != status) {
        findings.push(format!("not all were answered {status}"));
    }
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}

async fn one_order(premises: &Premises, goods: &Goods, key: &str, token: &str, patience: Duration) -> Proof {
    let purchases =
        [Purchase { key: key.to_owned(), answer: Answer::Accepted(token.to_owned()), troubles: Vec::new() }];
    let goods = std::slice::from_ref(goods);
    let ledger = Ledger { premises, goods, purchases: &purchases, keys: key };
    until_sound(patience, async || {
        let sold = premises.stock(&goods[0]).await.map(|[_, _, sold]| sold);
        let one = if sold == Ok(1) { Ok(()) } else { Err(vec![format!("{sold:?} units sold under one key")]) };
        together([one, ledger.check().await])
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn two_hundred_requests_with_one_key_place_one_order_over_rest() {
    let premises = Premises::open(Setup::default()).await;
    assert_eq!(over_rest(&premises, 200, PATIENCE).await, Ok(()));
    premises.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_two_hundred_times_places_one_order() {
    let premises = Premises::open(Setup::default()).await;
    assert_eq!(by_form(&premises, 200, PATIENCE).await, Ok(()));
    premises.close().await;
}

/// On SQLite, whose file belongs to one process, the three are one.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_means_the_same_to_every_process() {
    let on_server = std::env::var("FLOODGATE_TEST_DATABASE").is_ok_and(|server| server.starts_with("postgres"));
    let premises = Premises::open(Setup { processes: if on_server { 3 } else { 1 }, ..Setup::default() }).await;
    assert_eq!(over_rest(&premises, 60, PATIENCE).await, Ok(()));
    premises.close().await;
}
