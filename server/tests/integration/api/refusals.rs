//! What is refused before any operation is asked: it has the same shape everywhere.

use reqwest::{Method, StatusCode};

use super::{Program, goods};
use crate::shop::TestShop;

#[tokio::test]
async fn an_address_without_a_call_is_a_problem_too() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    for path in ["", "/", "/nothing", "/products/a/b/c", "/admin", "/admin/nothing"] {
        program.get(path).await.refused(404, "not_found");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_method_that_is_not_taken_is_told_which_are() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    let refused = program.send(program.request(Method::DELETE, "/products")).await;
    refused.refused(405, "method_not_allowed");
    assert_eq!(refused.header("allow"), "GET,HEAD");
    shop.close().await;
}

#[tokio::test]
async fn a_body_that_is_not_json_says_so() {
    let shop = TestShop::open().await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 1).await);
    let path = format!("/carts/{}/lines", program.cart_with(kettle.variant, 1).await);
    let send = |kind: &'static str, body: Vec<u8>| {
        program.send(program.request(Method::POST, &path).header("Content-Type", kind).body(body))
    };
    for broken in [&b"{\"quantity\":"[..], b"", b"\xff\xfe", b"nonsense", &[b'['; 5000]] {
        send("application/json", broken.to_vec()).await.refused(400, "bad_request");
    }
    for kind in ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", ""] {
        send(kind, b"{}".to_vec()).await.refused(415, "unsupported_media_type");
    }
    for scalar in ["null", "7", "\"text\"", "[]"] {
        send("application/json", scalar.into()).await.refused(422, "invalid");
    }
    let padded = format!("{{\"x\":\"{}\"}}", "x".repeat(100_000));
    send("application/json", padded.into_bytes()).await.refused(413, "too_large");
    shop.close().await;
}

#[tokio::test]
async fn a_header_full_of_nonsense_is_survived() {
    let shop = TestShop::open().await;
    let program = Program::of(&shop);
    for (name, value) in [
        ("authorization", &b"Bearer"[..]),
        ("authorization", b"Basic YTpi"),
        ("authorization", b"Bearer \xff\xfe"),
        ("authorization", b""),
    ] {
        let request = program.request(Method::GET, "/products?limit=1").header(name, value);
        program.send(request).await.refused(401, "unauthorized");
    }
    for (name, value) in [
        ("cookie", &b"fg_cart=\xff; fg_admin=..;;;=;a"[..]),
        ("accept", b"\xff"),
        ("accept-encoding", b"br;q=nonsense"),
        ("x-forwarded-for", b"\xff, nonsense"),
        ("x-request-id", b"a b\xff"),
    ] {
        let request = program.request(Method::GET, "/products?limit=1").header(name, value);
        program.send(request).await.ok(StatusCode::OK);
    }
    shop.close().await;
}
