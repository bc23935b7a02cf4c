//! A signed-in member of staff: their request as the shop sees it, and the pages they get.

use app::admin::AdminPage;
use axum::{
    extract::FromRequestParts,
    response::{Html, IntoResponse, Redirect, Response},
};
use commerce::{Actor, Cx, staff};
use form_urlencoded::Serializer;
use http::{Method, StatusCode, request::Parts};
use tower_sessions::Session;
use types::{Millis, StaffId, admin::AdminChrome};

use crate::{
    App,
    problem::Refused,
    visitor::{Answer, Visitor, kept_from_caches},
};

/// Names of what a session holds.
const STAFF: &str = "staff";
const SEEN: &str = "seen";
const NOTICE: &str = "notice";

/// A session in use is written again this often, so that it goes on living; every request would be too often.
const SEEN_AGAIN: Millis = 30 * 60 * 1000;

/// Someone who has signed in and is still staff.
pub struct SignedIn {
    /// For operations.
    pub cx: Cx,
    app: App,
    session: Session,
}

impl SignedIn {
    /// Whom `session` belongs to, if anyone.
    ///
    /// # Errors
    /// When the session or the member of staff cannot be looked up.
    pub async fn of(visitor: Visitor, session: Session) -> Result<Option<Self>, Refused> {
        let Visitor { mut cx, app, .. } = visitor;
        let Some(id) = session.get::<StaffId>(STAFF).await.map_err(unavailable)? else { return Ok(None) };
        let Some(staff) = staff::by_id(&cx, id).await? else { return Ok(None) };
        cx.actor = Actor::Staff { id: staff.id, name: staff.name };
        Ok(Some(Self { cx, app, session }))
    }

    /// A page of the admin.
    ///
    /// # Errors
    /// When the session cannot be read.
    pub async fn page(&self, status: StatusCode, view: impl FnOnce(&AdminChrome) -> AdminPage) -> Answer {
        let chrome = self.chrome().await?;
        let html = view(&chrome).into_html(&self.app.assets.css);
        Ok(kept_from_caches((status, Html(html)).into_response()))
    }

    /// On to `path`, where `notice` is shown once.
    ///
    /// # Errors
    /// When the session cannot be written.
    pub async fn done(&self, path: &str, notice: &str) -> Answer {
        self.session.insert(NOTICE, notice).await.map_err(unavailable)?;
        Ok(Redirect::to(path).into_response())
    }

    async fn chrome(&self) -> Result<AdminChrome, Refused> {
        let settings = &self.cx.settings;
        Ok(AdminChrome {
            shop_name: settings.shop_name.clone(),
            staff_name: self.cx.actor.label().to_owned(),
            notice: self.take_notice().await?,
            dev_mailbox: settings.dev_mailbox(),
        })
    }

    /// Removing marks the session as changed, so look first.
    async fn take_notice(&self) -> Result<Option<String>, Refused> {
        match self.session.get::<String>(NOTICE).await.map_err(unavailable)? {
            None => Ok(None),
            Some(_) => self.session.remove(NOTICE).await.map_err(unavailable),
        }
    }

    async fn keep_alive(&self) -> Result<(), Refused> {
        let now = self.cx.clock.now();
        let seen = self.session.get::<Millis>(SEEN).await.map_err(unavailable)?;
        match seen {
            Some(seen) if now - seen < SEEN_AGAIN => Ok(()),
            _ => self.session.insert(SEEN, now).await.map_err(unavailable),
        }
    }
}

impl FromRequestParts<App> for SignedIn {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let session = Session::from_request_parts(parts, app).await.map_err(IntoResponse::into_response)?;
        let visitor = Visitor::of(app, &parts.extensions, &parts.headers);
        let staff = Self::of(visitor, session).await.map_err(IntoResponse::into_response)?;
        let staff = staff.ok_or_else(|| Redirect::to(&door(parts)).into_response())?;
        staff.keep_alive().await.map_err(IntoResponse::into_response)?;
        Ok(staff)
    }
}

/// Where to sign in, and where to go from there: back to the page asked for. A form's address is no page.
fn door(parts: &Parts) -> String {
    let asked = parts.uri.path_and_query().map_or("/admin", |path| path.as_str());
    let next = if matches!(parts.method, Method::GET | Method::HEAD) { asked } else { "/admin" };
    format!("/admin/sign-in?{}", Serializer::new(String::new()).append_pair("next", next).finish())
}

/// Makes `id` the one who is signed in. The session gets a new name: one that was planted before gains nothing.
///
/// # Errors
/// When the session cannot be written.
pub async fn enter(session: &Session, id: StaffId) -> Result<(), Refused> {
    session.cycle_id().await.map_err(unavailable)?;
    session.insert(STAFF, id).await.map_err(unavailable)
}

/// Nobody is signed in any more.
///
/// # Errors
/// When the session cannot be deleted.
pub async fn leave(session: &Session) -> Result<(), Refused> {
    session.flush().await.map_err(unavailable)
}

fn unavailable(cause: tower_sessions::session::Error) -> Refused {
    commerce::Error::unavailable(cause).into()
}
