use commerce::Scope;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::Program;
use crate::shop::TestShop;

const RELATED: &str = "/admin/flags/related_products";

fn flag<'a>(list: &'a Value, key: &str) -> &'a Value {
    list["items"].as_array().unwrap().iter().find(|flag| flag["key"] == key).unwrap()
}

#[tokio::test]
async fn flags_are_listed_switched_and_given_back() {
    let shop = TestShop::open().await;
    let keeper = Program::with_key(&shop, &[Scope::Ops]).await;
    let list = keeper.get("/admin/flags").await.ok(StatusCode::OK);
    assert!(list["items"].as_array().unwrap().len() >= 6);
    let related = flag(&list, "related_products");
    assert_eq!((&related["enabled"], &related["shed_at"], &related["shown"]), (&json!(true), &json!(3), &json!(true)));
    assert!(!related["description"].as_str().unwrap().is_empty());

    let off = keeper.call(Method::PUT, RELATED, &json!({"enabled": false})).await.ok(StatusCode::OK);
    assert_eq!((&off["enabled"], &off["changed_by"]), (&json!(false), &json!("test")));
    let list = keeper.get("/admin/flags").await.ok(StatusCode::OK);
    assert_eq!(flag(&list, "related_products")["enabled"], false);
    assert_eq!(
        keeper.call(Method::PUT, RELATED, &json!({"enabled": true, "percent": 101})).await.wrong_fields(),
        ["percent"]
    );
    let cleared = keeper.call(Method::DELETE, RELATED, &json!(null)).await.ok(StatusCode::OK);
    assert_eq!((&cleared["enabled"], &cleared["overridden"]), (&json!(true), &json!(false)));
    let history = keeper.get("/admin/switches").await.ok(StatusCode::OK);
    assert_eq!(history["items"].as_array().unwrap().len(), 2);
    assert_eq!((&history["items"][0]["to"], &history["items"][1]["by"]), (&json!(null), &json!("test")));
    shop.close().await;
}

#[tokio::test]
async fn the_pressure_is_held_and_let_go() {
    let shop = TestShop::open().await;
    let keeper = Program::with_key(&shop, &[Scope::Ops]).await;
    assert_eq!(keeper.get("/admin/pressure").await.ok(StatusCode::OK)["level"], json!(null));
    let held = keeper.call(Method::PUT, "/admin/pressure", &json!({"level": 3})).await.ok(StatusCode::OK);
    assert_eq!((&held["level"], &held["current"]), (&json!(3), &json!(3)));
    assert_eq!(keeper.get("/admin/pressure").await.ok(StatusCode::OK)["level"], 3);
    let list = keeper.get("/admin/flags").await.ok(StatusCode::OK);
    assert_eq!(flag(&list, "related_products")["shown"], false, "it is left out at this level");
    assert_eq!(keeper.call(Method::PUT, "/admin/pressure", &json!({"level": 5})).await.wrong_fields(), ["level"]);
    let free = keeper.call(Method::PUT, "/admin/pressure", &json!({"level": null})).await.ok(StatusCode::OK);
    assert_eq!((&free["level"], &free["current"]), (&json!(null), &json!(0)));
    shop.close().await;
}
