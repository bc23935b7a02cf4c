//! Bodies that nobody asked for.

use axum::{
    body::{Body, HttpBody as _, to_bytes},
    extract::Request,
    middleware::Next,
    response::Response,
};
use http::Method;

use super::BODY_LIMIT;

/// A request to read says all in its address. What comes with it all the same is taken off the wire first: a connection that is closed
/// with something unread on it takes back what was just answered (RFC 9112, section 9.6).
pub async fn set_aside(request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) || request.body().is_end_stream() {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    // Whoever sends more than any form has does without the answer, should it be lost.
    _ = to_bytes(body, BODY_LIMIT).await;
    next.run(Request::from_parts(parts, Body::empty())).await
}
