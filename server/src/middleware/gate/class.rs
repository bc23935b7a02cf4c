//! Which requests matter most. On one page, so that the order is seen as a whole.

use axum::extract::Request;
use http::Method;

use crate::{App, assets, cart_cookie};

/// Classes of requests, the most important first. Where not all can be worked on, those further down give way first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Placing, paying, and seeing what became of it.
    Checkout,
    /// Carts that are there.
    Cart,
    /// A first cart: somebody begins to buy. Whoever has begun goes before whoever has not, so what was begun is brought to its end.
    Entrance,
    /// A product's or a drop's own page.
    Product,
    /// The admin and REST for staff. Few people and programs who have to steer the shop, above all under pressure: behind what sells,
    /// before those who look around.
    Staff,
    /// Lists, search, home, pictures.
    Browse,
    /// What a page can do without.
    Extras,
}

/// How a class is treated.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// As a metric's label.
    pub name: &'static str,
    /// Its limit shrinks when answers take so many times as long as they usually do…
    pub tolerance: f64,
    /// …and longer than so many milliseconds.
    pub target_ms: f64,
    /// So many are always worked on at once.
    pub floor: u32,
    /// So many may wait for their turn, for so many milliseconds.
    pub queue: usize,
    /// Patience of those that wait, in milliseconds. None waits where it is 0.
    pub patience_ms: u64,
}

const fn terms(
    name: &'static str,
    (tolerance, target_ms): (f64, f64),
    floor: u32,
    (queue, patience_ms): (usize, u64),
) -> Terms {
    Terms { name, tolerance, target_ms, floor, queue, patience_ms }
}

/// All classes, in their order.
pub const CLASSES: [Class; 7] =
    [Class::Checkout, Class::Cart, Class::Entrance, Class::Product, Class::Staff, Class::Browse, Class::Extras];

/// How many purchases are under way at once follows how long their requests take, whatever their class: an answer in time for all who
/// have begun. Beyond that nobody begins.
pub const SELLING: Terms = terms("selling", (3.0, 80.0), 128, (0, 0));

impl Class {
    /// The higher the class, the more it takes until it gives way: those below have given way by then, and that may be enough.
    #[must_use]
    pub const fn terms(self) -> Terms {
        match self {
            Class::Checkout => terms("checkout", (8.0, 160.0), 128, (256, 1000)),
            Class::Cart => terms("cart", (6.0, 120.0), 96, (256, 800)),
            Class::Entrance => terms("entrance", (6.0, 120.0), 64, (128, 300)),
            Class::Product => terms("product", (5.0, 90.0), 8, (64, 500)),
            Class::Staff => terms("staff", (5.0, 90.0), 6, (64, 1000)),
            Class::Browse => terms("browse", (4.0, 60.0), 4, (64, 300)),
            Class::Extras => terms("extras", (3.0, 30.0), 1, (0, 0)),
        }
    }

    /// The class of a request; none for what is too cheap to be held up: files from disk, probes.
    #[must_use]
    pub fn of(app: &App, request: &Request) -> Option<Class> {
        if begins_a_cart(app, request) {
            return Some(Class::Entrance);
        }
        Self::of_address(request.method(), request.uri().path())
    }

    /// Part of a purchase that has begun, or its beginning.
    #[must_use]
    pub fn sells(self) -> bool {
        self <= Class::Entrance
    }

    /// The class of what is asked for at a path, or of a route by its pattern; none as in [`Class::of`].
    #[must_use]
    pub fn of_address(method: &Method, path: &str) -> Option<Class> {
        if assets::is_file(path) {
            return None;
        }
        let rest = path.strip_prefix("/api/v1/");
        let mut parts = rest.unwrap_or(path.trim_start_matches('/')).split('/');
        let (first, second, third) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
        Some(match (first, second, third) {
            ("healthz" | "robots.txt" | "site.webmanifest" | "service-worker.js", ..) => return None,
            ("orders", Some("lookup"), _)
            | ("orders", Some(_), Some("reviews" | "feedback"))
            | ("cart", Some("feedback"), _)
            | ("products", Some(_), Some("reviews")) => Class::Browse,
            ("checkout" | "orders" | "payments" | "sandbox", ..) => Class::Checkout,
            ("carts", _, Some("checkout" | "hold")) | ("fn", Some("keep-hold"), _) => Class::Checkout,
            ("carts", None, _) if rest.is_some() && method == Method::POST => Class::Entrance,
            ("cart" | "carts", ..) | ("fn", Some("add-to-cart"), _) => Class::Cart,
            ("products", Some(_), Some("stock")) if path.ends_with("/events") => Class::Extras,
            ("products", Some(_), Some("stock")) => Class::Browse,
            // What somebody wants later.
            ("products", Some(_), Some("notify")) => Class::Extras,
            ("products", Some(_), Some("wish")) => Class::Browse,
            // Hashing a password is dear, and nobody needs an account to buy: signing in gives way to those who do.
            ("products" | "drops", Some(_), _) | ("queue" | "account", ..) => Class::Product,
            ("admin", ..) => Class::Staff,
            // A mail program presses once and does not come back.
            ("newsletter", Some(_), Some("leave")) | ("back-in-stock", ..) => Class::Browse,
            ("extras" | "newsletter", ..) => Class::Extras,
            ("pages" | "contact" | "sitemap" | "wishlist", ..) => Class::Browse,
            // Whatever else changes something was asked for by someone who is at it.
            _ if method == Method::POST => Class::Cart,
            _ => Class::Browse,
        })
    }
}

