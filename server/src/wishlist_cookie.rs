//! The cookie that names a visitor's wishlist: whoever has its id may change the list, so scripts cannot read it. A second one says how
//! many things are on it, for pages that are the same for everyone: scripts show it there (`public/extras.js`).

use axum_extra::extract::cookie::{Cookie, CookieJar};
use types::WishlistId;

use crate::App;

const NAME: &str = "fg_wishlist";
const ITEMS: &str = "fg_wishes";

/// Shorter than a shop keeps an untouched list.
const LIFETIME: time::Duration = time::Duration::days(180);

/// The list a browser names. What is no id counts as none.
#[must_use]
pub fn read(jar: &CookieJar) -> Option<WishlistId> {
    jar.get(NAME)?.value().parse().ok()
}

/// Cookies that make a browser remember `list`, and how many things are on it.
#[must_use]
pub fn remember(app: &App, list: WishlistId, items: i64) -> [Cookie<'static>; 2] {
    let mut shown = app.cookie(ITEMS, items.to_string(), LIFETIME);
    // It is there to be shown.
    shown.set_http_only(false);
    [app.cookie(NAME, list.to_string(), LIFETIME), shown]
}

/// Cookies that make a browser forget its list.
#[must_use]
pub fn forget(app: &App) -> [Cookie<'static>; 2] {
    [NAME, ITEMS].map(|name| app.cookie(name, String::new(), time::Duration::ZERO))
}
