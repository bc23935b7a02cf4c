//! `/account/reset`, `/account/reset/{token}`, `/account/confirm`, `/account/confirm/{token}`, `/orders/lookup`

use app::pages::account::{self, Typed};
use axum::response::{IntoResponse, Redirect};
use commerce::{customers, orders};
use http::StatusCode;
use tower_sessions::Session;
use words::t;

use super::{Fields, again, shown};
use crate::{
    customer::{self, Asking, SignedIn},
    extract::{Form, Name},
    visitor::{Answer, Visitor},
};

pub async fn ask_reset_page(visitor: Visitor) -> Answer {
    shown(&visitor, StatusCode::OK, |shell| account::ask_reset(shell, Typed::default())).await
}

/// The answer is the same whether or not the address is known.
pub async fn ask_reset(visitor: Visitor, Asking(asker): Asking, Form(fields): Form<Fields>) -> Answer {
    match customers::ask_reset(&visitor.cx, &fields.email, &asker).await {
        Ok(()) => shown(&visitor, StatusCode::OK, |shell| account::sent(shell, t!("reset-sent"))).await,
        Err(error) => {
            again(&visitor, error, |shell, problem| account::ask_reset(shell, fields.typed().refused(problem))).await
        }
    }
}

pub async fn reset_page(visitor: Visitor, Name(token): Name) -> Answer {
    customers::check_reset(&visitor.cx, &token).await?;
    shown(&visitor, StatusCode::OK, |shell| account::reset(shell, token, Typed::default())).await
}

pub async fn reset(visitor: Visitor, session: Session, Name(token): Name, Form(fields): Form<Fields>) -> Answer {
    match customers::reset(&visitor.cx, &token, &fields.password).await {
        Ok(entered) => {
            let notice = t!("details-password-kept");
            customer::enter(&visitor.app, &session, entered, "", &notice).await
        }
        Err(error) => {
            again(&visitor, error, |shell, problem| account::reset(shell, token, fields.typed().refused(problem))).await
        }
    }
}

pub async fn ask_confirmation(signed_in: SignedIn) -> Answer {
    customers::ask_confirmation(&signed_in.visitor.cx).await?;
    signed_in.done("/account", &t!("overview-mail-sent")).await
}

/// Programs that look at mail open its links, so opening one decides nothing.
pub async fn confirm_page(visitor: Visitor, Name(token): Name) -> Answer {
    shown(&visitor, StatusCode::OK, |shell| account::confirm(shell, token)).await
}

pub async fn confirm(visitor: Visitor, Name(token): Name) -> Answer {
    customers::confirm(&visitor.cx, &token).await?;
    Ok(Redirect::to("/account").into_response())
}

pub async fn lookup_page(visitor: Visitor) -> Answer {
    shown(&visitor, StatusCode::OK, |shell| account::order_lookup(shell, Typed::default())).await
}

/// The answer is the same whether or not there is such an order.
pub async fn lookup(visitor: Visitor, Asking(asker): Asking, Form(fields): Form<Fields>) -> Answer {
    match orders::ask_link(&visitor.cx, &fields.number, &fields.email, &asker.client).await {
        Ok(()) => shown(&visitor, StatusCode::OK, |shell| account::sent(shell, t!("lookup-sent"))).await,
        Err(error) => {
            again(&visitor, error, |shell, problem| account::order_lookup(shell, fields.typed().refused(problem))).await
        }
    }
}
