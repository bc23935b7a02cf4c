//! Nonsense against every route there is. The routes are read out of the finished router and the methods out of what it says it
//! allows, so a new route is walked without anybody's writing it down. Whatever is sent is answered: never by a 500, never by nothing,
//! always by something well-formed, and the shop's invariants hold afterwards.

mod attack;
mod known;
mod nonsense;
mod verdict;
mod wire;

use std::{net::SocketAddr, time::Duration};

use axum::{
    Router,
    body::Body,
    response::Response,
    routing::{MethodRouter, any},
};
use futures::{StreamExt, future, stream};
use server::routes;
use tokio::net::TcpListener;

use self::{
    attack::{Attack, Attacker},
    known::Known,
};
use crate::shop::TestShop;

/// Attacks on each route.
const PER_ROUTE: usize = 40;

/// The same every time: what was found once is found again.
const SEED: u64 = 20_261_127;

/// At once, so that attacks also meet each other.
const AT_ONCE: usize = 4;

/// Sends attacks to a path, and says what was wrong with the answers.
async fn walk(addr: SocketAddr, path: &str, attacker: &mut Attacker, known: &Known) -> Vec<String> {
    let methods = wire::allowed(addr, &known.filled(path)).await;
    let attacks: Vec<Attack> = (0..PER_ROUTE).map(|_| attacker.attack(path, &methods, known)).collect();
    let sent = stream::iter(attacks).map(|attack| async move {
        let answer = wire::send(addr, &attack.bytes, attack.is_head).await;
        verdict::wrong(&attack, answer).map(|wrong| format!("{path}: {wrong}\n{}", attack.shown()))
    });
    sent.buffer_unordered(AT_ONCE).filter_map(future::ready).collect().await
}

#[tokio::test]
async fn every_route_answers_whatever_it_is_sent() {
    let shop = TestShop::open_with(|config| config.server.max_event_streams = 10_000).await;
    let mut known = Known::of(&shop).await;
    let paths = routes::paths(&shop.app);
    for expected in
        ["/", "/cart/lines", "/admin/products/{id}", "/api/v1/carts/{id}/checkout", "/fn/{name}", "/media/{name}"]
    {
        assert!(paths.iter().any(|path| path == expected), "{expected} is not among {paths:?}");
    }
    let mut attacker = Attacker::new(SEED, known.names.clone());
    let mut wrong = Vec::new();
    for path in &paths {
        known.sign_in_again(&shop).await;
        wrong.extend(walk(shop.addr, path, &mut attacker, &known).await);
    }
    assert!(wrong.is_empty(), "{} of {} attacks: {}", wrong.len(), paths.len() * PER_ROUTE, wrong.join("\n\n"));
    shop.close().await;
}

/// A connection that is closed with something unread on it takes back what has not arrived yet.
#[tokio::test]
async fn a_long_answer_is_whole_whatever_came_with_the_question() {
    let shop = TestShop::empty().await;
    let head = "GET /api/v1/openapi.json HTTP/1.1\r\nhost: shop\r\nconnection: close\r\ncontent-length: 60000\r\n\r\n";
    let request = [head.as_bytes(), &[b'x'; 60_000]].concat();
    for turn in 0..20 {
        let answer = wire::send(shop.addr, &request, false).await;
        assert_eq!(answer.map(|answer| answer.status), Ok(200), "{turn}");
    }
    shop.close().await;
}

/// A route that always answers the same.
fn plain(status: u16, kind: &'static str, body: &'static str) -> MethodRouter {
    any(move || async move {
        let answer = Response::builder().status(status).header("content-type", kind).header("x-request-id", "1");
        answer.body(Body::from(body)).unwrap()
    })
}

/// Promises more than comes.
async fn shorter_than_it_says() -> Response {
    let body = Body::from_stream(stream::iter([Ok("half"), Err(std::io::Error::other("the rest is lost"))]));
    Response::builder().header("content-length", "8").body(body).unwrap()
}

async fn panics() -> Response {
    panic!("as a handler does without a net")
}

#[tokio::test]
async fn a_route_that_fails_hangs_or_lies_is_found() {
    let shop = TestShop::empty().await;
    let known = Known::default();
    let routes = Router::new()
        .route("/fine", plain(200, "text/html", "<p>fine</p>"))
        .route("/fails", plain(500, "text/html", "<p>sorry</p>"))
        .route("/no-json", plain(200, "application/json", "{"))
        .route("/bare", plain(404, "text/plain", "gone"))
        .route("/leads-nowhere", plain(303, "text/html", ""))
        .route("/panics", any(panics))
        .route("/hangs", any(async || tokio::time::sleep(Duration::from_secs(3600)).await))
        .route("/short", any(shorter_than_it_says))
        .fallback_service(plain(404, "text/html", "<h1>Nothing</h1>"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let addr = listener.local_addr().unwrap();
    let server = tokio::spawn(async move { axum::serve(listener, routes).await });
    for (path, is_found) in [
        ("/fine", false),
        ("/fails", true),
        ("/no-json", true),
        ("/bare", true),
        ("/leads-nowhere", true),
        ("/panics", true),
        ("/hangs", true),
        ("/short", true),
    ] {
        let attack = Attack::plain(path);
        let answer = match path {
            "/hangs" => wire::send_within(addr, &attack.bytes, false, Duration::from_millis(300)).await,
            _ => wire::send(addr, &attack.bytes, false).await,
        };
        let wrong = verdict::wrong(&attack, answer);
        assert_eq!(wrong.is_some(), is_found, "{path}: {wrong:?}");
    }
    let mut attacker = Attacker::new(SEED, vec!["quantity".into()]);
    assert_eq!(walk(addr, "/fine", &mut attacker, &known).await, Vec::<String>::new());
    assert!(!walk(addr, "/fails", &mut attacker, &known).await.is_empty());
    server.abort();
    shop.close().await;
}
