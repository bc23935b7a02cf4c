//! `/admin/flags`, `/admin/pressure`, `/admin/switches`

use axum::Json as Answer;
use commerce::{flags, pressure, switches};
use serde::Serialize;
use types::flag::{FlagInput, FlagList, FlagView, PressureInput, PressureView, SwitchChange};
use utoipa::ToSchema;

use crate::{
    api::caller::KeyHolder,
    extract::{Json, Name},
    problem::Refused,
};

/// Changes that are told at once.
const CHANGES: u64 = 100;

/// List the shop's extras
#[utoipa::path(
    get, path = "/admin/flags", tag = "staff", operation_id = "list_flags", security(("key" = ["ops"])),
    responses((status = OK, description = "All extras, as they stand in the process that answers", body = FlagList))
)]
pub(in crate::api) async fn list(KeyHolder(cx): KeyHolder) -> Result<Answer<FlagList>, Refused> {
    Ok(Answer(FlagList { items: flags::list(&cx)? }))
}

/// Switch an extra
///
/// It counts at once in the process that answers and within a second in all others.
#[utoipa::path(
    put, path = "/admin/flags/{key}", tag = "staff", operation_id = "set_flag", security(("key" = ["ops"])),
    params(("key" = String, Path, description = "The extra's name")),
    responses((status = OK, description = "As it stands now", body = FlagView))
)]
pub(in crate::api) async fn set(
    KeyHolder(cx): KeyHolder,
    Name(key): Name,
    Json(input): Json<FlagInput>,
) -> Result<Answer<FlagView>, Refused> {
    Ok(Answer(flags::set(&cx, &key, input).await?))
}

/// Give an extra back to its default
#[utoipa::path(
    delete, path = "/admin/flags/{key}", tag = "staff", operation_id = "clear_flag", security(("key" = ["ops"])),
    params(("key" = String, Path, description = "The extra's name")),
    responses((status = OK, description = "As it stands now", body = FlagView))
)]
pub(in crate::api) async fn clear(KeyHolder(cx): KeyHolder, Name(key): Name) -> Result<Answer<FlagView>, Refused> {
    Ok(Answer(flags::clear(&cx, &key).await?))
}

/// Get the level of pressure
#[utoipa::path(
    get, path = "/admin/pressure", tag = "staff", operation_id = "get_pressure", security(("key" = ["ops"])),
    responses((status = OK, description = "Where it is held, and what is measured", body = PressureView))
)]
pub(in crate::api) async fn pressure(KeyHolder(cx): KeyHolder) -> Result<Answer<PressureView>, Refused> {
    Ok(Answer(pressure::show(&cx)?))
}

/// Hold the level of pressure, or let it go
#[utoipa::path(
    put, path = "/admin/pressure", tag = "staff", operation_id = "hold_pressure", security(("key" = ["ops"])),
    responses((status = OK, description = "Where it is held now", body = PressureView))
)]
pub(in crate::api) async fn hold(
    KeyHolder(cx): KeyHolder,
    Json(input): Json<PressureInput>,
) -> Result<Answer<PressureView>, Refused> {
    Ok(Answer(pressure::hold(&cx, input.level).await?))
}

/// What staff switched, the latest first.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Switches {
    items: Vec<SwitchChange>,
}

/// List what staff switched
#[utoipa::path(
    get, path = "/admin/switches", tag = "staff", operation_id = "list_switches", security(("key" = ["ops"])),
    responses((status = OK, description = "The latest 100 changes of flags and pressure", body = Switches))
)]
pub(in crate::api) async fn switches(KeyHolder(cx): KeyHolder) -> Result<Answer<Switches>, Refused> {
    Ok(Answer(Switches { items: switches::changes(&cx, CHANGES).await? }))
}
