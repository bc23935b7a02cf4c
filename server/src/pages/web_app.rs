//! `/site.webmanifest`, `/sw.js`, `/offline`: what lets a browser install the shop and keep pages for when the connection is lost.

use axum::{
    Json,
    extract::State,
    response::{Html, IntoResponse, Response},
};
use http::{
    HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use serde_json::json;

use crate::{App, visitor::Visitor};

const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");
/// Asked for anew each time, so that a new build is found at once.
const NEVER: HeaderValue = HeaderValue::from_static("no-cache");

pub async fn manifest(State(app): State<App>) -> Response {
    let name = &app.services.settings.shop_name;
    let icon = |file: &str, size: u32, purpose: &str| {
        json!({ "src": format!("/icons/{file}.png"), "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose })
    };
    let manifest = json!({
        "id": "/", "name": name, "short_name": name, "start_url": "/", "scope": "/", "display": "minimal-ui",
        "background_color": "#fbfaf7", "theme_color": "#0f5c5c",
        "icons": [icon("192", 192, "any"), icon("512", 512, "any"), icon("maskable", 512, "maskable")],
    });
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/manifest+json")), (CACHE_CONTROL, FOR_AN_HOUR)];
    (headers, Json(manifest).into_response().into_body()).into_response()
}

pub async fn worker(State(app): State<App>) -> Response {
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("text/javascript; charset=utf-8")), (CACHE_CONTROL, NEVER)];
    (headers, app.assets.worker()).into_response()
}

/// Nobody's: the worker keeps it for whoever uses the browser.
pub async fn offline(visitor: Visitor) -> Response {
    Html(app::pages::offline(visitor.bare_shell())).into_response()
}
