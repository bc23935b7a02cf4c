use axum::{
    body::{Bytes, HttpBody},
    extract::{FromRequest, OptionalFromRequest, Request},
    response::{IntoResponse, Response},
};
use http::header::CONTENT_TYPE;
use serde::de::DeserializeOwned;
use serde_json::Value;
use types::ErrorCode;

use super::fields;
use crate::problem::Refused;

/// A JSON body.
pub struct Json<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !is_json(kind) {
            let detail = "Send this as JSON: Content-Type application/json.";
            return Err(Refused::new(ErrorCode::UnsupportedMediaType, detail).into_response());
        }
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        read(&body).map(Json).map_err(IntoResponse::into_response)
    }
}

/// `Option<Json<T>>`: none when nothing was sent, or `null`.
impl<T: DeserializeOwned, S: Send + Sync> OptionalFromRequest<S> for Json<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Option<Self>, Response> {
        if request.body().is_end_stream() {
            return Ok(None);
        }
        let Json(sent) = <Json<Option<T>> as FromRequest<S>>::from_request(request, state).await?;
        Ok(sent.map(Json))
    }
}

/// `application/json`, or another type in its clothes: `application/merge-patch+json`.
fn is_json(kind: &str) -> bool {
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refused> {
    let value: Value = serde_json::from_slice(body)
        .map_err(|error| Refused::new(ErrorCode::BadRequest, format!("This is not JSON: {error}.")))?;
    check_texts("", &value)?;
    serde_path_to_error::deserialize(value).map_err(|error| fields::unreadable(&error))
}

fn check_texts(path: &str, value: &Value) -> Result<(), Refused> {
    match value {
        Value::String(text) => fields::check_text(path, text),
        Value::Array(items) => {
            items.iter().enumerate().try_for_each(|(at, item)| check_texts(&format!("{path}[{at}]"), item))
        }
        Value::Object(fields) => fields.iter().try_for_each(|(name, item)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            check_texts(&path, item)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use types::checkout::PlaceOrder;

    use super::*;

    fn refused(body: &str) -> (ErrorCode, Option<String>) {
        let refused = read::<PlaceOrder>(body.as_bytes()).unwrap_err();
        (refused.problem().code, refused.problem().errors.first().map(|error| error.field.clone()))
    }

    #[test]
    fn a_body_that_is_no_json_is_told_apart_from_a_field_that_does_not_fit() {
        assert_eq!(refused("{\"email\":"), (ErrorCode::BadRequest, None));
        assert_eq!(refused("{\"email\":1}"), (ErrorCode::Invalid, Some("email".to_owned())));
        assert_eq!(refused("{}"), (ErrorCode::Invalid, Some("email".to_owned())));
        let missing = r#"{"email":"a@b.c","shipping_address":{"name":"A"}}"#;
        assert_eq!(refused(missing), (ErrorCode::Invalid, Some("shipping_address.line1".to_owned())));
        let nested = r#"{"email":"a@b.c","shipping_address":{"name":"A\u0000"}}"#;
        assert_eq!(refused(nested), (ErrorCode::Invalid, Some("shipping_address.name".to_owned())));
    }

    #[test]
    fn types_in_the_clothes_of_json_are_read() {
        assert!(is_json("application/json; charset=utf-8"));
        assert!(is_json("application/vnd.shop+json"));
        assert!(!is_json("text/plain"));
        assert!(!is_json(""));
    }
}
