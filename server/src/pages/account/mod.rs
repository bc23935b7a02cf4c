//! `/account`: unpack, one operation, pack. What cannot be accepted comes back as the same form with what was typed, but passwords.

pub mod addresses;
pub mod details;
pub mod door;
pub mod mailed;
pub mod overview;

use app::{layout::Shell, pages::account::Typed};
use axum::response::Response;
use http::{HeaderValue, StatusCode, header::RETRY_AFTER};
use serde::Deserialize;
use types::{ErrorCode, Problem};

use crate::{
    customer::way_on,
    problem::{self, Refused},
    visitor::{Answer, Visitor, kept_from_caches},
};

/// What any of the forms sends.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    email: String,
    name: String,
    number: String,
    password: String,
    current_password: String,
    new_password: String,
    next: String,
}

impl Fields {
    /// What comes back with a form: no password.
    fn typed(&self) -> Typed {
        Typed {
            email: self.email.clone(),
            name: self.name.clone(),
            number: self.number.clone(),
            next: way_on(&self.next).to_owned(),
            ..Typed::default()
        }
    }
}

/// Where to go afterwards.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Params {
    next: String,
}

impl Params {
    fn typed(&self) -> Typed {
        Typed { next: way_on(&self.next).to_owned(), ..Typed::default() }
    }
}

/// The form again, where the one who filled it in can do something about it.
async fn again(visitor: &Visitor, error: commerce::Error, page: impl FnOnce(Shell, &Problem) -> String) -> Answer {
    let refused = Refused::from(error);
    let problem = refused.problem();
    let mendable = matches!(
        problem.code,
        ErrorCode::Invalid | ErrorCode::Conflict | ErrorCode::Unauthorized | ErrorCode::RateLimited
    );
    if !mendable {
        return Err(refused);
    }
    let mut response = shown(visitor, problem::status(problem), |shell| page(shell, problem)).await?;
    if let Some(seconds) = problem.retry_after {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
    }
    Ok(response)
}

async fn shown(visitor: &Visitor, status: StatusCode, page: impl FnOnce(Shell) -> String) -> Result<Response, Refused> {
    visitor.page_with(status, page).await.map(kept_from_caches)
}
