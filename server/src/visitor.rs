//! Someone in the shop: their request as the shop sees it, and the pages they get.

use std::{convert::Infallible, sync::Arc};

use app::layout::Shell;
use axum::{
    extract::FromRequestParts,
    response::{Html, IntoResponse, Response},
};
use axum_extra::extract::cookie::CookieJar;
use commerce::{Actor, Cx, cart, catalog, content, extras};
use http::{Extensions, HeaderMap, HeaderValue, StatusCode, header::CACHE_CONTROL, request::Parts};
use types::{CartId, catalog::Chrome, flag::Extras};

use crate::{
    App, cart_cookie,
    middleware::{ClientIp, RequestId, market::Here},
    problem::Refused,
    queue_cookie, wishlist_cookie,
};

/// What a page's handler answers with.
pub type Answer = Result<Response, Refused>;

/// A shopper's request. Every page of the shop starts from it.
pub struct Visitor {
    /// For operations.
    pub cx: Cx,
    /// The web server's state.
    pub app: App,
    /// Where they see the page they get when they ask again, inside the market.
    here: Arc<str>,
    /// Units their browser believes to be in the cart; none where the page is for everyone.
    units: Option<i64>,
}

/// On a request of the shop's own, for a page that is the same for everyone.
#[derive(Clone, Copy, Debug)]
pub struct Everyone;

impl Visitor {
    /// Reads what a request's header tells: id, cart and wishlist.
    #[must_use]
    pub fn of(app: &App, extensions: &Extensions, headers: &HeaderMap) -> Self {
        let id = extensions.get::<RequestId>().map(|id| id.0.as_str()).unwrap_or_default();
        let mut cx = Cx::new(app.services.clone(), Actor::Shopper, id);
        let jar = CookieJar::from_headers(headers);
        cx.client = extensions.get::<ClientIp>().map(|client| client.limit_key());
        cx.market = extensions.get().copied().unwrap_or(cx.market);
        cx.cart_id = cart_cookie::read(&jar);
        cx.wishlist_id = wishlist_cookie::read(&jar);
        cx.tickets = queue_cookie::read(&jar, headers).into();
        let units = extensions.get::<Everyone>().is_none().then(|| cart_cookie::units(&jar));
        let here = extensions.get::<Here>().map_or_else(|| "/".into(), |here| here.0.clone());
        Self { cx, app: app.clone(), here, units }
    }

    /// The visitor's cart, where their browser names one.
    #[must_use]
    pub fn cart_id(&self) -> Option<CartId> {
        self.cx.cart_id
    }

    /// What is around every page's content.
    ///
    /// # Errors
    /// Those of the operations that load it.
    pub async fn shell(&self) -> Result<Shell, Refused> {
        let links =
            futures::try_join!(catalog::collection_links(&self.cx), content::links(&self.cx), cart::count(&self.cx));
        let (collections, pages, count) = links?;
        let cart_count = self.units.map(|_| count);
        Ok(Shell {
            chrome: Chrome { collections, pages, cart_count, extras: extras::of(&self.cx), ..self.bare_chrome() },
            ..self.bare_shell()
        })
    }

    /// The same without asking the database, for pages that say that something is wrong.
    #[must_use]
    pub fn bare_shell(&self) -> Shell {
        Shell {
            chrome: self.bare_chrome(),
            assets: self.app.assets.clone(),
            market: self.cx.market,
            markets: self.app.markets.clone(),
            origin: self.app.origin.clone(),
            here: self.here.clone(),
        }
    }

    fn bare_chrome(&self) -> Chrome {
        let settings = &self.cx.settings;
        Chrome {
            shop_name: settings.shop_name.clone(),
            tagline: settings.tagline(self.cx.market.locale).to_owned(),
            collections: Vec::new(),
            pages: Vec::new(),
            cart_count: None,
            dev_mailbox: settings.dev_mailbox(),
            extras: Extras { light: self.cx.level.is_light(), ..Extras::default() },
        }
    }

    /// A page of the shop.
    ///
    /// # Errors
    /// Those of [`Visitor::shell`].
    pub async fn page(&self, page: impl FnOnce(Shell) -> String) -> Answer {
        self.page_with(StatusCode::OK, page).await
    }

    /// A page of the shop that answers with another status than 200.
    ///
    /// # Errors
    /// Those of [`Visitor::shell`].
    pub async fn page_with(&self, status: StatusCode, page: impl FnOnce(Shell) -> String) -> Answer {
        let shell = self.shell().await?;
        let cart_count = shell.chrome.cart_count;
        let response = (status, Html(page(shell))).into_response();
        match cart_count {
            Some(units) if self.units != cart_count => {
                let told = CookieJar::new().add(cart_cookie::tell_units(&self.app, units));
                Ok((told, response).into_response())
            }
            _ => Ok(response),
        }
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self::of(app, &parts.extensions, &parts.headers))
    }
}

/// For pages with an address or an order on them: not even the visitor's own browser keeps them.
#[must_use]
pub fn kept_from_caches(mut response: Response) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
