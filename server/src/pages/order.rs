//! `/orders/{token}`

use app::pages::{OrderAsks, ReviewForm, SurveyForm};
use commerce::{
    Cx, extras, feedback,
    flags::{self, Flag},
    orders, reviews,
};
use http::StatusCode;

use crate::{
    extract::Name,
    visitor::{Answer, Visitor, kept_from_caches},
};

/// A form of the page that came back.
pub(super) enum Posted {
    Nothing,
    Review(ReviewForm),
    Survey(SurveyForm),
}

pub async fn show(visitor: Visitor, Name(token): Name) -> Answer {
    page(&visitor, &token, StatusCode::OK, Posted::Nothing).await
}

/// The order with what its owner is asked.
pub(super) async fn page(visitor: &Visitor, token: &str, status: StatusCode, posted: Posted) -> Answer {
    let view = orders::by_token(&visitor.cx, token).await?;
    let asks = asks(&visitor.cx, token, posted).await;
    visitor.page_with(status, |shell| app::pages::order(shell, view, asks)).await.map(kept_from_caches)
}

/// What is asked. A form that came back is shown whatever becomes of the rest.
async fn asks(cx: &Cx, token: &str, posted: Posted) -> OrderAsks {
    let (review, survey) = match posted {
        Posted::Nothing => (None, None),
        Posted::Review(form) => (Some(form), None),
        Posted::Survey(form) => (None, Some(form)),
    };
    let asking = (cx.clone(), token.to_owned());
    let reviews = match review.is_some() || flags::is_on(cx, Flag::Reviews, None) {
        true => extras::within_budget(cx, async move { reviews::spots(&asking.0, &asking.1).await }).await,
        false => None,
    };
    let survey = match survey {
        Some(form) => Some(form),
        None => unanswered(cx, token).await,
    };
    OrderAsks { token: token.to_owned(), reviews: reviews.unwrap_or_default(), posted: review, survey }
}

async fn unanswered(cx: &Cx, token: &str) -> Option<SurveyForm> {
    if !flags::is_on(cx, Flag::FeedbackSurvey, None) {
        return None;
    }
    let asking = (cx.clone(), token.to_owned());
    let answered = extras::within_budget(cx, async move { feedback::has_answered(&asking.0, &asking.1).await });
    let answered = answered.await.flatten()?;
    Some(SurveyForm { answered, ..SurveyForm::default() })
}
