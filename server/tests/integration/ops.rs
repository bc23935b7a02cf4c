//! The listener for operators.

use std::sync::Arc;

use axum::{body::Body, http::Request};
use commerce::Services;
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
async fn the_public_listener_answers_healthz_and_keeps_the_rest_to_itself() {
    let shop = TestShop::empty().await;
    let browser = shop.browser();
    assert_eq!(browser.get("/healthz").await.body, "ok\n");
    assert_eq!(browser.get("/readyz").await.status, 404);
    assert_eq!(browser.get("/metrics").await.status, 404);
    shop.close().await;
}
