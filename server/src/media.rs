//! Pictures, by the hash of their content.

use axum::{
    Json,
    extract::State,
    response::{IntoResponse, Response},
};
use commerce::{
    catalog::Media,
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
pub const INERT: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");

/// Mails and other sites may show the shop's pictures.
const SHOWN_ANYWHERE: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));

/// What stands in for a rendition makes way for it soon.
const FOR_A_MOMENT: HeaderValue = HeaderValue::from_static("public, max-age=10");

/// What cannot be shown now may be in a moment: nobody keeps the refusal.
const NOT_KEPT: HeaderValue = HeaderValue::from_static("no-store");
const PROBLEM: HeaderValue = HeaderValue::from_static("application/problem+json");

/// `{hash}.{ext}` is an original, `{hash}-{width}.{ext}` one of its renditions.
pub async fn show(visitor: Visitor, _: State<App>, Name(name): Name, headers: HeaderMap) -> Response {
    if headers.get(IF_NONE_MATCH).is_some_and(|known| is_tag(known, &name)) {
        // Whoever has it has what will be under this name for ever, whether it can be read now or not.
        return picture(&name, FOR_EVER, StatusCode::NOT_MODIFIED.into_response());
    }
    match find(&visitor, &name).await {
        Ok((media, cached)) => {
            picture(&name, cached, ([(CONTENT_TYPE, media.media_type)], media.bytes).into_response())
        }
        Err(refused) if refused.problem().status >= 500 => away(refused),
        Err(refused) => refused.into_response(),
    }
}

/// Nobody reads a page in a picture's place, and what keeps the picture away might keep the page from being made as well.
fn away(refused: Refused) -> Response {
    let line = [(CACHE_CONTROL, NOT_KEPT), (CONTENT_TYPE, PROBLEM)];
    let mut response = (line, Json(refused.problem())).into_response();
    let told = refused.into_response();
    *response.status_mut() = told.status();
    response.headers_mut().extend(told.headers().clone());
    response
}

/// What is to be shown under a name, and how long it may be kept.
async fn find(visitor: &Visitor, name: &str) -> Result<(Media, HeaderValue), Refused> {
    let rendition = name.split_once('-').and_then(|(hash, name)| Some((hash, Rendition::from_name(name)?)));
    let hash = name.split('.').next().unwrap_or_default();
    Ok(match rendition {
        Some((hash, rendition)) => match renditions::rendition(&visitor.cx, hash, rendition).await? {
            Shown::Exact(media) => (media, FOR_EVER),
            Shown::StandIn(media) => (media, FOR_A_MOMENT),
        },
        None => (renditions::original(&visitor.cx, hash).await?, FOR_EVER),
    })
}

/// Only what never changes has a tag: its name.
fn is_tag(tag: &HeaderValue, name: &str) -> bool {
    tag.to_str().is_ok_and(|tag| tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')) == Some(name))
}

fn picture(name: &str, cached: HeaderValue, mut response: Response) -> Response {
    let tag = HeaderValue::from_str(&format!("\"{name}\"")).ok().filter(|_| cached == FOR_EVER);
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, cached);
    headers.insert(CONTENT_SECURITY_POLICY, INERT);
    headers.insert(SHOWN_ANYWHERE.0, SHOWN_ANYWHERE.1);
    if let Some(tag) = tag {
        headers.insert(ETAG, tag);
    }
    response
}
