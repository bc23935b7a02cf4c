//! Programs: anyone's, and those of staff, who bring a key.

use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Response},
};
use axum_extra::headers::{Authorization, HeaderMapExt, authorization::Bearer};
use commerce::{Cx, prices, staff};
use http::{
    HeaderValue,
    header::{AUTHORIZATION, WWW_AUTHENTICATE},
    request::Parts,
};
use serde::Deserialize;
use types::ErrorCode;
use utoipa::IntoParams;

use crate::{App, extract::Query, problem::Refused, visitor::Visitor};

/// Anyone. A key is not asked for; one that is sent has to be valid.
pub struct Caller(pub Cx);

/// Anyone, with prices in the currency that `?currency=` names; in the shop's own where nothing is said.
pub struct Buyer(pub Cx);

/// What `?` says of money.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct InCurrency {
    /// In which currency to answer, by its ISO 4217 code; the shop's own by default
    currency: Option<String>,
}

impl FromRequestParts<App> for Buyer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let Caller(cx) = Caller::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let asked = Query::<InCurrency>::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        paying(cx, asked.0.currency.as_deref()).await.map(Self).map_err(IntoResponse::into_response)
    }
}

/// For whoever asks to pay in the currency with this code.
///
/// # Errors
/// `invalid` on `currency` where the shop does not sell in it.
pub async fn paying(cx: Cx, code: Option<&str>) -> Result<Cx, Refused> {
    match code {
        Some(code) => Ok(prices::asked_in(cx, code).await?),
        None => Ok(cx),
    }
}

/// Someone with a valid key. What the key may do is for the operation to say.
pub struct KeyHolder(pub Cx);

impl FromRequestParts<App> for Caller {
    type Rejection = Unauthorized;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Unauthorized> {
        match parts.headers.contains_key(AUTHORIZATION) {
            true => KeyHolder::from_request_parts(parts, app).await.map(|KeyHolder(cx)| Self(cx)),
            false => Ok(Self(Visitor::of(app, &parts.extensions, &parts.headers).cx)),
        }
    }
}

impl FromRequestParts<App> for KeyHolder {
    type Rejection = Unauthorized;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Unauthorized> {
        let mut cx = Visitor::of(app, &parts.extensions, &parts.headers).cx;
        let Some(Authorization(key)) = parts.headers.typed_get::<Authorization<Bearer>>() else {
            let detail = "Send an API key: Authorization: Bearer KEY.";
            return Err(Unauthorized(Refused::new(ErrorCode::Unauthorized, detail)));
        };
        cx.actor = staff::actor_for_key(&cx, key.token()).await.map_err(|error| Unauthorized(error.into()))?;
        Ok(Self(cx))
    }
}

/// Says, as RFC 9110 wants it beside a 401, how to do better.
pub struct Unauthorized(Refused);

impl IntoResponse for Unauthorized {
    fn into_response(self) -> Response {
        let mut response = self.0.into_response();
        response.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        response
    }
}
