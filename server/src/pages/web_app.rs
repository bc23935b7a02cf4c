//! `/site.webmanifest`: what lets a phone put the shop beside its apps.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{
    HeaderValue,
    header::{CACHE_CONTROL, CONTENT_TYPE},
};
use serde_json::json;

use crate::visitor::Visitor;

const FOR_AN_HOUR: HeaderValue = HeaderValue::from_static("public, max-age=3600");

/// In each market another app, which opens where that begins. All of the shop belongs to it, so whoever changes the language stays.
pub async fn manifest(visitor: Visitor) -> Response {
    let (name, market) = (&visitor.cx.settings.shop_name, visitor.cx.market);
    let (start, language, direction) = (market.address("/"), market.locale.code(), market.locale.direction());
    let icon = |file: &str, size: u32, purpose: &str| json!({ "src": format!("/icons/{file}.png"), "sizes": format!("{size}x{size}"), "type": "image/png", "purpose": purpose });
    let manifest = json!({
        "id": start, "name": name, "short_name": name, "lang": language, "dir": direction,
        "start_url": start, "scope": "/", "display": "minimal-ui",
        "background_color": "#fbfaf7", "theme_color": "#0f5c5c",
        "icons": [icon("192", 192, "any"), icon("512", 512, "any"), icon("maskable", 512, "maskable")],
    });
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/manifest+json")), (CACHE_CONTROL, FOR_AN_HOUR)];
    (headers, Json(manifest).into_response().into_body()).into_response()
}
