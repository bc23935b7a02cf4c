//! Limits per client address and class of request (GCRA). They hold within one process.

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::{
    Router,
    response::{IntoResponse, Response},
};
use governor::middleware::NoOpMiddleware;
use http::{Method, Request};
use tower_governor::{
    GovernorError, GovernorLayer,
    governor::{GovernorConfig, GovernorConfigBuilder},
    key_extractor::KeyExtractor,
};
use types::ErrorCode;

use super::ClientIp;
use crate::{
    App,
    config::{Quota, RateLimits},
    metric_names::HTTP_REFUSED,
    problem::Refused,
};

type Limiter = Arc<GovernorConfig<ByClient, NoOpMiddleware>>;

/// Often enough that addresses seen once do not pile up.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// One limiter per class of request.
pub struct RateLimiters {
    pages: Limiter,
    writes: Limiter,
    sign_in: Limiter,
    rest: Limiter,
}

impl RateLimiters {
    /// Limiters with the given quotas, all full.
    #[must_use]
    pub fn new(limits: &RateLimits) -> Self {
        Self {
            pages: limiter(limits.pages, &[Method::GET, Method::HEAD]),
            writes: limiter(limits.writes, &[Method::POST, Method::PUT, Method::PATCH, Method::DELETE]),
            sign_in: limiter(limits.sign_in, &[Method::POST]),
            rest: limiter(limits.rest, &[]),
        }
    }

    /// Forgets addresses that have their full quota again, for as long as it is polled.
    pub async fn sweep(&self) {
        let mut ticks = tokio::time::interval(SWEEP_EVERY);
        loop {
            ticks.tick().await;
            for limiter in [&self.pages, &self.writes, &self.sign_in, &self.rest] {
                limiter.limiter().retain_recent();
                limiter.limiter().shrink_to_fit();
            }
        }
    }
}

/// Pages and the forms on them: reading and writing are counted apart.
pub fn pages(router: Router<App>, app: &App) -> Router<App> {
    match &app.rate_limiters {
        Some(limiters) => router.layer(layer(&limiters.writes)).layer(layer(&limiters.pages)),
        None => router,
    }
}

/// Attempts to sign in, on top of what [`pages`] counts.
pub fn sign_in(router: Router<App>, app: &App) -> Router<App> {
    match &app.rate_limiters {
        Some(limiters) => router.layer(layer(&limiters.sign_in)),
        None => router,
    }
}

/// REST calls.
pub fn rest(router: Router<App>, app: &App) -> Router<App> {
    match &app.rate_limiters {
        Some(limiters) => router.layer(layer(&limiters.rest)),
        None => router,
    }
}

/// Counts requests with one of `methods`; with none given, all.
fn limiter(quota: Quota, methods: &[Method]) -> Limiter {
    // `per_second(n)` of this builder means one every n seconds; the period is unmistakable.
    let mut builder = GovernorConfigBuilder::default().key_extractor(ByClient);
    builder.period(Duration::from_secs(60) / quota.per_minute.max(1)).burst_size(quota.burst.max(1));
    if !methods.is_empty() {
        builder.methods(methods.to_vec());
    }
    Arc::new(builder.finish().expect("burst and period are at least 1"))
}

fn layer(limiter: &Limiter) -> GovernorLayer<ByClient, NoOpMiddleware, axum::body::Body> {
    GovernorLayer::new(Arc::clone(limiter)).error_handler(refuse)
}

fn refuse(error: GovernorError) -> Response {
    metrics::counter!(HTTP_REFUSED, "reason" => "rate_limit").increment(1);
    let wait = match error {
        GovernorError::TooManyRequests { wait_time, .. } => wait_time,
        GovernorError::UnableToExtractKey | GovernorError::Other { .. } => 0,
    };
    // Whole seconds, rounded down by the limiter: one more, so that whoever obeys is let in.
    let seconds = u32::try_from(wait).unwrap_or(u32::MAX).saturating_add(1);
    let detail = format!("Too many requests from your address. Please wait {seconds} s and try again.");
    Refused::new(ErrorCode::RateLimited, detail).retry_after(seconds).into_response()
}

/// Counts by [`ClientIp::limit_key`].
#[derive(Clone, Copy, Debug)]
struct ByClient;

impl KeyExtractor for ByClient {
    type Key = IpAddr;

    fn extract<T>(&self, request: &Request<T>) -> Result<IpAddr, GovernorError> {
        let client = request.extensions().get::<ClientIp>().ok_or(GovernorError::UnableToExtractKey)?;
        Ok(client.limit_key())
    }
}
