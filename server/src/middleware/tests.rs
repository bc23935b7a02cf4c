//! The stack around handlers that misbehave.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use app::assets::Assets;
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    routing::get,
};
use commerce::{Services, presence::Asker};
use http::{
    Request, Response,
    header::{ACCEPT, COOKIE},
};
use tempfile::TempDir;
use tower::ServiceExt;
use types::CartId;

use super::{REQUEST_ID, around, gate::class::Class, work};
use crate::{App, cart_cookie, config::Config};

/// A shop with an empty database.
async fn shop(change: impl FnOnce(&mut Config)) -> (App, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let database = format!("sqlite://{}?mode=rwc", dir.path().join("shop.db").display());
    let data_dir = dir.path().display().to_string();
    let mut config = Config::from_sources(None, |name| match name {
        "DATABASE_URL" => Some(database.clone()),
        "FLOODGATE_DATA_DIR" => Some(data_dir.clone()),
        _ => None,
    })
    .unwrap();
    change(&mut config);
    let services = Services::connect(config.shop).await.unwrap();
    services.db.migrate().await.unwrap();
    (App::new(services, config.server, Assets::from_hashes("")), dir)
}

/// The stack around `routes`.
async fn stack(routes: Router<App>, change: impl FnOnce(&mut Config)) -> (Router, App, TempDir) {
    let (app, dir) = shop(change).await;
    (around(work(routes, &app).with_state(app.clone()), &app), app, dir)
}

async fn get_from(router: &Router, path: &str) -> (Response<Body>, String) {
    let mut request = Request::get(path).header(ACCEPT, "text/html").body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 1))));
    let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
    let text = String::from_utf8(to_bytes(body, 1 << 20).await.unwrap().to_vec()).unwrap();
    (Response::from_parts(parts, Body::empty()), text)
}

async fn panics() -> &'static str {
    panic!("a detail that is nobody's business")
}

#[tokio::test]
async fn a_panic_is_a_page_with_a_request_id_and_the_server_goes_on() {
    let routes = Router::new().route("/panic", get(panics)).route("/fine", get(|| async { "fine" }));
    let (router, _app, _dir) = stack(routes, |_| {}).await;
    for _ in 0..3 {
        let (response, page) = get_from(&router, "/panic").await;
        assert_eq!(response.status(), 500);
        assert!(page.contains(response.headers()[REQUEST_ID].to_str().unwrap()), "{page}");
        assert!(!page.contains("nobody's business"), "{page}");
    }
    assert_eq!(get_from(&router, "/fine").await.1, "fine");
}

#[tokio::test]
async fn an_answer_that_takes_too_long_is_a_timeout_and_the_work_is_finished() {
    let finished = Arc::new(AtomicBool::new(false));
    let done = Arc::clone(&finished);
    let slow = get(move || async move {
        tokio::time::sleep(Duration::from_millis(300)).await;
        done.store(true, Ordering::Relaxed);
    });
    let short = |config: &mut Config| config.server.request_timeout = Duration::from_millis(50);
    let (router, app, _dir) = stack(Router::new().route("/slow", slow), short).await;
    assert_eq!(get_from(&router, "/slow").await.0.status(), 504);
    app.handlers.close();
    app.handlers.wait().await;
    assert!(finished.load(Ordering::Relaxed));
}

#[tokio::test]
async fn a_client_that_hangs_up_does_not_stop_the_work() {
    let finished = Arc::new(AtomicBool::new(false));
    let done = Arc::clone(&finished);
    let slow = get(move || async move {
        tokio::time::sleep(Duration::from_millis(200)).await;
        done.store(true, Ordering::Relaxed);
    });
    let (router, app, _dir) = stack(Router::new().route("/slow", slow), |_| {}).await;
    assert!(tokio::time::timeout(Duration::from_millis(50), get_from(&router, "/slow")).await.is_err());
    app.handlers.close();
    app.handlers.wait().await;
    assert!(finished.load(Ordering::Relaxed));
}

#[tokio::test]
async fn work_can_tell_whether_anybody_waits_for_it() {
    let seen: Arc<std::sync::Mutex<Vec<bool>>> = Arc::default();
    let noted = seen.clone();
    let slow = get(move || async move {
        let asker = Asker::current();
        let early = asker.is_gone();
        tokio::time::sleep(Duration::from_millis(200)).await;
        noted.lock().unwrap().extend([early, asker.is_gone()]);
    });
    let (router, app, _dir) = stack(Router::new().route("/slow", slow), |_| {}).await;
    get_from(&router, "/slow").await;
    assert!(tokio::time::timeout(Duration::from_millis(50), get_from(&router, "/slow")).await.is_err());
    app.handlers.close();
    app.handlers.wait().await;
    assert_eq!(*seen.lock().unwrap(), [false, false, false, true]);
}

#[tokio::test]
async fn only_whoever_brings_a_cart_the_shop_has_given_them_does_not_stand_at_the_entrance() {
    let (app, _dir) = shop(|_| {}).await;
    let class = |path: &str, cookie: &str| {
        let request = Request::post(path).header(COOKIE, cookie).body(Body::empty()).unwrap();
        Class::of(&app, &request)
    };
    let (given, id) = (cart_cookie::remember(&app, CartId::random()).to_string(), CartId::random());
    let own = format!("other=1; {}", given.split(';').next().unwrap());
    for path in ["/cart/lines", "/fn/add-to-cart"] {
        for newcomer in ["other=1", "fg_cart=abc", &format!("fg_cart={id}"), &own.replace("fg_cart=", "fg_cart=0")] {
            assert_eq!(class(path, newcomer), Some(Class::Entrance), "{path} {newcomer}");
        }
        assert_eq!(class(path, &own), Some(Class::Cart), "{path}");
    }
    assert_eq!(class("/checkout", ""), Some(Class::Checkout));
}

#[tokio::test]
async fn over_the_limit_of_requests_in_work_one_waits_its_turn_and_is_refused_when_it_does_not_come() {
    let (app, _dir) = shop(|config| config.server.max_in_flight = 1).await;
    let slow = get(|| async { tokio::time::sleep(Duration::from_millis(700)).await });
    // Other routes, stacked apart from the first: the limit holds for all of them together.
    let (busy, other) = (Router::new().route("/slow", slow), Router::new().route("/fine", get(|| async { "fine" })));
    let router = around(work(busy, &app).merge(work(other, &app)).with_state(app.clone()), &app);
    let later = async |millis: u64| {
        tokio::time::sleep(Duration::from_millis(millis)).await;
        get_from(&router, "/fine").await
    };
    // Those who look around wait for 300 ms.
    let (first, refused, served) = tokio::join!(get_from(&router, "/slow"), later(100), later(600));
    assert_eq!(first.0.status(), 200);
    assert_eq!(refused.0.status(), 503);
    let wait: u32 = refused.0.headers()["retry-after"].to_str().unwrap().parse().unwrap();
    assert!(wait >= 1);
    assert!(refused.1.contains("asks again by itself"), "{}", refused.1);
    assert_eq!((served.0.status().as_u16(), served.1.as_str()), (200, "fine"));
    assert_eq!(get_from(&router, "/fine").await.0.status(), 200);
}