/// Puts something into a cart and brings none that the shop has given out: the first time anyone does.
pub fn begins_a_cart(app: &App, request: &Request) -> bool {
    let puts = request.method() == Method::POST && matches!(request.uri().path(), "/cart/lines" | "/fn/add-to-cart");
    puts && !cart_cookie::is_ours(app, request.headers())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn every_address_is_of_the_class_that_its_purpose_has() {
        for (method, path, class) in [
            ("GET", "/checkout", Some(Class::Checkout)),
            ("POST", "/checkout/delivery", Some(Class::Checkout)),
            ("POST", "/api/v1/carts/1/checkout", Some(Class::Checkout)),
            ("POST", "/api/v1/carts/1/hold", Some(Class::Checkout)),
            ("POST", "/fn/keep-hold", Some(Class::Checkout)),
            ("GET", "/orders/abc", Some(Class::Checkout)),
            ("POST", "/api/v1/payments/stripe/webhook", Some(Class::Checkout)),
            ("GET", "/cart", Some(Class::Cart)),
            ("POST", "/fn/add-to-cart", Some(Class::Cart)),
            ("GET", "/cart/drawer", Some(Class::Cart)),
            ("GET", "/drawer.js", None),
            ("POST", "/api/v1/carts", Some(Class::Entrance)),
            ("GET", "/api/v1/carts/1", Some(Class::Cart)),
            ("POST", "/api/v1/carts/1/lines", Some(Class::Cart)),
            ("GET", "/account", Some(Class::Product)),
            ("POST", "/account/sign-in", Some(Class::Product)),
            ("POST", "/orders/lookup", Some(Class::Browse)),
            ("POST", "/orders/abc/reviews", Some(Class::Browse)),
            ("POST", "/orders/abc/feedback", Some(Class::Browse)),
            ("POST", "/cart/feedback", Some(Class::Browse)),
            ("GET", "/products/mug/reviews", Some(Class::Browse)),
            ("GET", "/api/v1/products/mug/reviews", Some(Class::Browse)),
            ("GET", "/products/mug?variant=1", Some(Class::Product)),
            ("GET", "/api/v1/products/mug", Some(Class::Product)),
            ("GET", "/drops/lantern", Some(Class::Product)),
            ("POST", "/drops/lantern/queue", Some(Class::Product)),
            ("GET", "/queue/events", Some(Class::Product)),
            ("GET", "/api/v1/products/mug/stock/events", Some(Class::Extras)),
            ("GET", "/admin/orders", Some(Class::Staff)),
            ("PUT", "/api/v1/admin/pressure", Some(Class::Staff)),
            ("GET", "/", Some(Class::Browse)),
            ("GET", "/products", Some(Class::Browse)),
            ("GET", "/search?q=x", Some(Class::Browse)),
            ("GET", "/nothing", Some(Class::Browse)),
            ("GET", "/extras/related/mug", Some(Class::Extras)),
            ("GET", "/api/v1/products/mug/stock", Some(Class::Browse)),
            ("POST", "/newsletter", Some(Class::Extras)),
            ("POST", "/products/mug/notify", Some(Class::Extras)),
            ("POST", "/newsletter/abc/leave", Some(Class::Browse)),
            ("POST", "/back-in-stock/abc", Some(Class::Browse)),
            ("POST", "/products/mug/wish", Some(Class::Browse)),
            ("GET", "/wishlist", Some(Class::Browse)),
            ("POST", "/wishlist/remove", Some(Class::Browse)),
            ("GET", "/pages/imprint", Some(Class::Browse)),
            ("POST", "/contact", Some(Class::Browse)),
            ("GET", "/sitemap.xml", Some(Class::Browse)),
            ("GET", "/sitemap/products.xml", Some(Class::Browse)),
            ("GET", "/healthz", None),
            ("GET", "/pkg/floodgate.css", None),
            ("GET", "/fonts/face.woff2", None),
            ("GET", "/hero.svg?v=1", None),
            ("GET", "/offline.js?v=1", None),
            ("GET", "/service-worker.js", None),
            ("GET", "/admin.css?v=1", None),
            ("GET", "/admin-live.js?v=1", None),
            ("GET", "/queue.css?v=1", None),
            ("GET", "/again.js?v=1", None),
            ("GET", "/queue.js?v=1", None),
            ("GET", "/offline", Some(Class::Browse)),
        ] {
            let request = Request::builder().method(method).uri(path).body(Body::empty()).unwrap();
            let found = Class::of_address(request.method(), request.uri().path());
            assert_eq!(found, class, "{method} {path}");
        }
    }

    #[test]
    fn the_higher_class_is_in_no_respect_worse_off() {
        for (above, below) in CLASSES.iter().zip(&CLASSES[1..]) {
            let (above, below) = (above.terms(), below.terms());
            assert!(above.tolerance >= below.tolerance && above.target_ms >= below.target_ms, "{}", above.name);
            assert!(above.floor > below.floor && above.queue >= below.queue, "{}", above.name);
        }
        assert!(CLASSES.iter().enumerate().all(|(index, class)| *class as usize == index));
    }
}
