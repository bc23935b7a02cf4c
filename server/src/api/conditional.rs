//! Conditional requests (RFC 9110, 13): `ETag` and `If-None-Match` on what is read, `If-Match` on what is changed.
//!
//! A tag names the bytes that were answered. Where staff can change a thing, its first half, up to the dash, is the revision of what
//! they have written, and that half alone is what `If-Match` is held against: units sold meanwhile make another answer, but are no
//! reason to refuse an edit.

use axum::{
    Json,
    body::{Body, to_bytes},
    extract::{FromRequestParts, Request},
    middleware::Next,
    response::{IntoResponse, Response},
};
use commerce::{Revision, Seen};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH},
    request::Parts,
};
use serde::Serialize;
use sha2::{Digest, Sha256};
use types::ErrorCode;

use crate::{page_cache::known, problem::Refused};

/// Bytes of the digest in a tag.
const LENGTH: usize = 12;

/// An answer with the revision of what staff have written into the thing.
pub(super) struct Revised<T> {
    view: T,
    revision: Revision,
}

impl<T> Revised<T> {
    /// `view`, of a thing that has these `contents` from staff.
    pub fn new(view: T, contents: &impl Serialize) -> Result<Self, Refused> {
        Ok(Self { view, revision: Revision::of(contents)? })
    }
}

impl<T: Serialize> IntoResponse for Revised<T> {
    fn into_response(self) -> Response {
        let mut response = Json(self.view).into_response();
        response.extensions_mut().insert(self.revision);
        response
    }
}

/// What a change is to be made to: `If-Match`, and anything where it is not sent.
pub(super) struct IfMatch(pub Seen);

impl<S: Send + Sync> FromRequestParts<S> for IfMatch {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        if !parts.headers.contains_key(IF_MATCH) {
            return Ok(Self(Seen::Any));
        }
        let unreadable =
            || Refused::new(ErrorCode::BadRequest, "If-Match takes entity tags as they came in ETag, or *.");
        let tags = tags(&parts.headers).ok_or_else(unreadable)?;
        if tags.contains(&"*") {
            return Ok(Self(Seen::Any));
        }
        let revision = |tag: &&str| opaque(tag).map(|opaque| opaque.split('-').next().unwrap_or_default().to_owned());
        tags.iter().map(revision).collect::<Option<_>>().map(|seen| Self(Seen::OneOf(seen))).ok_or_else(unreadable)
    }
}

/// Gives every answer to a question its tag, and whoever has it already no bytes.
pub(super) async fn tag(request: Request, next: Next) -> Response {
    let asks = matches!(*request.method(), Method::GET | Method::HEAD);
    let lines = request.headers().get_all(IF_NONE_MATCH).iter();
    let has: HeaderMap = lines.map(|line| (IF_NONE_MATCH, line.clone())).collect();
    let response = next.run(request).await;
    if asks && response.status() == StatusCode::OK && is_json(response.headers()) {
        return tagged(response, &has).await;
    }
    response
}

fn is_json(headers: &HeaderMap) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

async fn tagged(response: Response, has: &HeaderMap) -> Response {
    let (mut parts, body) = response.into_parts();
    // The handler has written it in one piece already: this copies nothing.
    let Ok(bytes) = to_bytes(body, usize::MAX).await else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let digest = hex::encode(&Sha256::digest(&bytes)[..LENGTH]);
    let tag = match parts.extensions.get::<Revision>() {
        Some(revision) => format!("\"{}-{digest}\"", revision.as_str()),
        None => format!("\"{digest}\""),
    };
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, value);
    }
    if !known(has).tag(&tag) {
        return Response::from_parts(parts, Body::from(bytes));
    }
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(CONTENT_TYPE);
    parts.headers.remove(CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}

/// The tags a change names; none for a line that is no text.
fn tags(headers: &HeaderMap) -> Option<Vec<&str>> {
    let lines: Option<Vec<&str>> = headers.get_all(IF_MATCH).iter().map(|line| line.to_str().ok()).collect();
    Some(lines?.into_iter().flat_map(|line| line.split(',')).map(str::trim).filter(|tag| !tag.is_empty()).collect())
}

/// What stands between a tag's quotes. Proxies that compress make tags weak, so that is overlooked.
fn opaque(tag: &str) -> Option<&str> {
    tag.strip_prefix("W/").unwrap_or(tag).strip_prefix('"')?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use axum::{Router, routing::get};
    use proptest::prelude::*;
    use tower::ServiceExt;

    use super::*;

    async fn seen(line: &[u8]) -> Option<Seen> {
        let mut request = http::Request::new(());
        request.headers_mut().insert(IF_MATCH, HeaderValue::from_bytes(line).unwrap());
        IfMatch::from_request_parts(&mut request.into_parts().0, &()).await.ok().map(|IfMatch(seen)| seen)
    }

    #[tokio::test]
    async fn a_change_is_held_against_the_first_half_of_a_tag() {
        let one_of = |seen: &[&str]| Some(Seen::OneOf(seen.iter().map(|one| (*one).to_owned()).collect()));
        assert_eq!(seen(b"\"a-b\"").await, one_of(&["a"]));
        assert_eq!(seen(b"W/\"a-b\", \"c\"").await, one_of(&["a", "c"]));
        assert_eq!(seen(b"*").await, Some(Seen::Any));
        assert_eq!(seen(b"").await, one_of(&[]), "none of no tags is what is there");
        for unreadable in [&b"a"[..], b"\"", b"\"a\", b", b"\xff"] {
            assert_eq!(seen(unreadable).await, None, "{unreadable:?}");
        }
    }

    async fn asked(method: Method, has: Option<&str>) -> (StatusCode, String, usize) {
        let routes = Router::new().route("/", get(|| async { Json("tern") })).layer(axum::middleware::from_fn(tag));
        let mut request = Request::builder().method(method).uri("/");
        if let Some(has) = has {
            request = request.header(IF_NONE_MATCH, has);
        }
        let (parts, body) = routes.oneshot(request.body(Body::empty()).unwrap()).await.unwrap().into_parts();
        let tag = parts.headers.get(ETAG).map(|tag| tag.to_str().unwrap().to_owned()).unwrap_or_default();
        (parts.status, tag, to_bytes(body, 100).await.unwrap().len())
    }

    #[tokio::test]
    async fn whoever_has_the_answer_gets_no_bytes_of_it() {
        let (status, tag, length) = asked(Method::GET, None).await;
        assert_eq!((status, length), (StatusCode::OK, 6));
        assert_eq!(asked(Method::GET, Some(&tag)).await, (StatusCode::NOT_MODIFIED, tag.clone(), 0));
        let weak = format!("\"other\", W/{tag}");
        assert_eq!(asked(Method::GET, Some(&weak)).await.0, StatusCode::NOT_MODIFIED);
        assert_eq!(asked(Method::GET, Some("\"other\"")).await.0, StatusCode::OK);
        assert_eq!(asked(Method::GET, Some("*")).await.0, StatusCode::NOT_MODIFIED);
        assert_eq!(asked(Method::HEAD, Some(&tag)).await.0, StatusCode::NOT_MODIFIED);
    }

    proptest! {
        #[test]
        fn any_line_is_read(line in proptest::collection::vec(any::<u8>(), 0..40)) {
            if let Ok(value) = HeaderValue::from_bytes(&line) {
                tags(&HeaderMap::from_iter([(IF_MATCH, value)])).into_iter().flatten().for_each(|tag| _ = opaque(tag));
            }
        }
    }
}
