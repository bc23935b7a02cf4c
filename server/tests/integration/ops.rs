//! The listener for operators.

use std::sync::Arc;

use axum::{body::Body, http::Request};
use commerce::{
    Services,
    jobs::{self, When},
    payments::HandleProviderEvent,
};
use metrics_exporter_prometheus::PrometheusBuilder;
use reqwest::StatusCode;
use server::{
    lifecycle::{Lifecycle, Phase},
    ops::{self, Ops},
};
use tower::ServiceExt;

use crate::shop::TestShop;

async fn ask(services: &Arc<Services>, lifecycle: &Lifecycle, path: &str) -> StatusCode {
    let metrics = PrometheusBuilder::new().build_recorder().handle();
    let ops = Ops { lifecycle: lifecycle.clone(), services: services.clone(), metrics };
    let request = Request::get(path).body(Body::empty()).unwrap();
    ops::routes(ops).oneshot(request).await.unwrap().status()
}

#[tokio::test]
async fn a_process_is_ready_only_between_start_and_drain() {
    let shop = TestShop::empty().await;
    let lifecycle = Lifecycle::default();
    assert_eq!(ask(&shop.services, &lifecycle, "/readyz").await, 503);
    lifecycle.enter(Phase::Serving);
    assert_eq!(ask(&shop.services, &lifecycle, "/readyz").await, 200);
    lifecycle.enter(Phase::Draining);
    assert_eq!(ask(&shop.services, &lifecycle, "/readyz").await, 503);
    assert_eq!(ask(&shop.services, &lifecycle, "/healthz").await, 200, "it lives while it drains");
    shop.close().await;
}

#[tokio::test]
async fn a_process_cut_off_from_its_database_is_not_ready_but_lives() {
    let shop = TestShop::empty().await;
    let services = shop.services.clone();
    let lifecycle = Lifecycle::default();
    lifecycle.enter(Phase::Serving);
    shop.close().await;
    assert_eq!(ask(&services, &lifecycle, "/readyz").await, 503);
    assert_eq!(ask(&services, &lifecycle, "/healthz").await, 200);
    assert_eq!(ask(&services, &lifecycle, "/metrics").await, 200);
}

#[tokio::test]
async fn waiting_jobs_are_told_by_kind_with_their_age() {
    let shop = TestShop::empty().await;
    let late = When { run_at: shop.services.clock.now() - 90_000, dedupe_key: None };
    let job = HandleProviderEvent { provider: "sandbox".into(), key: "none".into(), reference: None };
    jobs::enqueue(shop.services.db.write(), &job, late).await.unwrap();
    let recorder = PrometheusBuilder::new().build_recorder();
    let ops = Ops { lifecycle: Lifecycle::default(), services: shop.services.clone(), metrics: recorder.handle() };
    let _guard = metrics::set_default_local_recorder(&recorder);
    let answer = ops::routes(ops).oneshot(Request::get("/metrics").body(Body::empty()).unwrap()).await.unwrap();
    let text = axum::body::to_bytes(answer.into_body(), usize::MAX).await.unwrap();
    let text = String::from_utf8(text.to_vec()).unwrap();
    assert!(text.contains("floodgate_jobs{kind=\"payment.event\",state=\"due\"} 1"), "{text}");
    assert!(text.contains("floodgate_jobs{kind=\"order.mail\",state=\"parked\"} 0"), "{text}");
    let age =
        text.lines().find_map(|line| line.strip_prefix("floodgate_jobs_oldest_due_seconds{kind=\"payment.event\"} "));
    assert!(age.unwrap().parse::<f64>().unwrap() >= 90.0, "{text}");
    shop.close().await;
}

#[tokio::test]
async fn the_public_listener_answers_healthz_and_keeps_the_rest_to_itself() {
    let shop = TestShop::empty().await;
    let browser = shop.browser();
    assert_eq!(browser.get("/healthz").await.body, "ok\n");
    assert_eq!(browser.get("/readyz").await.status, 404);
    assert_eq!(browser.get("/metrics").await.status, 404);
    shop.close().await;
}
