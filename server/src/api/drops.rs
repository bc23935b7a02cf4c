//! `/drops/{slug}`, `/drops/{slug}/queue`, `/queue`: what programs need to stand in line as people do.

use axum::Json as Answer;
use commerce::{
    drops,
    waiting_room::{self, Proof},
};
use http::StatusCode;
use serde::Deserialize;
use types::{
    CartId,
    drops::{DropView, PlaceView, TicketView},
};
use utoipa::ToSchema;

use super::{
    caller::{Buyer, Caller},
    products::{Spoken, speaking},
};
use crate::{
    extract::{Json, Name, Query},
    problem::Refused,
};

/// For which cart.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct Joining {
    /// The one cart the place will count for.
    cart_id: CartId,
    /// The `challenge` of a refusal with `challenge_required`.
    #[serde(default)]
    challenge: String,
    /// What solves it; left out where its time was waited for.
    #[serde(default)]
    solution: String,
}

impl Joining {
    fn into_parts(self) -> (CartId, Proof) {
        (self.cart_id, Proof { challenge: self.challenge, solution: self.solution })
    }
}

/// Get a drop
#[utoipa::path(
    get, path = "/drops/{slug}", tag = "catalogue", operation_id = "get_drop",
    params(
        ("slug" = String, Path, description = "The drop's name in addresses"),
        ("currency" = Option<String>, Query, description = "In which currency to answer, by its ISO 4217 code; the shop's own by default"),
        Spoken,
    ),
    responses((status = OK, description = "The drop, by the shop's clock", body = DropView))
)]
pub(super) async fn show(
    Buyer(cx): Buyer,
    Name(slug): Name,
    Query(Spoken { locale }): Query<Spoken>,
) -> Result<Answer<DropView>, Refused> {
    Ok(Answer(drops::view(&speaking(cx, locale), &slug).await?))
}

/// Take a place in a drop's queue
///
/// The ticket counts for one cart. Send it as `Queue-Ticket` with every call about that cart. Whoever joins before the start takes part in
/// the draw.
#[utoipa::path(
    post, path = "/drops/{slug}/queue", tag = "buying", operation_id = "join_drop_queue",
    params(("slug" = String, Path, description = "The drop's name in addresses")),
    responses(
        (status = CREATED, description = "The ticket", body = TicketView),
        (status = FORBIDDEN, description = "`challenge_required`: do what `challenge` says, and ask again with it"),
        (status = CONFLICT, description = "`conflict`: the queue is not open, or not any more"),
    )
)]
pub(super) async fn join(
    Caller(cx): Caller,
    Name(slug): Name,
    Json(joining): Json<Joining>,
) -> Result<(StatusCode, Answer<TicketView>), Refused> {
    let plan = drops::plan(&cx, &slug).await?;
    let (cart, proof) = joining.into_parts();
    let (_, ticket) = drops::join(&cx, &plan, cart, &proof).await?;
    Ok((StatusCode::CREATED, Answer(ticket)))
}

/// See how a place in a drop's queue stands
#[utoipa::path(
    get, path = "/drops/{slug}/queue", tag = "buying", operation_id = "get_drop_place",
    params(
        ("slug" = String, Path, description = "The drop's name in addresses"),
        ("Queue-Ticket" = Option<String>, Header, description = "The ticket; without one, only how many wait"),
    ),
    responses((status = OK, description = "The place", body = PlaceView))
)]
pub(super) async fn place(Caller(cx): Caller, Name(slug): Name) -> Result<Answer<PlaceView>, Refused> {
    let plan = drops::plan(&cx, &slug).await?;
    Ok(Answer(waiting_room::place(&cx, &plan).await?))
}

/// Take a place in the whole shop's queue
#[utoipa::path(
    post, path = "/queue", tag = "buying", operation_id = "join_shop_queue",
    responses(
        (status = CREATED, description = "The ticket", body = TicketView),
        (status = FORBIDDEN, description = "`challenge_required`: do what `challenge` says, and ask again with it"),
        (status = CONFLICT, description = "`conflict`: there is no queue right now"),
    )
)]
pub(super) async fn join_shop(
    Caller(cx): Caller,
    Json(joining): Json<Joining>,
) -> Result<(StatusCode, Answer<TicketView>), Refused> {
    let (plan, _) = drops::shop_plan(&cx).await?;
    let (cart, proof) = joining.into_parts();
    let (_, ticket) = drops::join(&cx, &plan, cart, &proof).await?;
    Ok((StatusCode::CREATED, Answer(ticket)))
}

/// See how a place in the whole shop's queue stands
#[utoipa::path(
    get, path = "/queue", tag = "buying", operation_id = "get_shop_place",
    params(("Queue-Ticket" = Option<String>, Header, description = "The ticket; without one, only how many wait")),
    responses((status = OK, description = "The place", body = PlaceView))
)]
pub(super) async fn shop_place(Caller(cx): Caller) -> Result<Answer<PlaceView>, Refused> {
    let (plan, _) = drops::shop_plan(&cx).await?;
    Ok(Answer(waiting_room::place(&cx, &plan).await?))
}
