//! Refusals under `/admin`, for those who are signed in: a page of the admin. Others see the shop's.

use app::admin;
use axum::{
    body::Body,
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderValue, header::CONTENT_TYPE};
use tower_sessions::Session;
use types::Problem;

use super::signed_in::SignedIn;
use crate::{App, middleware::RequestId, problem, visitor::Visitor};

pub async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let visitor = Visitor::of(&app, request.extensions(), request.headers());
    let session = request.extensions().get::<Session>().cloned();
    let request_id = request.extensions().get::<RequestId>().cloned();

    let response = next.run(request).await;
    let (Some(problem), Some(session)) = (response.extensions().get::<Problem>().cloned(), session) else {
        return response;
    };
    let Ok(Some(staff)) = SignedIn::of(visitor, session).await else { return response };
    let request_id = request_id.as_ref().map(|id| id.0.as_str());
    let message = message(&problem);
    let page =
        staff.page(problem::status(&problem), |chrome| admin::error(chrome, problem.status, &message, request_id));
    match page.await {
        Ok(page) => with_body_of(response, page),
        Err(_) => response,
    }
}

/// The problem in one paragraph, fields included.
fn message(problem: &Problem) -> String {
    let others = problem.errors.iter().filter(|error| error.message != problem.detail);
    others.fold(problem.detail.clone(), |text, error| format!("{text} {}", error.message))
}

/// `Retry-After` and the like stay.
fn with_body_of(refusal: Response, page: Response) -> Response {
    let (mut parts, _) = refusal.into_parts();
    parts.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    Response::from_parts(parts, Body::new(page.into_body()))
}
