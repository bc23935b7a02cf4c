//! `/pages/{slug}`, and `/contact`, where the form on `/pages/contact` goes: that page is kept, so it takes nothing itself

use app::pages::ContactForm;
use axum::response::{IntoResponse, Redirect};
use commerce::{
    bus::Tag,
    content,
    limits::Signal,
};
use http::StatusCode;
use serde::Deserialize;
use types::{
    ErrorCode,
    content::{CONTACT, ContactInput},
};

use crate::{
    extract::{Form, Name},
    middleware::ClientIp,
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

pub async fn write(visitor: Visitor, client: Option<axum::Extension<ClientIp>>, Form(sent): Form<Sent>) -> Answer {
    let Sent { name, email, message, website } = sent;
    let input = ContactInput { name, email, message };
    if !website.is_empty() {
        // It is told what everyone is told.
        if let Some(axum::Extension(client)) = client {
            visitor.cx.limits.suspect(&client.limit_key().to_string(), Signal::MachinePace);
        }
        return Ok(Redirect::to("/contact/sent").into_response());
    }
    match content::write(&visitor.cx, &input).await {
        Ok(()) => Ok(Redirect::to("/contact/sent").into_response()),
        Err(error) => back(&visitor, input, error.into()).await,
    }
}

/// The form again, with what was typed and what is wrong with it.
async fn back(visitor: &Visitor, input: ContactInput, refused: Refused) -> Answer {
    if refused.problem().code != ErrorCode::Invalid {
        return Err(refused);
    }
    let view = content::page(&visitor.cx, CONTACT).await?;
    let form = ContactForm { input, errors: refused.problem().errors.clone() };
    let status = problem::status(refused.problem());
    Ok(kept_from_caches(visitor.page_with(status, |shell| app::pages::content(shell, view, form)).await?))
}

pub async fn sent(visitor: Visitor) -> Answer {
    visitor.page_with(StatusCode::OK, app::pages::message_sent).await
}
