//! `/admin/locations`, `/admin/locations/{id}`

use app::admin::{self, LocationForm, Posted};
use commerce::inventory;
use http::StatusCode;
use types::{LocationId, admin::LocationInput};

use super::{
    fields::{Fields, apply, mendable, same_name},
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathId},
    problem::Refused,
    visitor::Answer,
};

const PATH: &str = "/admin/locations";

pub async fn list(staff: SignedIn) -> Answer {
    page(&staff, StatusCode::OK, None).await
}

pub async fn add(staff: SignedIn, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(input(&fields), |input| inventory::add_location(&staff.cx, input)).await;
    match outcome {
        Ok(_) => staff.done(PATH, "The location is added. Count or move something there.").await,
        Err(refused) => back(&staff, LocationForm::New, fields, refused).await,
    }
}

pub async fn change(staff: SignedIn, PathId(id): PathId<LocationId>, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(input(&fields), |input| inventory::change_location(&staff.cx, id, input)).await;
    match outcome {
        Ok(()) => staff.done(PATH, "The location is saved.").await,
        Err(refused) => back(&staff, LocationForm::Stored(id), fields, refused).await,
    }
}

async fn back(staff: &SignedIn, form: LocationForm, fields: Fields, refused: Refused) -> Answer {
    let (status, errors) = mendable(refused, same_name)?;
    page(staff, status, Some(fields.returned(form, errors))).await
}

async fn page(staff: &SignedIn, status: StatusCode, posted: Option<Posted<LocationForm>>) -> Answer {
    let rows = inventory::locations(&staff.cx).await?;
    staff.page(status, |chrome| admin::locations(chrome, &rows, posted.as_ref())).await
}

fn input(fields: &Fields) -> Result<LocationInput, Refused> {
    let priority = fields.get("priority").trim().parse();
    let priority = priority.map_err(|_| Refused::field("priority", "Write a whole number."))?;
    Ok(LocationInput { name: fields.get("name").to_owned(), priority, active: fields.has("active") })
}
