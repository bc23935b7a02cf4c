//! Pictures, by the hash of their content: `/media/{hash}.{ext}`.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use commerce::catalog;
use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
};

use crate::{App, extract::Name, problem::Refused, visitor::Visitor};

/// The name is the content's hash.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// An SVG is a document: opened by itself it may neither run nor load anything.
const INERT: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// Mails and other sites may show the shop's pictures.
const SHOWN_ANYWHERE: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));

pub async fn show(visitor: Visitor, _: State<App>, Name(name): Name, headers: HeaderMap) -> Result<Response, Refused> {
    let hash = name.split('.').next().unwrap_or_default();
    let tag = format!("\"{hash}\"");
    let media = catalog::media(&visitor.cx, hash).await?;
    let known = headers.get(IF_NONE_MATCH).is_some_and(|value| value.as_bytes() == tag.as_bytes());
    let mut response = match known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(CONTENT_TYPE, media.media_type)], media.bytes).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, FOR_EVER);
    headers.insert(CONTENT_SECURITY_POLICY, INERT);
    headers.insert(SHOWN_ANYWHERE.0, SHOWN_ANYWHERE.1);
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(ETAG, tag);
    }
    Ok(response)
}
