//! `/orders/{token}/feedback`, `/cart/feedback`

use app::pages::SurveyForm;
use axum::response::{IntoResponse, Redirect, Response};
use commerce::feedback;
use http::StatusCode;
use serde::Deserialize;
use types::{ErrorCode, feedback::FeedbackInput};

use super::{
    cart,
    order::{self, Posted},
};
use crate::{
    extract::{Form, Name},
    problem::{self, Refused},
    visitor::{Answer, Visitor},
};

/// What the forms send.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    answer: String,
    #[serde(default)]
    remark: String,
}

impl Sent {
    fn input(self) -> FeedbackInput {
        FeedbackInput { answer: self.answer, remark: self.remark }
    }
}

pub async fn about_order(visitor: Visitor, Name(token): Name, Form(sent): Form<Sent>) -> Answer {
    let input = sent.input();
    match feedback::about_order(&visitor.cx, &token, &input).await {
        Ok(()) => Ok(on(&format!("/orders/{token}#feedback"))),
        Err(error) => match returned(error.into(), input)? {
            None => Ok(on(&format!("/orders/{token}#feedback"))),
            Some((status, form)) => order::page(&visitor, &token, status, Posted::Survey(form)).await,
        },
    }
}

pub async fn about_cart(visitor: Visitor, Form(sent): Form<Sent>) -> Answer {
    let input = sent.input();
    match feedback::about_cart(&visitor.cx, &input).await {
        Ok(()) => Ok(on("/cart/feedback")),
        Err(error) => match returned(error.into(), input)? {
            None => Ok(on("/cart/feedback")),
            Some((status, form)) => cart::with_survey(&visitor, status, form).await,
        },
    }
}

/// The form as it comes back, with its status; none where it was answered before, which whoever sends a form twice need not hear.
fn returned(refused: Refused, input: FeedbackInput) -> Result<Option<(StatusCode, SurveyForm)>, Refused> {
    let problem = refused.problem();
    match problem.code {
        ErrorCode::Conflict => Ok(None),
        ErrorCode::Invalid => {
            let form = SurveyForm { answered: false, input, errors: problem.errors.clone() };
            Ok(Some((problem::status(problem), form)))
        }
        _ => Err(refused),
    }
}

fn on(path: &str) -> Response {
    Redirect::to(path).into_response()
}

pub async fn sent(visitor: Visitor) -> Answer {
    visitor.page(app::pages::feedback_sent).await
}
