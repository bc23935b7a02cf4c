//! The listener for operators: probes and metrics. It never faces the public.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use commerce::{Cx, Services, jobs};
use http::header::CONTENT_TYPE;
use metrics_exporter_prometheus::PrometheusHandle;

use crate::{
    lifecycle::Lifecycle,
    metric_names::{DATABASE_STATEMENTS, JOBS, JOBS_OLDEST_DUE},
};

/// Metrics are still told when the database takes longer than this.
const COUNTING_TIMEOUT: Duration = Duration::from_secs(1);

/// What probes ask about.
#[derive(Clone)]
pub struct Ops {
    /// Of the process.
    pub lifecycle: Lifecycle,
    /// Of the shop.
    pub services: Arc<Services>,
    /// Renders what was counted.
    pub metrics: PrometheusHandle,
}

/// `/healthz`, `/readyz`, `/metrics`.
pub fn routes(ops: Ops) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .with_state(ops)
}

/// The process lives.
pub async fn healthz() -> &'static str {
    "ok\n"
}

/// It can serve now: started, not stopping, and its database answers.
async fn readyz(State(ops): State<Ops>) -> Response {
    let phase = ops.lifecycle.phase();
    if !phase.is_serving() {
        return (StatusCode::SERVICE_UNAVAILABLE, format!("{phase}\n")).into_response();
    }
    match ops.services.db.ping().await {
        Ok(()) => "ready\n".into_response(),
        Err(error) => {
            tracing::warn!(cause = error.source_chain(), "not ready: the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer\n").into_response()
        }
    }
}

async fn metrics(State(ops): State<Ops>) -> Response {
    count_jobs(&ops.services).await;
    metrics::counter!(DATABASE_STATEMENTS).absolute(ops.services.db.statements());
    // The recorder keeps every histogram sample until this folds them into buckets.
    ops.metrics.run_upkeep();
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], ops.metrics.render()).into_response()
}

/// Jobs are counted when somebody asks. Without an answer from the database the last count stands.
async fn count_jobs(services: &Arc<Services>) {
    let cx = Cx::system(services.clone());
    let Ok(Ok(depths)) = tokio::time::timeout(COUNTING_TIMEOUT, jobs::depths(&cx)).await else { return };
    let now = cx.clock.now();
    for depth in depths {
        let by_state =
            [("due", depth.due), ("scheduled", depth.scheduled), ("running", depth.running), ("parked", depth.parked)];
        for (state, count) in by_state {
            metrics::gauge!(JOBS, "kind" => depth.kind.clone(), "state" => state).set(float(count));
        }
        let waited = depth.oldest_due.map_or(0, |at| (now - at).max(0));
        metrics::gauge!(JOBS_OLDEST_DUE, "kind" => depth.kind).set(float(waited) / 1000.0);
    }
}

/// Counts and milliseconds are far below 2^53, where f64 stops being exact.
#[allow(clippy::cast_precision_loss)]
fn float(number: i64) -> f64 {
    number as f64
}
