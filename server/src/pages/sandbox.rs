//! `/sandbox/approve/{reference}`: the bank of the sandbox provider.

use axum::response::{IntoResponse, Redirect};
use commerce::payments::sandbox;
use serde::Deserialize;

use crate::{
    extract::{Form, Name},
    visitor::{Answer, Visitor},
};

/// Which button was pressed.
#[derive(Debug, Deserialize)]
pub struct Params {
    decision: Decision,
}

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Decision {
    Approve,
    Decline,
}

pub async fn show(visitor: Visitor, Name(reference): Name) -> Answer {
    let amount = sandbox::awaiting_approval(&visitor.cx, &reference).await?;
    visitor.page(|shell| app::pages::sandbox_approve(shell, &reference, amount)).await
}

pub async fn decide(visitor: Visitor, Name(reference): Name, Form(params): Form<Params>) -> Answer {
    let order = sandbox::decide(&visitor.cx, &reference, params.decision == Decision::Approve).await?;
    Ok(Redirect::to(&format!("/orders/{order}")).into_response())
}
