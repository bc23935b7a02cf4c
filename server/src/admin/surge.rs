//! `/admin/surge`

use app::admin;
use axum::response::{Html, IntoResponse};
use commerce::surge;
use http::StatusCode;

use super::{fields::Fields, flags, signed_in::SignedIn};
use crate::{
    extract::Form,
    visitor::{Answer, kept_from_caches},
};

const PATH: &str = "/admin/surge";

pub async fn show(staff: SignedIn) -> Answer {
    let view = surge::view(&staff.cx).await?;
    staff.page(StatusCode::OK, |chrome| admin::surge(chrome, &view)).await
}

/// The part of the page that changes.
pub async fn live(staff: SignedIn) -> Answer {
    let view = surge::view(&staff.cx).await?;
    Ok(kept_from_caches(Html(admin::surge_live(&view)).into_response()))
}

pub async fn hold(staff: SignedIn, Form(fields): Form<Fields>) -> Answer {
    flags::hold_at(&staff, &fields, PATH).await
}
