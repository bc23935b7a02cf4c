//! A customer who has signed in: their session, what their browser keeps, and the requests of theirs.

use std::convert::Infallible;

use app::pages::Notes;
use axum::{
    extract::FromRequestParts,
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::cookie::{Cookie, CookieJar};
use commerce::customers::{self, Asker, Customer, Entered};
use http::request::Parts;
use tower_sessions::Session;
use types::{CustomerId, Millis, customer::Account};

use crate::{
    App, cart_cookie,
    middleware::ClientIp,
    problem::Refused,
    queue_cookie,
    visitor::{Answer, Visitor},
    wishlist_cookie,
};

/// Names of what a session holds.
const CUSTOMER: &str = "customer";
const EPOCH: &str = "epoch";
const SEEN: &str = "seen";
const NOTICE: &str = "notice";

/// A session in use is written again this often, so that it goes on living.
const SEEN_AGAIN: Millis = 24 * 60 * 60 * 1000;

/// Tells a browser that has signed in before from strange ones. Opens nothing.
const BROWSER: &str = "fg_browser";
/// What its owner is called, for pages that are the same for everyone: scripts show it there (`public/islands.js`).
const NAME: &str = "fg_name";
const A_YEAR: time::Duration = time::Duration::days(365);
/// As long as a session.
const A_MONTH: time::Duration = time::Duration::days(30);
/// Characters of a name that fit into a header.
const SHOWN: usize = 24;

/// Where signing in may lead. Nowhere else.
const WAYS_ON: &[&str] = &["/account", "/account/addresses", "/account/details", "/cart", "/checkout"];

/// `next` where it is a way on; otherwise nothing.
#[must_use]
pub fn way_on(next: &str) -> &'static str {
    WAYS_ON.iter().copied().find(|way| *way == next).unwrap_or_default()
}

/// Anyone in the shop, whose operations know who has signed in. Should sessions be away, they are guests: nobody is kept from buying.
pub struct Shopper(pub Visitor);

impl FromRequestParts<App> for Shopper {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let session = Session::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let mut visitor = Visitor::of(app, &parts.extensions, &parts.headers);
        match of_session(&visitor, &session).await {
            Ok(customer) => visitor.cx.customer_id = customer.map(|customer| customer.id),
            Err(refused) => tracing::warn!(problem = ?refused.problem(), "a customer counts as a guest for now"),
        }
        Ok(Self(visitor))
    }
}

/// Someone who has signed in. Whoever has not is sent to do so first.
pub struct SignedIn {
    /// Their request.
    pub visitor: Visitor,
    /// Who they are.
    pub account: Account,
    /// Their session.
    pub session: Session,
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let session = Session::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let mut visitor = Visitor::of(app, &parts.extensions, &parts.headers);
        let customer = of_session(&visitor, &session).await.map_err(IntoResponse::into_response)?;
        let Some(customer) = customer else { return Err(Redirect::to(&door(parts)).into_response()) };
        visitor.cx.customer_id = Some(customer.id);
        let signed_in = Self { visitor, account: customer.account, session };
        signed_in.keep_alive().await.map_err(IntoResponse::into_response)?;
        Ok(signed_in)
    }
}

fn door(parts: &Parts) -> String {
    format!("/account/sign-in?next={}", way_on(parts.uri.path()))
}

async fn of_session(visitor: &Visitor, session: &Session) -> Result<Option<Customer>, Refused> {
    let Some(id) = session.get::<CustomerId>(CUSTOMER).await.map_err(unavailable)? else { return Ok(None) };
    let epoch = session.get::<i64>(EPOCH).await.map_err(unavailable)?.unwrap_or_default();
    Ok(customers::by_session(&visitor.cx, id, epoch).await?)
}

impl SignedIn {
    /// What has just happened, shown once.
    ///
    /// # Errors
    /// When the session cannot be read.
    pub async fn notes(&self) -> Result<Notes, Refused> {
        // Removing marks the session as changed, so look first.
        let notice = match self.session.get::<String>(NOTICE).await.map_err(unavailable)? {
            None => None,
            Some(_) => self.session.remove(NOTICE).await.map_err(unavailable)?,
        };
        Ok(Notes { notice, ..Notes::default() })
    }

