//! `/newsletter`, `/newsletter/{token}`, `/newsletter/{token}/leave`

use commerce::newsletter;
use http::StatusCode;
use serde::Deserialize;
use words::t;

use crate::{
    extract::{Form, Name},
    problem::{self, Refused},
    visitor::{Answer, Visitor, kept_from_caches},
};

/// An address.
#[derive(Debug, Deserialize)]
pub struct Asked {
    email: String,
}

/// Which of the two buttons was pressed.
#[derive(Debug, Deserialize)]
pub struct Answered {
    answer: YesNo,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum YesNo {
    Yes,
    No,
}

/// The answer is the same whether or not the address is known. What is no address comes back with its form.
pub async fn ask(visitor: Visitor, Form(asked): Form<Asked>) -> Answer {
    let Err(error) = newsletter::ask(&visitor.cx, &asked.email).await else {
        return page(&visitor, t!("newsletter-sent-title"), t!("newsletter-sent"), None).await;
    };
    let refused = Refused::from(error);
    let problem = refused.problem();
    let Some(wrong) = problem.errors.first().map(|error| error.message.clone()) else { return Err(refused) };
    let again = |shell| app::pages::newsletter_again(shell, asked.email, wrong);
    Ok(kept_from_caches(visitor.page_with(problem::status(problem), again).await?))
}

/// Programs that look at mail open its links, so opening one decides nothing.
pub async fn show(visitor: Visitor, Name(token): Name) -> Answer {
    newsletter::check(&visitor.cx, &token)?;
    page(&visitor, t!("newsletter-title"), t!("newsletter-ask"), Some(token)).await
}

pub async fn answer(visitor: Visitor, Name(token): Name, Form(answered): Form<Answered>) -> Answer {
    match answered.answer {
        YesNo::Yes => {
            newsletter::confirm(&visitor.cx, &token).await?;
            page(&visitor, t!("newsletter-welcome-title"), t!("newsletter-welcome"), None).await
        }
        YesNo::No => {
            newsletter::leave(&visitor.cx, &token).await?;
            gone(&visitor).await
        }
    }
}

/// What a mail program sends when its reader presses a button of its own (RFC 8058). It says nothing that matters.
pub async fn leave(visitor: Visitor, Name(token): Name) -> Answer {
    newsletter::leave(&visitor.cx, &token).await?;
    gone(&visitor).await
}

async fn gone(visitor: &Visitor) -> Answer {
    page(visitor, t!("newsletter-removed-title"), t!("newsletter-removed"), None).await
}

async fn page(visitor: &Visitor, title: String, text: String, link: Option<String>) -> Answer {
    let page = visitor.page_with(StatusCode::OK, |shell| app::pages::newsletter(shell, title, text, link)).await?;
    Ok(kept_from_caches(page))
}
