use std::str::FromStr;

use axum::extract::{FromRequestParts, Path};
use http::request::Parts;

use crate::problem::Refused;

/// Longer ones are not made, so they are not looked up.
const MAX_NAME: usize = 255;

/// A name in the path: a slug, an order's token, a payment's reference. What cannot be one does not exist.
pub struct Name(pub String);

impl<S: Send + Sync> FromRequestParts<S> for Name {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let name = segment(parts, state).await?;
        let plausible = name.len() <= MAX_NAME && !name.chars().any(char::is_control);
        plausible.then_some(Self(name)).ok_or_else(nothing_there)
    }
}

/// A typed id in the path: `PathId<VariantId>`.
pub struct PathId<T>(pub T);

impl<T: FromStr, S: Send + Sync> FromRequestParts<S> for PathId<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        segment(parts, state).await?.parse().map(Self).map_err(|_| nothing_there())
    }
}

/// Two typed ids in the path, in its order: `PathIds<CartId, VariantId>`.
pub struct PathIds<A, B>(pub A, pub B);

impl<A: FromStr, B: FromStr, S: Send + Sync> FromRequestParts<S> for PathIds<A, B> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refused> {
        let segments = Path::<(String, String)>::from_request_parts(parts, state).await;
        let ids = segments.ok().and_then(|Path((first, second))| Some(Self(first.parse().ok()?, second.parse().ok()?)));
        ids.ok_or_else(nothing_there)
    }
}

/// The path's only parameter. One that is not UTF-8 names nothing.
async fn segment<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<String, Refused> {
    Path::<String>::from_request_parts(parts, state).await.map(|Path(text)| text).map_err(|_| nothing_there())
}

fn nothing_there() -> Refused {
    commerce::Error::not_found("page").into()
}
