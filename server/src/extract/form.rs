use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use types::ErrorCode;

use super::fields::{self, Empty};
use crate::problem::Refused;

/// The body of a posted form.
pub struct Form<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Form<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") {
            let detail = "Send this as a form: application/x-www-form-urlencoded.";
            return Err(Refused::new(ErrorCode::UnsupportedMediaType, detail).into_response());
        }
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        fields::read(&body, Empty::Kept).map(Form).map_err(IntoResponse::into_response)
    }
}
