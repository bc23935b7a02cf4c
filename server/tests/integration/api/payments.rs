//! `/payments/{provider}/webhook`. That true events count, in any order and twice, is seen with the cards of the sandbox.

use reqwest::{Method, StatusCode};

use super::{Program, goods, order};
use crate::shop::TestShop;

const PATH: &str = "/payments/sandbox/webhook";

#[tokio::test]
async fn an_event_that_the_provider_did_not_sign_changes_nothing() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let cart = program.cart_with(kettle.variant, 1).await;
    let placed = program.checkout(&cart, "k", &order("tok_action")).await.ok(StatusCode::ACCEPTED);
    let token = placed["order"]["token"].as_str().unwrap();

    let body = r#"{"id":"evt_1","charge_key":"018f0000-0000-7000-8000-000000000000"}"#;
    program.send(program.request(Method::POST, PATH).body(body)).await.refused(401, "unauthorized");
    for signature in ["", "00", "nonsense", &"ab".repeat(32), &"0".repeat(4000)] {
        let forged = program.request(Method::POST, PATH).header("Sandbox-Signature", signature).body(body);
        program.send(forged).await.refused(401, "unauthorized");
    }
    let bytes = program.request(Method::POST, PATH).header("Sandbox-Signature", &b"\xff"[..]).body(vec![0xff; 100]);
    program.send(bytes).await.refused(401, "unauthorized");
    shop.run_jobs().await;
    let order = program.get(&format!("/orders/{token}")).await.ok(StatusCode::OK);
    assert_eq!(order["payment_status"], "action_required");
    shop.close().await;
}

#[tokio::test]
async fn there_is_no_door_for_providers_the_shop_does_not_work_with() {
    let shop = TestShop::open().await;
    Program::of(&shop).press("/payments/nobody/webhook").await.refused(404, "not_found");
    shop.close().await;
}
