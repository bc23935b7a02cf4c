//! The cookie that names a visitor's cart, signed by the shop. Whoever has the cart's id may change the cart, so scripts cannot read it.
//! A second one says how many units are in it, for pages that are the same for everyone: scripts show it there (`public/islands.js`).

use axum_extra::extract::cookie::{Cookie, CookieJar};
use commerce::cart;
use http::HeaderMap;
use types::CartId;

use crate::App;

/// Its name.
pub const NAME: &str = "fg_cart";

const UNITS: &str = "fg_units";

/// As long as a shop keeps an untouched cart.
const LIFETIME: time::Duration = time::Duration::days(30);

/// The cart a browser names. What is no id counts as none.
#[must_use]
pub fn read(jar: &CookieJar) -> Option<CartId> {
    cart::named(jar.get(NAME)?.value())
}

/// Whether a browser brings a cart that the shop itself has given it.
#[must_use]
pub fn is_ours(app: &App, headers: &HeaderMap) -> bool {
    let jar = CookieJar::from_headers(headers);
    jar.get(NAME).is_some_and(|cookie| cart::was_given(&app.services.settings.secret, cookie.value()))
}

/// How many units a browser believes to be in its cart.
#[must_use]
pub fn units(jar: &CookieJar) -> i64 {
    jar.get(UNITS).and_then(|cookie| cookie.value().parse().ok()).unwrap_or_default()
}

/// The cookie that tells a browser how many units are in its cart.
#[must_use]
pub fn tell_units(app: &App, units: i64) -> Cookie<'static> {
    let mut cookie = app.cookie(UNITS, units.to_string(), LIFETIME);
    // It is there to be shown.
    cookie.set_http_only(false);
    cookie
}

/// The cookie that makes a browser remember `cart`.
#[must_use]
pub fn remember(app: &App, cart: CartId) -> Cookie<'static> {
    app.cookie(NAME, cart::name(&app.services.settings.secret, cart), LIFETIME)
}

/// Cookies that make a browser forget its cart, and how much is in it.
#[must_use]
pub fn forget(app: &App) -> [Cookie<'static>; 2] {
    [NAME, UNITS].map(|name| app.cookie(name, String::new(), time::Duration::ZERO))
}
