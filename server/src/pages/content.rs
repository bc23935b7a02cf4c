//! `/pages/{slug}`, and `/contact`, where the form on `/pages/contact` goes: that page is kept, so it takes nothing itself.

use app::pages::ContactForm;
use axum::response::{IntoResponse, Redirect};
use commerce::{bus::Tag, content};
use http::StatusCode;
use serde::Deserialize;
use types::{
    ErrorCode,
    content::{CONTACT, ContactInput},
};
use words::t;

use crate::{
    extract::{Form, Name},
    page_cache::showing,
    problem::{self, Refused},
    visitor::{Answer, Visitor, kept_from_caches},
};

/// What the form sends.
#[derive(Debug, Deserialize)]
pub struct Sent {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    message: String,
    /// Nobody sees this field; programs fill in whatever they find.
    #[serde(default)]
    website: String,
}

pub async fn show(visitor: Visitor, Name(slug): Name) -> Answer {
    let view = content::page(&visitor.cx, &slug).await?;
    let tags = [Tag::Chrome, Tag::Content(view.id)];
    let page = visitor.page(|shell| app::pages::content(shell, view, ContactForm::default())).await?;
    Ok(showing(page, tags))
}

/// A form that came back was loaded again.
pub async fn contact() -> Redirect {
    Redirect::to("/pages/contact")
}

pub async fn write(visitor: Visitor, Form(sent): Form<Sent>) -> Answer {
    let Sent { name, email, message, website } = sent;
    let input = ContactInput { name, email, message };
    if !website.is_empty() {
        // A browser that knew too well what to fill in loses nobody's words: the field comes back empty.
        let form = ContactForm { input, problem: Some(t!("contact-not-sent")), errors: Vec::new() };
        return back(&visitor, StatusCode::UNPROCESSABLE_ENTITY, form).await;
    }
    match content::write(&visitor.cx, &input).await {
        Ok(()) => Ok(Redirect::to("/contact/sent").into_response()),
        Err(error) => {
            let refused = Refused::from(error);
            let problem = refused.problem();
            if problem.code != ErrorCode::Invalid {
                return Err(refused);
            }
            let form = ContactForm { input, problem: None, errors: problem.errors.clone() };
            back(&visitor, problem::status(problem), form).await
        }
    }
}

/// The form again, with what was typed and what is wrong with it.
async fn back(visitor: &Visitor, status: StatusCode, form: ContactForm) -> Answer {
    let view = content::page(&visitor.cx, CONTACT).await?;
    Ok(kept_from_caches(visitor.page_with(status, |shell| app::pages::content(shell, view, form)).await?))
}

pub async fn sent(visitor: Visitor) -> Answer {
    visitor.page_with(StatusCode::OK, app::pages::message_sent).await
}
