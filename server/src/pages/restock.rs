//! `/products/{slug}/notify`, `/back-in-stock/{token}`: asking to be told when something is back, and no longer wanting to be.

use app::pages::{Asking, Choice, Notes};
use commerce::restock;
use http::{StatusCode, header::RETRY_AFTER};
use serde::Deserialize;
use types::{ErrorCode, VariantId};
use words::t;

use super::product;
use crate::{
    extract::{Form, Name},
    problem::{self, Refused},
    visitor::{Answer, Visitor, kept_from_caches},
};

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Asked {
    variant_id: VariantId,
    #[serde(default)]
    email: String,
}

/// The answer is the same whether or not the address waits already.
pub async fn ask(visitor: Visitor, Name(slug): Name, Form(asked): Form<Asked>) -> Answer {
    let Asked { variant_id, email } = asked;
    let Err(error) = restock::ask(&visitor.cx, variant_id, &email).await else {
        return again(&visitor, StatusCode::OK, &slug, variant_id, Asking::Noted).await;
    };
    let refused = Refused::from(error);
    let problem = refused.problem();
    let status = problem::status(problem);
    if status.is_server_error() || problem.code == ErrorCode::NotFound {
        return Err(refused);
    }
    let asking = Asking::Refused { email, words: problem.detail.clone() };
    let mut page = again(&visitor, status, &slug, variant_id, asking).await?;
    if let Some(seconds) = problem.retry_after {
        page.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    Ok(page)
}

async fn again(visitor: &Visitor, status: StatusCode, slug: &str, variant: VariantId, asking: Asking) -> Answer {
    let choice = Choice { variant: Some(variant), asking, ..Choice::default() };
    product::again(visitor, status, slug, choice, Notes::default()).await
}

/// Programs that look at mail open its links, so opening one decides nothing.
pub async fn show(visitor: Visitor, Name(token): Name) -> Answer {
    restock::check(&visitor.cx, &token)?;
    page(&visitor, t!("restock-ask-title"), t!("restock-ask"), Some(token)).await
}

pub async fn leave(visitor: Visitor, Name(token): Name) -> Answer {
    restock::leave(&visitor.cx, &token).await?;
    page(&visitor, t!("restock-left-title"), t!("restock-left"), None).await
}

async fn page(visitor: &Visitor, title: String, text: String, link: Option<String>) -> Answer {
    let page = visitor.page_with(StatusCode::OK, |shell| app::pages::back_in_stock(shell, title, text, link)).await?;
    Ok(kept_from_caches(page))
}
