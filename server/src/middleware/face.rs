//! Gives every refusal the face its asker can read: `application/problem+json` or a page of the shop.
//!
//! Handlers refuse with a [`Problem`] in the response's extensions and no body. What the framework refuses on its own
//! (no such route, wrong method, unreadable path) comes as a bare status or a line of text and is put into the same shape.
//! Answers that are HTML or JSON already are left alone: a form shown again with its errors, a server function's problem.

use axum::{
    Json,
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use http::{
    HeaderMap, HeaderValue, StatusCode, Uri,
    header::{ACCEPT, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING},
};
use types::{ErrorCode, Problem};
use words::t;

use super::RequestId;
use crate::{App, pages, visitor::Visitor};

/// Longest text of the framework that is shown.
const MAX_DETAIL_BYTES: usize = 2000;

pub async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let wants_json = is_program(request.uri(), request.headers());
    let request_id = request.extensions().get::<RequestId>().cloned();
    let visitor = Visitor::of(&app, request.extensions(), request.headers());

    let response = next.run(request).await;
    if !is_bare_refusal(&response) {
        return response;
    }
    let (parts, body) = response.into_parts();
    let mut problem = match parts.extensions.get::<Problem>() {
        Some(problem) => problem.clone(),
        None => problem_of(parts.status, body).await,
    };
    problem.request_id = request_id.map(|id| id.0);
    let mut dressed = if wants_json { json(&problem) } else { page(&visitor, problem).await };
    keep_headers(&mut dressed, parts.headers);
    dressed
}

/// Programs are told in JSON: those that call its addresses, and those that ask for it and not for a page.
pub(super) fn is_program(uri: &Uri, headers: &HeaderMap) -> bool {
    let accepts = |kind: &str| {
        headers
            .get_all(ACCEPT)
            .iter()
            .any(|line| line.to_str().is_ok_and(|line| line.to_ascii_lowercase().contains(kind)))
    };
    uri.path().starts_with("/api/") || uri.path().starts_with("/fn/") || (accepts("json") && !accepts("text/html"))
}

fn is_bare_refusal(response: &Response) -> bool {
    let status = response.status();
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    (status.is_client_error() || status.is_server_error()) && !kind.starts_with("text/html") && !kind.contains("json")
}

/// What the framework means by a status and perhaps a line of text.
async fn problem_of(status: StatusCode, body: Body) -> Problem {
    let code = code_of(status);
    let text = match code {
        // Extractors say what they could not read; everything else has better words here.
        ErrorCode::BadRequest | ErrorCode::Invalid | ErrorCode::UnsupportedMediaType => said(body).await,
        _ => None,
    };
    let detail = text.unwrap_or_else(|| told(code));
    let mut problem = Problem { status: status.as_u16(), ..Problem::new(code, detail) };
    if code == ErrorCode::Internal {
        tracing::error!(%status, "a refusal without a reason");
        problem.status = code.status();
    }
    problem
}

async fn said(body: Body) -> Option<String> {
    let bytes = to_bytes(body, MAX_DETAIL_BYTES).await.ok()?;
    let text = std::str::from_utf8(&bytes).ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn code_of(status: StatusCode) -> ErrorCode {
    match status.as_u16() {
        401 => ErrorCode::Unauthorized,
        403 => ErrorCode::Forbidden,
        404 => ErrorCode::NotFound,
        405 => ErrorCode::MethodNotAllowed,
        409 => ErrorCode::Conflict,
        412 => ErrorCode::PreconditionFailed,
        413 => ErrorCode::TooLarge,
        415 => ErrorCode::UnsupportedMediaType,
        422 => ErrorCode::Invalid,
        429 => ErrorCode::RateLimited,
        431 => ErrorCode::HeadersTooLarge,
        503 => ErrorCode::Unavailable,
        504 => ErrorCode::Timeout,
        400..=499 => ErrorCode::BadRequest,
        _ => ErrorCode::Internal,
    }
}

/// What to do about it, in words for a person.
fn told(code: ErrorCode) -> String {
    match code {
        ErrorCode::Unauthorized => t!("face-unauthorized"),
        ErrorCode::Forbidden => t!("face-forbidden"),
        ErrorCode::NotFound => t!("lost-nothing-here"),
        ErrorCode::MethodNotAllowed => t!("face-method"),
        ErrorCode::Conflict => t!("face-conflict"),
        ErrorCode::TooLarge => t!("face-too-large"),
        ErrorCode::UnsupportedMediaType => t!("face-media-type"),
        ErrorCode::Invalid => t!("face-invalid"),
        ErrorCode::RateLimited => t!("face-rate-limited"),
        ErrorCode::HeadersTooLarge => t!("face-headers-too-large"),
        ErrorCode::Unavailable => t!("refused-busy"),
        ErrorCode::Timeout => t!("face-timeout"),
        ErrorCode::Internal => t!("refused-internal"),
        _ => t!("face-unreadable"),
    }
}

fn json(problem: &Problem) -> Response {
    let mut response = (crate::problem::status(problem), Json(problem)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

async fn page(visitor: &Visitor, problem: Problem) -> Response {
    let status = crate::problem::status(&problem);
    (status, Html(pages::error::document(visitor, problem).await)).into_response()
}

/// `Allow`, `Retry-After`, cookies: everything that does not describe the old body.
fn keep_headers(dressed: &mut Response, headers: HeaderMap) {
    let own = [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, TRANSFER_ENCODING];
    let mut last = None;
    for (name, value) in headers {
        // A repeated header comes with its name only once.
        last = name.or(last);
        if let Some(name) = last.as_ref().filter(|name| !own.contains(name)) {
            dressed.headers_mut().append(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_the_framework_can_mean_keeps_its_status() {
        for status in [400, 401, 403, 404, 405, 409, 412, 413, 415, 422, 429, 431, 500, 503, 504] {
            let code = code_of(StatusCode::from_u16(status).unwrap());
            assert_eq!(code.status(), status);
        }
    }

    #[test]
    fn programs_are_told_in_json_and_people_with_a_page() {
        let asks = |path: &str, accept: &'static str| {
            is_program(&path.parse().unwrap(), &HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]))
        };
        assert!(asks("/api/v1/products", "text/html"));
        assert!(asks("/cart", "application/json"));
        assert!(asks("/cart", "application/problem+json"));
        assert!(!asks("/cart", "*/*"));
        assert!(!asks("/cart", "text/html,application/json"));
    }
}