    /// On to `path`, where `notice` is shown once.
    ///
    /// # Errors
    /// When the session cannot be written.
    pub async fn done(&self, path: &str, notice: &str) -> Answer {
        self.session.insert(NOTICE, notice).await.map_err(unavailable)?;
        Ok(Redirect::to(path).into_response())
    }

    async fn keep_alive(&self) -> Result<(), Refused> {
        let now = self.visitor.cx.clock.now();
        let seen = self.session.get::<Millis>(SEEN).await.map_err(unavailable)?;
        match seen {
            Some(seen) if now - seen < SEEN_AGAIN => Ok(()),
            _ => self.session.insert(SEEN, now).await.map_err(unavailable),
        }
    }
}

/// How a request that has to prove something is known.
pub struct Asking(pub Asker);

impl FromRequestParts<App> for Asking {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let client = parts.extensions.get::<ClientIp>().map(|client| client.limit_key().to_string());
        let jar = CookieJar::from_headers(&parts.headers);
        let browser = jar.get(BROWSER).map(|cookie| cookie.value().to_owned());
        Ok(Self(Asker { client: client.unwrap_or_default(), browser }))
    }
}

/// Makes `entered` the one who is signed in, and sends them on. The session gets a new name: one that was planted before gains nothing.
/// What found no room in their cart is told before anything else.
///
/// # Errors
/// When the session cannot be written.
pub async fn enter(app: &App, session: &Session, entered: Entered, next: &str, notice: &str) -> Answer {
    session.cycle_id().await.map_err(unavailable)?;
    session.insert(CUSTOMER, entered.customer.id).await.map_err(unavailable)?;
    session.insert(EPOCH, entered.customer.epoch).await.map_err(unavailable)?;
    let told = [&[notice.to_owned()], entered.told.as_slice()].concat();
    let told = told.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ");
    if !told.is_empty() {
        session.insert(NOTICE, told).await.map_err(unavailable)?;
    }
    let next = match (entered.told.is_empty(), way_on(next)) {
        (false, _) | (_, "") => "/account",
        (true, next) => next,
    };
    let mut jar = CookieJar::new()
        .add(cart_cookie::remember(app, entered.cart))
        .add(app.cookie(BROWSER, entered.browser, A_YEAR))
        .add(name_cookie(app, &entered.customer.account.name));
    if let Some((list, items)) = entered.wishlist {
        jar = wishlist_cookie::remember(app, list, items).into_iter().fold(jar, CookieJar::add);
    }
    for (room, ticket) in entered.tickets {
        jar = jar.add(queue_cookie::remember(app, room, ticket));
    }
    Ok((jar, Redirect::to(next)).into_response())
}

/// The cookie that tells a browser what its owner is called.
#[must_use]
pub fn name_cookie(app: &App, name: &str) -> Cookie<'static> {
    // Whatever is in it, the jar writes it as a header can carry it.
    let shown: String = name.chars().take(SHOWN).collect();
    let mut cookie = app.cookie(NAME, shown, A_MONTH);
    // It is there to be shown.
    cookie.set_http_only(false);
    cookie
}

/// Nobody is signed in any more, and the browser forgets whose cart and wishlist it had.
///
/// # Errors
/// When the session cannot be deleted.
pub async fn leave(app: &App, session: &Session) -> Answer {
    session.flush().await.map_err(unavailable)?;
    let [cart, units] = cart_cookie::forget(app);
    let jar = CookieJar::new().add(cart).add(units).add(app.cookie(NAME, String::new(), time::Duration::ZERO));
    let jar = wishlist_cookie::forget(app).into_iter().fold(jar, CookieJar::add);
    Ok((jar, Redirect::to("/account/sign-in")).into_response())
}

fn unavailable(cause: tower_sessions::session::Error) -> Refused {
    commerce::Error::unavailable(cause).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_nowhere_outside() {
        assert_eq!(way_on("/checkout"), "/checkout");
        for refused in [
            "",
            "/",
            "//evil.example",
            "https://evil.example/account",
            "/account/../x",
            "/checkout?a=1",
            "/account\r\nX: y",
        ] {
            assert_eq!(way_on(refused), "", "{refused:?}");
        }
    }
}
