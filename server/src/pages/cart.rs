//! `/cart`, `/cart/lines`, `/cart/lines/update`

use app::pages::Notes;
use axum::response::{IntoResponse, Redirect};
use axum_extra::extract::cookie::CookieJar;
use commerce::{
    cart::{self, Missing},
    promotions,
};
use http::StatusCode;
use serde::Deserialize;
use types::{VariantId, cart::CartView};

use crate::{
    cart_cookie,
    extract::Form,
    problem::{self, Refused},
    visitor::{Answer, Visitor},
};

/// What the product page posts.
#[derive(Debug, Deserialize)]
pub struct NewLine {
    variant_id: VariantId,
    #[serde(default = "one")]
    quantity: i64,
}

/// What a line of the cart posts.
#[derive(Debug, Deserialize)]
pub struct ChangedLine {
    variant_id: VariantId,
    #[serde(default)]
    quantity: i64,
    #[serde(default)]
    action: Action,
    /// The cart's version the form was made from.
    version: Option<i64>,
}

/// Which of a line's two buttons was pressed.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Action {
    #[default]
    Update,
    Remove,
}

fn one() -> i64 {
    1
}

pub async fn show(visitor: Visitor) -> Answer {
    page(&visitor, StatusCode::OK, Notes::default()).await
}

pub async fn add(visitor: Visitor, Form(line): Form<NewLine>) -> Answer {
    match cart::add_line(&visitor.cx, visitor.cart_id(), Missing::Make, line.variant_id, line.quantity).await {
        Ok(cart) => {
            let jar = CookieJar::new().add(cart_cookie::remember(&visitor.app, cart.id));
            Ok((jar, Redirect::to("/cart")).into_response())
        }
        Err(error) => refused(&visitor, error.into()).await,
    }
}

pub async fn update(visitor: Visitor, Form(line): Form<ChangedLine>) -> Answer {
    let Some(cart) = visitor.cart_id() else { return Ok(Redirect::to("/cart").into_response()) };
    let quantity = match line.action {
        Action::Update => line.quantity,
        Action::Remove => 0,
    };
    match cart::set_line(&visitor.cx, cart, line.variant_id, quantity, line.version).await {
        Ok(_) => Ok(Redirect::to("/cart").into_response()),
        Err(error) => refused(&visitor, error.into()).await,
    }
}

/// The cart as it is, with what stands in the way above it.
async fn refused(visitor: &Visitor, refusal: Refused) -> Answer {
    if let Some(queue) = &refusal.problem().queue {
        return Ok(Redirect::to(queue).into_response());
    }
    let status = problem::status(refusal.problem());
    if status.is_server_error() {
        return Err(refusal);
    }
    let notes = Notes { error: Some(refusal.problem().detail.clone()), ..Notes::default() };
    match &refusal.problem().cart {
        Some(cart) => shown(visitor, status, (**cart).clone(), notes).await,
        None => page(visitor, status, notes).await,
    }
}

async fn page(visitor: &Visitor, status: StatusCode, notes: Notes) -> Answer {
    shown(visitor, status, cart::current(&visitor.cx).await?, notes).await
}

async fn shown(visitor: &Visitor, status: StatusCode, view: CartView, notes: Notes) -> Answer {
    let discount = promotions::of_cart(&visitor.cx, &view).await?;
    visitor.page_with(status, |shell| app::pages::cart(shell, Some(view), discount, notes)).await
}
