//! `/admin/flags` and its forms

use app::admin;
use commerce::{flags, pressure, switches};
use http::StatusCode;
use types::flag::FlagInput;

use super::{fields::Fields, signed_in::SignedIn};
use crate::{
    extract::{Form, Name},
    problem::Refused,
    visitor::Answer,
};

const PATH: &str = "/admin/flags";
/// Changes shown.
const CHANGES: u64 = 20;

pub async fn list(staff: SignedIn) -> Answer {
    let (flags, pressure) = (flags::list(&staff.cx)?, pressure::show(&staff.cx)?);
    let changes = switches::changes(&staff.cx, CHANGES).await?;
    staff.page(StatusCode::OK, |chrome| admin::flags(chrome, &flags, &pressure, &changes)).await
}

pub async fn set(staff: SignedIn, Name(key): Name, Form(fields): Form<Fields>) -> Answer {
    if fields.has("clear") {
        flags::clear(&staff.cx, &key).await?;
        return staff.done(PATH, "The extra is as it comes.").await;
    }
    let input = FlagInput {
        enabled: fields.has("enabled"),
        percent: number(&fields, "percent")?.unwrap_or(100),
        allow: fields.list("allow"),
        shed_at: number(&fields, "shed_at")?,
    };
    flags::set(&staff.cx, &key, input).await?;
    staff.done(PATH, "Saved. All instances follow within a second.").await
}

pub async fn hold(staff: SignedIn, Form(fields): Form<Fields>) -> Answer {
    hold_at(&staff, &fields, PATH).await
}

/// Holds the level that a form says, or lets it go where the field is empty, and goes back to the form's page.
///
/// # Errors
/// For what is no level.
pub async fn hold_at(staff: &SignedIn, fields: &Fields, page: &str) -> Answer {
    let view = pressure::hold(&staff.cx, number(fields, "level")?).await?;
    let notice = match view.level {
        Some(level) => format!("The level is held at {level}."),
        None => "The level follows what is measured.".to_owned(),
    };
    staff.done(page, &notice).await
}

/// None where the field is empty.
fn number(fields: &Fields, name: &str) -> Result<Option<u8>, Refused> {
    match fields.get(name).trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refused::field(name, "A whole number from 0 to 100.")),
    }
}
