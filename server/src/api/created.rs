//! What is answered when a thing was made.

use axum::response::{IntoResponse, Response};
use http::{StatusCode, header::LOCATION};

use super::PREFIX;

/// 201 with the `thing`, and where it is: at `path`, below the address of all calls.
pub(super) fn created(path: &str, thing: impl IntoResponse) -> Response {
    (StatusCode::CREATED, [(LOCATION, format!("{PREFIX}{path}"))], thing).into_response()
}
