//! `/admin/sign-in`, `/admin/sign-out`

use app::admin::{self, SignIn};
use axum::response::{Html, IntoResponse, Redirect};
use commerce::staff;
use http::StatusCode;
use serde::Deserialize;
use tower_sessions::Session;
use types::ErrorCode;

use super::signed_in;
use crate::{
    extract::{Form, Query},
    problem::{self, Refused},
    visitor::{Answer, Visitor, kept_from_caches},
};

const HOME: &str = "/admin";

/// Where to go afterwards.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    next: String,
}

/// What the form sends.
#[derive(Deserialize)]
pub struct Credentials {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    next: String,
}

pub async fn show(visitor: Visitor, Query(params): Query<Params>) -> Answer {
    Ok(page(&visitor, StatusCode::OK, SignIn { next: local(&params.next).to_owned(), ..SignIn::default() }))
}

pub async fn sign_in(visitor: Visitor, session: Session, Form(form): Form<Credentials>) -> Answer {
    let Credentials { email, password, next } = form;
    match staff::sign_in(&visitor.cx, &email, &password).await {
        Ok(staff) => {
            signed_in::enter(&session, staff.id).await?;
            Ok(Redirect::to(local(&next)).into_response())
        }
        Err(error) if error.code() == ErrorCode::Unauthorized => {
            let refused = Refused::from(error);
            let error = Some(refused.problem().detail.clone());
            let next = local(&next).to_owned();
            Ok(page(&visitor, problem::status(refused.problem()), SignIn { email, next, error, ..SignIn::default() }))
        }
        Err(error) => Err(error.into()),
    }
}

pub async fn sign_out(session: Session) -> Answer {
    signed_in::leave(&session).await?;
    Ok(Redirect::to("/admin/sign-in").into_response())
}

fn page(visitor: &Visitor, status: StatusCode, input: SignIn) -> axum::response::Response {
    let input = SignIn { shop_name: visitor.cx.settings.shop_name.clone(), ..input };
    let html = admin::sign_in(&input).into_html(&visitor.app.assets.css);
    kept_from_caches((status, Html(html)).into_response())
}

/// `next` where it is a page of the admin, otherwise the first one: a link to the door must not lead out of the house.
fn local(next: &str) -> &str {
    let within = next.strip_prefix(HOME).is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']));
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\') && !next.contains("..");
    if within && plain { next } else { HOME }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_admin_are_gone_to() {
        for fine in ["/admin", "/admin/orders/1001", "/admin/orders?status=confirmed&q=a%40b", "/admin?x=1"] {
            assert_eq!(local(fine), fine);
        }
        for refused in [
            "",
            "/",
            "/cart",
            "/administrator",
            "//evil.example/admin",
            "https://evil.example/admin",
            "/admin/../cart",
            "/admin/\\evil.example",
            "/admin/a b",
            "/admin/\r\nSet-Cookie: a=b",
            "/admin/é",
        ] {
            assert_eq!(local(refused), HOME, "{refused:?}");
        }
    }
}
