use futures::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::{by, with_code};
use crate::premises::{Premises, Setup, code_of};

const BUYERS: usize = 24;
const USES: usize = 5;

fn most_processes() -> usize {
    if std::env::var("FLOODGATE_TEST_DATABASE").is_ok_and(|server| server.starts_with("postgres")) { 3 } else { 1 }
}

/// Exactly as many orders as may use a code do, over processes that know nothing of each other.
#[tokio::test(flavor = "multi_thread")]
async fn of_all_who_race_for_the_last_uses_exactly_as_many_win_as_there_are() {
    let premises = Premises::open(Setup { processes: most_processes(), ..Setup::default() }).await;
    let goods = premises.goods(100).await;
    let code = json!({"code": "RACE", "kind": "percent", "amount": 1000, "max_uses": USES, "uses_per_person": 1});
    premises.staff(Method::POST, "/admin/discounts", &code).await;
    let carts = join_all((0..BUYERS).map(|buyer| cart(&premises, &goods.variant, buyer))).await;
    let placed = join_all(carts.iter().enumerate().map(|(buyer, cart)| place(&premises, cart, buyer))).await;
    let won = placed.iter().filter(|(status, _)| *status == StatusCode::ACCEPTED).count();
    let told = placed.iter().filter(|(_, said)| said["errors"][0]["field"] == "discount_code").count();
    let odd = placed.iter().filter(|(status, said)| *status != StatusCode::ACCEPTED && code_of(said) != "invalid");
    assert_eq!((won, told), (USES, BUYERS - USES), "{:?}", odd.collect::<Vec<_>>());
    let listed = premises.staff(Method::GET, "/admin/discounts", &json!(null)).await;
    let race = listed["items"].as_array().unwrap().iter().find(|item| item["code"] == "RACE").unwrap().clone();
    assert_eq!(race["uses"], USES);
    let quiet: usize = premises.processes.iter().map(|process| process.said_of("deadlock")).sum();
    assert_eq!(quiet, 0);
    assert_eq!(premises.verify().await, Ok(()));
    premises.close().await;
}

async fn cart(premises: &Premises, variant: &str, buyer: usize) -> String {
    let url = format!("{}/api/v1/carts", premises.url(buyer));
    let cart: Value = premises.client.post(&url).send().await.unwrap().json().await.unwrap();
    let id = cart["id"].as_str().unwrap().to_owned();
    let line = json!({"variant_id": variant, "quantity": 1});
    let added = premises.client.post(format!("{url}/{id}/lines")).json(&line).send().await.unwrap();
    assert_eq!(added.status(), StatusCode::OK);
    id
}

async fn place(premises: &Premises, cart: &str, buyer: usize) -> (StatusCode, Value) {
    let url = format!("{}/api/v1/carts/{cart}/checkout", premises.url(buyer));
    let form = by(&format!("buyer{buyer}"), with_code("tok_ok", "race"));
    let request = premises.client.post(url).header("Idempotency-Key", format!("race-{cart}")).json(&form);
    let answer = request.send().await.unwrap();
    (answer.status(), answer.json().await.unwrap())
}
