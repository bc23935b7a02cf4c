//! Headers that narrow what a browser does with an answer. A handler that needs another value sets it itself.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{
    HeaderMap, HeaderName, HeaderValue,
    header::{
        CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS,
    },
};

use crate::App;

/// Nothing but the shop's own files; no inline scripts or styles; never inside another site's frame.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; \
     font-src 'self'; connect-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
     manifest-src 'self'";

/// For the one page with Stripe's card field: their script, their frames, and their script's calls, besides.
pub const WITH_CARD_FIELD: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' https://js.stripe.com; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self' https://api.stripe.com; \
     frame-src https://js.stripe.com https://hooks.stripe.com; form-action 'self'; frame-ancestors 'none'; \
     base-uri 'none'; manifest-src 'self'; worker-src 'self'",
);

/// Defaults for every answer.
static DEFAULTS: [(HeaderName, HeaderValue); 7] = [
    (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    (X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    // The addresses of orders are secrets: other sites learn the origin at most.
    (REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin")),
    (
        HeaderName::from_static("permissions-policy"),
        HeaderValue::from_static("camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"),
    ),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    // Pages show the visitor's cart: a shared cache must not keep them, a browser asks again.
    (CACHE_CONTROL, HeaderValue::from_static("private, no-cache")),
];

/// Two years, as browsers' preload lists ask for; subdomains are the merchant's own decision.
const HSTS: HeaderValue = HeaderValue::from_static("max-age=63072000");

pub async fn secure(State(app): State<App>, request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    complete(&app, response.headers_mut());
    response
}

/// Adds what an answer does not say for itself.
pub fn complete(app: &App, headers: &mut HeaderMap) {
    for (name, value) in &DEFAULTS {
        headers.entry(name).or_insert_with(|| value.clone());
    }
    if app.is_https() {
        headers.entry(STRICT_TRANSPORT_SECURITY).or_insert(HSTS);
    }
}
