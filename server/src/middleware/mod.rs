//! The whole stack, outermost first. Every request passes [`around`]; handlers also stand behind [`work`].
//! Limits per client address depend on what is asked for, so `routes` puts them between the two: [`rate_limit`].

mod access;
mod client_ip;
mod face;
pub mod gate;
mod headers;
mod identify;
pub mod market;
mod panics;
pub mod rate_limit;
mod refusal;
#[cfg(test)]
mod tests;
mod unread;

use axum::{
    Router,
    body::Body,
    extract::{DefaultBodyLimit, Request},
    middleware::from_fn_with_state,
    response::Response,
};
use http::{HeaderName, HeaderValue, StatusCode, header::CONTENT_TYPE};
use tower::{ServiceBuilder, util::MapResponseLayer};
use tower_http::{
    CompressionLevel,
    catch_panic::CatchPanicLayer,
    compression::{
        CompressionBody, CompressionLayer,
        predicate::{DefaultPredicate, Predicate, SizeAbove},
    },
    csrf::CsrfLayer,
    timeout::TimeoutLayer,
};

use self::gate::class::Class;
use crate::{App, metric_names, problem::Refused};

pub use client_ip::ClientIp;
pub use headers::{WITH_CARD_FIELD, complete as complete_headers};
pub use identify::{RequestId, request_id};

/// Bytes of a form or a JSON body. Routes that take files raise it with a `DefaultBodyLimit` of their own.
pub const BODY_LIMIT: usize = 64 * 1024;

/// Bytes of an uploaded picture with its form around it.
pub const UPLOAD_LIMIT: usize = 10 * 1024 * 1024;

/// Bytes of an answer that travels in one packet, its headers with it: less would not be there sooner, and a compressor costs more than
/// the page of a queue.
const PACKET: u64 = 600;

/// Of each compressor, for an answer that is sent once: half the time of what they do by themselves, for a tenth more bytes (of gzip; less
/// of the others). Pages that are kept are compressed with more care, once (`page_cache::entry`).
const EFFORT: i32 = 2;

/// Under which a request is known in the log and on error pages.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Around everything the public listener answers.
pub fn around(router: Router, app: &App) -> Router {
    let stack = ServiceBuilder::new()
        // Who asks (client address behind trusted proxies) and under which id; the id is echoed.
        .layer(from_fn_with_state(app.clone(), identify::identify))
        // One log line and the metrics of every answer, refusals included.
        .layer(axum::middleware::from_fn(access::record))
        // Content-Security-Policy and its kin on every answer, error pages included.
        .layer(from_fn_with_state(app.clone(), headers::secure))
        // A stream stays open and is not compressed: it need not carry a compressor's memory.
        .layer(MapResponseLayer::new(without_compressor))
        // br, zstd or gzip, except pictures, what is compressed already, and refusals that are not worth it.
        .layer(
            CompressionLayer::new()
                .quality(CompressionLevel::Precise(EFFORT))
                .compress_when(DefaultPredicate::new().and(SizeAbove::new(PACKET)).and(is_worth_it)),
        )
        // Words and redirects, those of refusals included, are of the market that the path began with.
        .layer(axum::middleware::from_fn(market::inside))
        // Gives every refusal from below its face: problem+json for programs, a page for people.
        .layer(from_fn_with_state(app.clone(), face::dress))
        // A panic anywhere below is a 500 with a request id, not a closed connection.
        .layer(CatchPanicLayer::custom(panics::answer))
        // Browsers may only post from the shop's own pages. Programs send neither Origin nor Sec-Fetch-Site.
        .layer(csrf(app).with_rejection_response(cross_site));
    router.layer(stack)
}

/// What happens to a request before the stack: it is led into its market, and what nobody will work on is answered, since a refusal must
/// cost less than what it spares. None for all others.
pub fn receive(app: &App, request: &mut Request) -> Option<Response> {
    let (client, id) = identify::known(app, request);
    let response = market::enter(app, request).or_else(|| turned_away(app, client, request))?;
    Some(finish(app, &id, response))
}

/// What the stack would have done to an answer that is given before it.
pub fn finish(app: &App, id: &str, mut response: Response) -> Response {
    complete_headers(app, response.headers_mut());
    if let Ok(value) = HeaderValue::from_str(id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// The refusal of a request that nobody will work on. The surge console counts by class what never comes as far as a route.
fn turned_away(app: &App, client: ClientIp, request: &Request) -> Option<Response> {
    let class = Class::of(app, request);
    let refusal = rate_limit::turned_away(app, client, request, class);
    let refusal = refusal.or_else(|| gate::turned_away(app, request, class?))?;
    if let Some(class) = class {
        metrics::counter!(metric_names::HTTP_TURNED_AWAY, "class" => class.terms().name).increment(1);
    }
    Some(refusal)
}

fn without_compressor(response: http::Response<CompressionBody<Body>>) -> Response {
    let kind = response.headers().get(CONTENT_TYPE);
    let is_stream = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
    if is_stream { response.map(CompressionBody::into_inner) } else { response.map(Body::new) }
}

/// Around handlers, behind the limits per client address.
pub fn work(router: Router<App>, app: &App) -> Router<App> {
    let stack = ServiceBuilder::new()
        // 504 when there is no answer in time.
        .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, app.server.request_timeout))
        // What comes with a request that only reads is not left lying on the wire.
        .layer(axum::middleware::from_fn(unread::set_aside))
        // What matters most is worked on first, the rest waits a moment or is refused with 503. From here on nobody who hangs up
        // can stop work half-way.
        .layer(from_fn_with_state(app.clone(), gate::pass))
        // Extractors refuse larger bodies with 413.
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        // The task just begun knows nothing of the market yet.
        .layer(axum::middleware::from_fn(market::inside));
    router.layer(stack)
}

/// The shop's public origin is trusted by name, for proxies that rewrite `Host`.
fn csrf(app: &App) -> CsrfLayer {
    CsrfLayer::new().add_trusted_origin(&*app.origin).unwrap_or_else(|cause| {
        tracing::warn!(%cause, "forms are accepted by Host and Sec-Fetch-Site alone");
        CsrfLayer::new()
    })
}

fn is_worth_it(_: StatusCode, _: http::Version, _: &http::HeaderMap, extensions: &http::Extensions) -> bool {
    extensions.get::<refusal::Finished>().is_none()
}

fn cross_site(_: tower_http::csrf::ProtectionError) -> axum::response::Response {
    metrics::counter!(metric_names::HTTP_REFUSED, "reason" => "csrf").increment(1);
    let detail = words::t!("face-cross-site");
    axum::response::IntoResponse::into_response(Refused::new(types::ErrorCode::Forbidden, detail))
}
