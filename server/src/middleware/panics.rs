//! The answer when a handler panicked. The panic itself was logged by the hook that `telemetry` installs.

use std::any::Any;

use axum::response::{IntoResponse, Response};
use types::ErrorCode;

use crate::{metric_names::HTTP_PANICS, problem::Refused};

pub fn answer(_: Box<dyn Any + Send>) -> Response {
    metrics::counter!(HTTP_PANICS).increment(1);
    Refused::new(ErrorCode::Internal, words::t!("refused-internal")).into_response()
}
