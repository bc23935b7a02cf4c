//! `/site.webmanifest`: what lets a phone put the shop beside its apps.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use http::{
    HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use serde_json::json;

use crate::App;

const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

pub async fn manifest(State(app): State<App>) -> Response {
    let name = &app.services.settings.shop_name;
    let icon = |file: &str, size: u32, purpose: &str| json!({ "src": format!("/icons/{file}.png"), "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose });
    let manifest = json!({
        "id": "/", "name": name, "short_name": name, "start_url": "/", "scope": "/", "display": "minimal-ui",
        "background_color": "#fbfaf7", "theme_color": "#0f5c5c",
        "icons": [icon("192", 192, "any"), icon("512", 512, "any"), icon("maskable", 512, "maskable")],
    });
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/manifest+json")), (CACHE_CONTROL, FOR_AN_HOUR)];
    (headers, Json(manifest).into_response().into_body()).into_response()
}
