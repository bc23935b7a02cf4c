//! `/products/{slug}/reviews`, `/orders/{token}/reviews`

use app::pages::ReviewForm;
use axum::{
    extract::RawQuery,
    response::{IntoResponse, Redirect},
};
use commerce::{
    catalog::{self, Renamed},
    flags::{self, Audience, Flag},
    reviews,
};
use serde::Deserialize;
use types::{ErrorCode, ProductId, review::ReviewInput};

use super::order::{self, Posted};
use crate::{
    extract::{Form, Name, Query},
    moved,
    problem::{self, Refused},
    visitor::{Answer, Visitor},
};

/// Which page of the reviews.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default = "first")]
    page: u64,
}

fn first() -> u64 {
    1
}

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    product_id: ProductId,
    #[serde(default)]
    stars: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    name: String,
}

pub async fn list(
    visitor: Visitor,
    Name(slug): Name,
    RawQuery(asked_with): RawQuery,
    Query(params): Query<Params>,
) -> Answer {
    if flags::audience(&visitor.cx, Flag::Reviews) == Audience::Nobody {
        return Ok(Redirect::to(&format!("/products/{slug}")).into_response());
    }
    let view = match catalog::product(&visitor.cx, &slug).await {
        Ok(view) => view,
        Err(error) => {
            let address = |now: &str| moved::with_query(format!("/products/{now}/reviews"), asked_with.as_deref());
            return moved::lead_on(&visitor.cx, Renamed::Product, &slug, error, address).await;
        }
    };
    let (rating, items, pages) = reviews::page(&visitor.cx, view.id, params.page).await?;
    visitor.page(|shell| app::pages::reviews(shell, &view, rating, items, (params.page, pages))).await
}

pub async fn write(visitor: Visitor, Name(token): Name, Form(sent): Form<Sent>) -> Answer {
    let Sent { product_id: product, stars, title, text, name } = sent;
    // What is no number is no choice.
    let input = ReviewInput { stars: stars.trim().parse().unwrap_or_default(), title, text, name };
    let refused = match reviews::write(&visitor.cx, &token, product, &input).await {
        Ok(()) => None,
        Err(error) => Some(Refused::from(error)),
    };
    let Some(refused) = refused else { return Ok(back(&token)) };
    let problem = refused.problem();
    let (whole, errors) = match problem.code {
        // A form sent twice: the order's page shows what was written.
        ErrorCode::Conflict => return Ok(back(&token)),
        ErrorCode::Invalid => (None, problem.errors.clone()),
        // Put away for now: what was typed is not lost.
        ErrorCode::Unavailable => (Some(problem.detail.clone()), Vec::new()),
        _ => return Err(refused),
    };
    let form = ReviewForm { product, input, problem: whole, errors };
    order::page(&visitor, &token, problem::status(problem), Posted::Review(form)).await
}

fn back(token: &str) -> axum::response::Response {
    Redirect::to(&format!("/orders/{token}#reviews")).into_response()
}
