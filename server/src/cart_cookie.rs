//! The cookie that names a visitor's cart. Whoever has the cart's id may change the cart, so scripts cannot read it.

use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use types::CartId;

use crate::App;

/// Its name.
pub const NAME: &str = "fg_cart";

/// As long as a shop keeps an untouched cart.
const LIFETIME: time::Duration = time::Duration::days(30);

/// The cart a browser names. What is no id counts as none.
#[must_use]
pub fn read(jar: &CookieJar) -> Option<CartId> {
    jar.get(NAME)?.value().parse().ok()
}

/// The cookie that makes a browser remember `cart`.
#[must_use]
pub fn remember(app: &App, cart: CartId) -> Cookie<'static> {
    Cookie::build((NAME, cart.to_string()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(app.is_https())
        .max_age(LIFETIME)
        .build()
}
