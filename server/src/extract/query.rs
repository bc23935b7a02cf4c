use axum::extract::FromRequestParts;
use http::request::Parts;
use serde::de::DeserializeOwned;

use super::fields::{self, Empty};
use crate::problem::Refused;

/// What stands behind the `?`. Unknown names are ignored: campaigns append theirs.
pub struct Query<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Refused;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Refused> {
        let text = parts.uri.query().unwrap_or_default();
        fields::read(text.as_bytes(), Empty::Dropped).map(Query)
    }
}
