use commerce::Scope;
use reqwest::{Method, StatusCode};
use serde_json::json;

use super::{QUIET, buyer_of};
use crate::{api::Program, shop::TestShop};

#[tokio::test]
async fn programs_read_what_is_published_and_decide_with_a_key() {
    let shop = TestShop::open().await;
    let (buyer, order) = buyer_of(&shop, QUIET).await;
    let anyone = Program::of(&shop);
    let address = format!("/products/{QUIET}/reviews");
    let id = anyone.get(&format!("/products/{QUIET}")).await.ok(StatusCode::OK)["id"].as_str().unwrap().to_owned();
    let form = [("product_id", id.as_str()), ("stars", "3"), ("title", "Bent"), ("text", "A bit."), ("name", "Ada")];
    buyer.submit(&format!("{order}/reviews"), &form).await;
    assert_eq!(anyone.get(&address).await.ok(StatusCode::OK)["rating"]["count"], 0);

    let keeper = Program::with_key(&shop, &[Scope::CatalogRead, Scope::CatalogWrite]).await;
    let list = keeper.get("/admin/reviews?state=waiting").await.ok(StatusCode::OK);
    let review = list["items"][0].clone();
    assert_eq!((&review["title"], &review["state"]), (&json!("Bent"), &json!("waiting")));
    let path = format!("/admin/reviews/{}", review["id"].as_str().unwrap());
    let decided = json!({"state": "published", "reply": "Sorry.", "from": "waiting"});
    assert_eq!(keeper.call(Method::PUT, &path, &decided).await.ok(StatusCode::OK)["decided_by"], "test");
    keeper.call(Method::PUT, &path, &decided).await.refused(409, "conflict");
    let page = anyone.get(&address).await.ok(StatusCode::OK);
    assert_eq!(page["rating"], json!({"count": 1, "tenths": 30, "stars": [0, 0, 1, 0, 0]}));
    assert_eq!((&page["items"][0]["reply"], &page["next_cursor"]), (&json!("Sorry."), &json!(null)));

    assert_eq!(keeper.call(Method::PUT, &path, &json!({"state": "waiting"})).await.wrong_fields(), ["state"]);
    let long = json!({"state": "published", "reply": "x".repeat(1001)});
    assert_eq!(keeper.call(Method::PUT, &path, &long).await.wrong_fields(), ["reply"]);
    let reader = Program::with_key(&shop, &[Scope::CatalogRead]).await;
    reader.call(Method::PUT, &path, &decided).await.refused(403, "forbidden");
    anyone.get("/admin/reviews").await.refused(401, "unauthorized");
    anyone.get(&format!("{address}?cursor=x")).await.refused(422, "invalid");
    anyone.get("/products/nothing/reviews").await.refused(404, "not_found");

    let first = anyone.get("/products/skerry-waxed-tote/reviews?limit=2").await.ok(StatusCode::OK);
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let next = format!("/products/skerry-waxed-tote/reviews?limit=2&cursor={}", first["next_cursor"].as_str().unwrap());
    assert_ne!(anyone.get(&next).await.ok(StatusCode::OK)["items"][0], first["items"][0]);
    shop.close().await;
}
