//! Pictures, by the hash of their content.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use commerce::{
    catalog,
    renditions::{self, Shown},
};
use http::{
    HeaderMap, HeaderName, HeaderValue, StatusCode,
    header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_NONE_MATCH},
};
use types::rendition::Rendition;

use crate::{App, extract::Name, problem::Refused, visitor::Visitor};

/// The name is the content's hash.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// An SVG is a document: opened by itself it may neither run nor load anything.
const INERT: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// Mails and other sites may show the shop's pictures.
const SHOWN_ANYWHERE: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));

/// What stands in for a rendition makes way for it soon.
const FOR_A_MOMENT: HeaderValue = HeaderValue::from_static("public, max-age=10");

/// `{hash}.{ext}` is an original, `{hash}-{width}.{ext}` one of its renditions.
pub async fn show(visitor: Visitor, _: State<App>, Name(name): Name, headers: HeaderMap) -> Result<Response, Refused> {
    let rendition = name.split_once('-').and_then(|(hash, name)| Some((hash, Rendition::from_name(name)?)));
    let hash = name.split('.').next().unwrap_or_default();
    let (media, cached) = match rendition {
        Some((hash, rendition)) => match renditions::rendition(&visitor.cx, hash, rendition).await? {
            Shown::Exact(media) => (media, FOR_EVER),
            Shown::StandIn(media) => (media, FOR_A_MOMENT),
        },
        None => (catalog::media(&visitor.cx, hash).await?, FOR_EVER),
    };
    let tag = HeaderValue::from_str(&format!("\"{name}\"")).ok().filter(|_| cached == FOR_EVER);
    let known = tag.is_some() && headers.get(IF_NONE_MATCH) == tag.as_ref();
    let mut response = match known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(CONTENT_TYPE, media.media_type)], media.bytes).into_response(),
    };
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, cached);
    headers.insert(CONTENT_SECURITY_POLICY, INERT);
    headers.insert(SHOWN_ANYWHERE.0, SHOWN_ANYWHERE.1);
    if let Some(tag) = tag {
        headers.insert(ETAG, tag);
    }
    Ok(response)
}
