//! `/admin/surge`

use app::admin;
use axum::response::{Html, IntoResponse};
use commerce::{pressure, surge};
use http::StatusCode;

use super::{fields::Fields, signed_in::SignedIn};
use crate::{
    extract::Form,
    problem::Refused,
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
    let level = match fields.get("level") {
        "" => None,
        text => Some(text.parse().ok().filter(|level| *level <= 4).ok_or_else(not_a_level)?),
    };
    pressure::hold(&staff.cx, level).await?;
    let notice = match level {
        None => "The level follows what is measured.".to_owned(),
        Some(level) => format!("The level is held at {level}."),
    };
    staff.done(PATH, &notice).await
}

fn not_a_level() -> Refused {
    Refused::field("level", "Choose a level from 0 to 4.".to_owned())
}
