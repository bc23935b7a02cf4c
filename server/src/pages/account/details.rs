//! `/account/details`, `/account/name`, `/account/password`

use app::pages::account::{self, Typed};
use axum::response::IntoResponse;
use axum_extra::extract::cookie::CookieJar;
use commerce::customers;
use http::StatusCode;
use words::t;

use super::{Fields, again, shown};
use crate::{
    customer::{self, Asking, SignedIn, name_cookie},
    extract::Form,
    visitor::Answer,
};

const PAGE: &str = "/account/details";

pub async fn show(signed_in: SignedIn) -> Answer {
    let notes = signed_in.notes().await?;
    let SignedIn { visitor, account, .. } = signed_in;
    let typed = Typed { name: account.name.clone(), ..Typed::default() };
    shown(&visitor, StatusCode::OK, |shell| account::details(shell, account, typed, notes)).await
}

pub async fn rename(signed_in: SignedIn, Form(fields): Form<Fields>) -> Answer {
    match customers::rename(&signed_in.visitor.cx, &fields.name).await {
        Ok(name) => {
            let told = CookieJar::new().add(name_cookie(&signed_in.visitor.app, &name));
            Ok((told, signed_in.done(PAGE, &t!("details-name-kept")).await?).into_response())
        }
        Err(error) => refused(signed_in, fields.typed(), error).await,
    }
}

pub async fn change_password(signed_in: SignedIn, Asking(asker): Asking, Form(fields): Form<Fields>) -> Answer {
    let cx = &signed_in.visitor.cx;
    match customers::change_password(cx, &fields.current_password, &fields.new_password, &asker).await {
        Ok(entered) => {
            let notice = t!("details-password-kept");
            customer::enter(&signed_in.visitor.app, &signed_in.session, entered, PAGE, &notice).await
        }
        Err(error) => {
            let typed = Typed { name: signed_in.account.name.clone(), ..Typed::default() };
            refused(signed_in, typed, error).await
        }
    }
}

async fn refused(signed_in: SignedIn, typed: Typed, error: commerce::Error) -> Answer {
    let SignedIn { visitor, account, .. } = signed_in;
    again(&visitor, error, |shell, problem| {
        account::details(shell, account, typed.refused(problem), app::pages::Notes::default())
    })
    .await
}
