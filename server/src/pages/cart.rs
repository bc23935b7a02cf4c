//! `/cart`, `/cart/drawer`, `/cart/lines`, `/cart/lines/update`

use app::pages::{Notes, SurveyForm};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use commerce::{
    cart::{self, Missing},
    catalog,
    flags::{self, Flag},
    promotions,
};
use http::StatusCode;
use serde::Deserialize;
use types::{CartId, VariantId, cart::CartView, catalog::ProductCard};

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
    match changed(&visitor, cart, &line).await {
        Ok((_, None)) => Ok(Redirect::to("/cart").into_response()),
        Ok((cart, Some(note))) => shown(&visitor, StatusCode::OK, cart, told(note)).await,
        Err(error) => refused(&visitor, error.into()).await,
    }
}

/// What the drawer shows.
pub async fn drawer(visitor: Visitor) -> Answer {
    let cart = cart::current(&visitor.cx).await?;
    Ok(in_drawer(&visitor, StatusCode::OK, cart, Notes::default()))
}

/// A change made in the drawer: the cart as it is then, with what stood in the way.
pub async fn change(visitor: Visitor, Form(line): Form<ChangedLine>) -> Answer {
    let Some(cart) = visitor.cart_id() else { return drawer(visitor).await };
    let refusal = match changed(&visitor, cart, &line).await {
        Ok((cart, note)) => {
            let notes = note.map(told).unwrap_or_default();
            return Ok(in_drawer(&visitor, StatusCode::OK, cart, notes));
        }
        Err(error) => Refused::from(error),
    };
    let status = problem::status(refusal.problem());
    // Whoever has to queue is led there by the page of the cart.
    if status.is_server_error() || refusal.problem().queue.is_some() {
        return Err(refusal);
    }
    let notes = told(refusal.problem().detail.clone());
    let cart = match &refusal.problem().cart {
        Some(cart) => (**cart).clone(),
        None => cart::current(&visitor.cx).await?,
    };
    Ok(in_drawer(&visitor, status, cart, notes))
}

/// Makes the change, with what has to be said of it where it could not be made whole.
async fn changed(visitor: &Visitor, cart: CartId, line: &ChangedLine) -> commerce::Result<(CartView, Option<String>)> {
    let quantity = match line.action {
        Action::Update => line.quantity,
        Action::Remove => 0,
    };
    let (cart, fewer) = cart::set_line_or_fewer(&visitor.cx, cart, line.variant_id, quantity, line.version).await?;
    let title = cart.lines.iter().find(|other| other.variant_id == line.variant_id).map(|line| line.title.as_str());
    let note = fewer.map(|left| words::t!("cart-set-lower", count = left, title = title.unwrap_or_default()));
    Ok((cart, note))
}

fn told(error: String) -> Notes {
    Notes { error: Some(error), ..Notes::default() }
}

fn in_drawer(visitor: &Visitor, status: StatusCode, cart: CartView, notes: Notes) -> Response {
    let jar = CookieJar::new().add(cart_cookie::tell_units(&visitor.app, cart.totals.item_count));
    (status, jar, Html(app::pages::cart_drawer(cart, notes))).into_response()
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
    let notes = told(refusal.problem().detail.clone());
    match &refusal.problem().cart {
        Some(cart) => shown(visitor, status, (**cart).clone(), notes).await,
        None => page(visitor, status, notes).await,
    }
}

async fn page(visitor: &Visitor, status: StatusCode, notes: Notes) -> Answer {
    shown(visitor, status, cart::current(&visitor.cx).await?, notes).await
}

async fn shown(visitor: &Visitor, status: StatusCode, view: CartView, notes: Notes) -> Answer {
    let asks = !view.lines.is_empty() && flags::is_on(&visitor.cx, Flag::FeedbackSurvey, None);
    asking(visitor, status, view, asks.then(SurveyForm::default), notes).await
}

/// The cart with the answer to its question that cannot be taken as it is.
pub(super) async fn with_survey(visitor: &Visitor, status: StatusCode, survey: SurveyForm) -> Answer {
    let view = cart::current(&visitor.cx).await?;
    asking(visitor, status, view, Some(survey), Notes::default()).await
}

async fn asking(
    visitor: &Visitor,
    status: StatusCode,
    view: CartView,
    survey: Option<SurveyForm>,
    notes: Notes,
) -> Answer {
    let discount = promotions::of_cart(&visitor.cx, &view).await?;
    let beside = beside(visitor, &view).await;
    visitor.page_with(status, |shell| app::pages::cart(shell, Some(view), discount, beside, survey, notes)).await
}

/// What goes well with the cart, where the visitor sees such a thing.
async fn beside(visitor: &Visitor, view: &CartView) -> Vec<ProductCard> {
    if view.lines.is_empty() || !flags::is_on(&visitor.cx, Flag::RelatedOnCart, None) {
        return Vec::new();
    }
    let slugs: Vec<String> = view.lines.iter().map(|line| line.slug.clone()).collect();
    catalog::beside(&visitor.cx, &slugs).await
}
