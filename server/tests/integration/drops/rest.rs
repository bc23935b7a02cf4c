use commerce::{Challenged, Scope};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{A_MINUTE, A_MOMENT, announced, plan};
use crate::{
    api::{Program, goods, order},
    shop::TestShop,
};

async fn cart(program: &Program) -> String {
    program.press("/carts").await.ok(StatusCode::CREATED)["id"].as_str().unwrap().to_owned()
}

/// A call about a cart, with a ticket.
async fn with_ticket(program: &Program, ticket: &Value, method: Method, path: &str, body: &Value) -> crate::shop::Page {
    let request = program.request(method, path).header("Queue-Ticket", ticket.as_str().unwrap());
    program.send(request.header("Idempotency-Key", path).json(body)).await
}

#[tokio::test]
async fn a_program_stands_in_line_as_people_do() {
    let shop = TestShop::open().await;
    let event = announced(&shop, 2).await;
    let program = Program::of(&shop);
    let line = json!({"variant_id": event.goods.variant, "quantity": 1});
    let cart = cart(&program).await;
    let add = format!("/carts/{cart}/lines");
    let refused = program.post(&add, &line).await;
    let problem = refused.refused(429, "queue_required");
    assert_eq!((&problem["queue"], refused.header("retry-after")), (&json!("/drops/lamp/queue"), "1"));
    program.post("/drops/lamp/queue", &json!({"cart_id": cart})).await.refused(409, "conflict");

    shop.later(A_MINUTE * 2).await;
    let drop = program.get("/drops/lamp").await.ok(StatusCode::OK);
    assert_eq!(
        (&drop["status"], &drop["remaining"], &drop["seconds_to_start"]),
        (&json!("live"), &json!(2), &json!(null))
    );
    assert_eq!(drop["goods"][0]["price"], json!({"amount": 1500, "currency": "USD"}));
    let joined = program.post("/drops/lamp/queue", &json!({"cart_id": cart})).await.ok(StatusCode::CREATED);
    let ticket = joined["ticket"].clone();
    shop.later(A_MOMENT).await;
    let place = with_ticket(&program, &ticket, Method::GET, "/drops/lamp/queue", &json!(null)).await.ok(StatusCode::OK);
    assert_eq!(place["state"], "admitted", "{place}");
    with_ticket(&program, &ticket, Method::POST, &add, &line).await.ok(StatusCode::OK);
    program.checkout(&cart, "first", &order("tok_ok")).await.refused(429, "queue_required");
    let checkout = format!("/carts/{cart}/checkout");
    let placed = with_ticket(&program, &ticket, Method::POST, &checkout, &order("tok_ok")).await;
    assert_eq!(placed.ok(StatusCode::ACCEPTED)["order"]["status"], "confirmed");
    let again = with_ticket(&program, &ticket, Method::POST, &checkout, &order("tok_ok")).await;
    assert_eq!((again.status, again.header("idempotent-replayed")), (StatusCode::ACCEPTED, "true"), "sent again");
    with_ticket(&program, &ticket, Method::POST, &add, &line).await.refused(429, "queue_required");
    shop.close().await;
}

#[tokio::test]
async fn staff_plan_announce_and_end_a_drop() {
    let shop = TestShop::open().await;
    let lamp = goods(&shop, 4).await;
    let admin = Program::with_key(&shop, &[Scope::Admin]).await;
    let input = serde_json::to_value(plan(&shop, lamp.variant, 4)).unwrap();
    let wrong = json!({"title": "x", "starts_at": "soon", "ends_at": "later"});
    let fields = admin.post("/admin/drops", &wrong).await.wrong_fields();
    assert_eq!(fields, ["starts_at", "ends_at", "admit_per_minute", "pass_seconds", "goods"]);
    let id = admin.post("/admin/drops", &input).await.ok(StatusCode::CREATED)["id"].as_str().unwrap().to_owned();
    let path = format!("/admin/drops/{id}");
    Program::of(&shop).get("/drops/lamp").await.refused(404, "not_found");
    assert_eq!(admin.get(&path).await.ok(StatusCode::OK)["input"]["pass_seconds"], 60);
    assert_eq!(admin.press(&format!("{path}/schedule")).await.status, StatusCode::NO_CONTENT);
    admin.call(Method::PUT, &path, &input).await.refused(409, "conflict");
    admin.press(&format!("{path}/end")).await.refused(409, "conflict");
    shop.later(A_MINUTE * 2).await;
    let room = json!({"mode": "paused", "per_minute": 30});
    assert_eq!(admin.call(Method::PUT, &format!("{path}/room"), &room).await.status, StatusCode::NO_CONTENT);
    let seen = admin.get(&path).await.ok(StatusCode::OK);
    assert_eq!(
        (&seen["status"], &seen["room"]["mode"], &seen["room"]["per_minute"]),
        (&json!("live"), &json!("paused"), &json!(30))
    );
    assert_eq!(admin.press(&format!("{path}/end")).await.status, StatusCode::NO_CONTENT);
    let over = admin.get(&path).await.ok(StatusCode::OK);
    assert_eq!((&over["status"], &over["report"]["units"]), (&json!("reported"), &json!(4)));
    let listed = admin.get("/admin/drops").await.ok(StatusCode::OK);
    assert_eq!(listed["items"].as_array().unwrap().len(), 2, "the demo's and this one");
    let shop_room = admin.get("/admin/waiting-room").await.ok(StatusCode::OK);
    assert_eq!((&shop_room["mode"], &shop_room["is_open"]), (&json!("auto"), &json!(false)));
    shop.close().await;
}

/// As a program does it: numbers until the hash begins with enough zero bits.
fn solve(challenge: &str, bits: u64) -> String {
    let fits = |solution: &String| {
        let hash = Sha256::digest(format!("{challenge}.{solution}"));
        u64::from(u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]).leading_zeros()) >= bits
    };
    (0_u64..).map(|number| number.to_string()).find(fits).unwrap()
}

#[tokio::test]
async fn a_program_is_told_what_a_place_costs_and_pays() {
    let shop = TestShop::open_with(|config| config.shop.waiting_room.challenge.whom = Challenged::Everyone).await;
    announced(&shop, 2).await;
    shop.later(A_MINUTE * 2).await;
    let program = Program::of(&shop);
    let (cart, other) = (cart(&program).await, cart(&program).await);
    let queue = "/drops/lamp/queue";
    let asked = program.post(queue, &json!({"cart_id": cart})).await.refused(403, "challenge_required");
    let (challenge, bits) = (asked["challenge"]["challenge"].as_str().unwrap(), &asked["challenge"]["bits"]);
    assert_eq!((&asked["challenge"]["wait_seconds"], &asked["retry_after"]), (&json!(30), &json!(30)));
    let solution = solve(challenge, bits.as_u64().unwrap());
    let solved = |cart: &str| json!({"cart_id": cart, "challenge": challenge, "solution": solution});
    program.post(queue, &solved(&other)).await.refused(403, "challenge_required");
    let wrong = json!({"cart_id": cart, "challenge": challenge, "solution": "0x"});
    program.post(queue, &wrong).await.refused(403, "challenge_required");
    let too_early = json!({"cart_id": cart, "challenge": challenge});
    program.post(queue, &too_early).await.refused(403, "challenge_required");
    program.post(queue, &solved(&cart)).await.ok(StatusCode::CREATED);
    shop.later(A_MINUTE).await;
    program.post(queue, &too_early).await.ok(StatusCode::CREATED);
    shop.close().await;
}
