//! One log line and the metrics of every request.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    middleware::Next,
    response::Response,
};
use http::Method;

use super::ClientIp;
use crate::metric_names::{HTTP_DURATION, HTTP_IN_FLIGHT, HTTP_REQUESTS};

pub async fn record(request: Request, next: Next) -> Response {
    // The route, not the path: paths carry order tokens, and there is no end to them.
    let route = request.extensions().get::<MatchedPath>().map_or("unmatched", MatchedPath::as_str).to_owned();
    let method = known(request.method());
    let client = request.extensions().get::<ClientIp>().map(|client| client.addr);
    let in_flight = InFlight::enter();
    let start = Instant::now();

    let response = next.run(request).await;

    drop(in_flight);
    let elapsed = start.elapsed();
    let status = response.status().as_u16();
    metrics::counter!(HTTP_REQUESTS, "route" => route.clone(), "method" => method, "status" => status.to_string())
        .increment(1);
    metrics::histogram!(HTTP_DURATION, "route" => route.clone()).record(elapsed);
    let ms = elapsed.as_secs_f64() * 1000.0;
    tracing::info!(
        method,
        route,
        status,
        ms = (ms * 100.0).round() / 100.0,
        client = client.map(tracing::field::display)
    );
    response
}

/// Clients may send any word as a method; as a metric's label there are these.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// Counts a request until it is answered or given up.
struct InFlight;

impl InFlight {
    fn enter() -> Self {
        metrics::gauge!(HTTP_IN_FLIGHT).increment(1);
        Self
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        metrics::gauge!(HTTP_IN_FLIGHT).decrement(1);
    }
}
