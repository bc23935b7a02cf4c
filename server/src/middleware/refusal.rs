//! Refusals under pressure. They are all there is time for, so they cost as little as can be: finished bytes with a number or two put
//! in, no rendering, no database, no compression.

use std::fmt::Write;

use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER},
};
use rand::Rng;
use types::ErrorCode;

use super::{RequestId, face};
use crate::metric_names::HTTP_REFUSED;

/// Those refused together are asked to come back within so many seconds, each at another moment.
const SPREAD: u32 = 4;

/// Already as small as it is worth: not to be compressed.
#[derive(Clone, Copy, Debug)]
pub struct Finished;

/// What a refusal has to know of the one who asked.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Reads JSON.
    program: bool,
    /// The same request can simply be made again.
    repeats: bool,
    id: Option<RequestId>,
}

impl Asker {
    /// Who makes `request`.
    #[must_use]
    pub fn of(request: &Request) -> Self {
        Self {
            program: face::is_program(request.uri(), request.headers()),
            repeats: matches!(*request.method(), Method::GET | Method::HEAD),
            id: request.extensions().get::<RequestId>().cloned(),
        }
    }
}

/// 503: there is no room for this now.
#[must_use]
pub fn busy(asker: &Asker) -> Response {
    metrics::counter!(HTTP_REFUSED, "reason" => "overload").increment(1);
    let seconds = rand::rng().random_range(1..=SPREAD);
    answer(asker, ErrorCode::Unavailable, "Back in a moment", "The shop is very busy.", seconds)
}

/// 429: this one asks too often.
#[must_use]
pub fn too_many(asker: &Asker, seconds: u32) -> Response {
    metrics::counter!(HTTP_REFUSED, "reason" => "rate_limit").increment(1);
    let seconds = seconds.max(1);
    answer(asker, ErrorCode::RateLimited, "Too many requests", "Too many requests from your address.", seconds)
}

fn answer(asker: &Asker, code: ErrorCode, title: &str, text: &str, seconds: u32) -> Response {
    let (kind, body) = if asker.program {
        ("application/problem+json", json(asker, code, text, seconds))
    } else {
        ("text/html; charset=utf-8", page(asker, title, text, seconds))
    };
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    let headers: &mut HeaderMap = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(Finished);
    response.into_response()
}

/// The problem as REST tells every other. The id is ours or a plain word, so nothing in it needs escaping.
fn json(asker: &Asker, code: ErrorCode, text: &str, seconds: u32) -> String {
    let mut json = String::with_capacity(256);
    let id = asker.id.as_ref().map_or("", |id| id.0.as_str());
    // Writing to a string does not fail.
    _ = write!(
        json,
        r#"{{"status":{},"code":"{}","detail":"{text} Please try again in {seconds} s.","retry_after":{seconds},"request_id":"{id}"}}"#,
        code.status(),
        code.as_str()
    );
    json
}

/// A page that stands on its own, without stylesheet or script, and asks again by itself where that is safe.
fn page(asker: &Asker, title: &str, text: &str, seconds: u32) -> String {
    let mut page = String::with_capacity(768);
    page.push_str("<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    page.push_str("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">");
    if asker.repeats {
        _ = write!(page, "<meta http-equiv=\"refresh\" content=\"{seconds}\">");
    }
    _ = write!(page, "<title>{title}</title></head><body><main><h1>{title}</h1><p>{text} ");
    if asker.repeats {
        _ = write!(page, "This page asks again by itself in {seconds} s; you need not do anything.");
    } else {
        _ = write!(page, "Nothing was lost or done twice. Please go back, wait {seconds} s, and send it again.");
    }
    page.push_str("</p></main></body></html>");
    page
}

#[cfg(test)]
mod tests {
    use axum::body::to_bytes;

    use super::*;

    async fn read(asker: &Asker) -> (Response<Body>, String) {
        let (parts, body) = busy(asker).into_parts();
        let text = String::from_utf8(to_bytes(body, 1 << 16).await.unwrap().to_vec()).unwrap();
        (Response::from_parts(parts, Body::empty()), text)
    }

    #[tokio::test]
    async fn a_program_reads_the_same_problem_as_everywhere() {
        let asker = Asker { program: true, repeats: true, id: Some(RequestId("abc".into())) };
        let (response, text) = read(&asker).await;
        let problem: types::Problem = serde_json::from_str(&text).unwrap();
        assert_eq!((problem.status, problem.code), (503, ErrorCode::Unavailable));
        assert_eq!(problem.request_id.as_deref(), Some("abc"));
        let seconds: u32 = response.headers()[RETRY_AFTER].to_str().unwrap().parse().unwrap();
        assert!((1..=SPREAD).contains(&seconds) && problem.retry_after == Some(seconds));
    }

    #[tokio::test]
    async fn a_page_asks_again_by_itself_and_a_form_does_not() {
        let asker = |repeats| Asker { program: false, repeats, id: None };
        let (_, page) = read(&asker(true)).await;
        assert!(page.contains("http-equiv=\"refresh\"") && page.ends_with("</html>"), "{page}");
        let (_, page) = read(&asker(false)).await;
        assert!(!page.contains("refresh") && page.contains("go back"), "{page}");
    }
}
