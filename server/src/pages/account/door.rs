//! `/account/sign-in`, `/account/sign-up`, `/account/sign-out`, `/account/sign-out-everywhere`

use app::pages::{Notes, account};
use commerce::customers;
use http::StatusCode;
use tower_sessions::Session;

use super::{Fields, Params, again, shown};
use crate::{
    customer::{self, Asking, SignedIn},
    extract::{Form, Query},
    visitor::{Answer, Visitor},
};

pub async fn sign_in_page(visitor: Visitor, Query(params): Query<Params>) -> Answer {
    shown(&visitor, StatusCode::OK, |shell| account::sign_in(shell, params.typed(), Notes::default())).await
}

pub async fn sign_in(visitor: Visitor, session: Session, Asking(asker): Asking, Form(fields): Form<Fields>) -> Answer {
    match customers::sign_in(&visitor.cx, &fields.email, &fields.password, &asker).await {
        Ok(entered) => customer::enter(&visitor.app, &session, entered, &fields.next, "").await,
        Err(error) => {
            again(&visitor, error, |shell, problem| {
                account::sign_in(shell, fields.typed().refused(problem), Notes::default())
            })
            .await
        }
    }
}

pub async fn sign_up_page(visitor: Visitor, Query(params): Query<Params>) -> Answer {
    shown(&visitor, StatusCode::OK, |shell| account::sign_up(shell, params.typed())).await
}

pub async fn sign_up(visitor: Visitor, session: Session, Asking(asker): Asking, Form(fields): Form<Fields>) -> Answer {
    match customers::sign_up(&visitor.cx, &fields.email, &fields.name, &fields.password, &asker).await {
        Ok(entered) => {
            let notice = words::t!("door-welcome");
            customer::enter(&visitor.app, &session, entered, &fields.next, &notice).await
        }
        Err(error) => {
            again(&visitor, error, |shell, problem| account::sign_up(shell, fields.typed().refused(problem))).await
        }
    }
}

pub async fn sign_out(visitor: Visitor, session: Session) -> Answer {
    customer::leave(&visitor.app, &session).await
}

pub async fn sign_out_everywhere(signed_in: SignedIn) -> Answer {
    customers::sign_out_everywhere(&signed_in.visitor.cx).await?;
    customer::leave(&signed_in.visitor.app, &signed_in.session).await
}
