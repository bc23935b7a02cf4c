//! The market a request is for. It is found in the path's beginning, which is taken away before anything else looks at it: limits, classes,
//! routes and handlers know one path for a page, and words and redirects follow the market by themselves.

use std::sync::Arc;

use axum::{
    extract::{OriginalUri, Request},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use http::{HeaderValue, Method, Uri, header::LOCATION, uri::PathAndQuery};
use types::{Locale, Market, is_of_market, needs_prefix};
use words::Reader;

use crate::App;

/// The market `path` lies in, and the path inside it. What is there once for all markets is at no other path.
pub fn of_path<'a>(app: &App, path: &'a str) -> (Market, &'a str) {
    let home = || (app.services.settings.home_market(), path);
    let (market, inside) = Market::of_path(&app.markets, path).unwrap_or_else(home);
    let leads_in = market.is_root() || inside.is_empty() || is_of_market(inside);
    if leads_in { (market, inside) } else { (market, path) }
}

/// Leads a request into its market; who asks for the market itself is told where its home page is. What was asked for stays in
/// [`OriginalUri`].
pub fn enter(app: &App, request: &mut Request) -> Option<Response> {
    let (market, inside) = of_path(app, request.uri().path());
    let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
    if inside.is_empty() && !market.is_root() {
        return Some(Redirect::permanent(&format!("{}{query}", market.address("/"))).into_response());
    }
    let stripped = (inside.len() < request.uri().path().len()).then(|| at(request.uri(), &format!("{inside}{query}")));
    request.extensions_mut().insert(market);
    let is_stripped = stripped.is_some();
    if let Some(uri) = stripped.flatten() {
        let asked = std::mem::replace(request.uri_mut(), uri);
        request.extensions_mut().insert(OriginalUri(asked));
    }
    if is_stripped || market.is_root() {
        let here = Here::of(request.method(), request.uri());
        request.extensions_mut().insert(here);
    }
    None
}

/// Where, inside its market, whoever asks again sees the page that a request is answered with, or the one next to it.
#[derive(Clone, Debug)]
pub struct Here(pub Arc<str>);

impl Here {
    /// What was asked for; after a form the page it stands on.
    pub fn of(method: &Method, uri: &Uri) -> Self {
        let reads = matches!(*method, Method::GET | Method::HEAD);
        let here = match uri.path_and_query().filter(|_| reads && is_of_market(uri.path())) {
            Some(here) => here.as_str().to_owned(),
            None => next_to(uri.path()),
        };
        Self(here.into())
    }
}

/// The page next to a form's address.
fn next_to(path: &str) -> String {
    let mut parts = path.split('/').skip(1);
    match (parts.next().unwrap_or_default(), parts.next()) {
        (first @ ("drops" | "orders" | "products"), Some(second)) => format!("/{first}/{second}"),
        (first @ ("account" | "cart" | "checkout" | "contact" | "queue" | "wishlist"), _) => format!("/{first}"),
        _ => "/".to_owned(),
    }
}

/// `uri` with another path and query.
fn at(uri: &Uri, path_and_query: &str) -> Option<Uri> {
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(path_and_query).ok()?);
    Uri::from_parts(parts).ok()
}

/// Who reads the answer to a request. The admin and programs read English, whatever the shop's first language is.
pub fn reader(request: &Request) -> Reader {
    let first = request.uri().path().split('/').nth(1);
    match request.extensions().get::<Market>() {
        Some(market) if !matches!(first, Some("admin" | "api")) => (*market).into(),
        _ => Locale::En.into(),
    }
}

/// Around all that is done for a request: it is done in its market, and redirects stay there.
pub async fn inside(request: Request, next: Next) -> Response {
    let reader = reader(&request);
    let mut response = words::scope(reader, next.run(request)).await;
    lead_on(&mut response, reader.prefix());
    response
}

fn lead_on(response: &mut Response, prefix: &str) {
    let to = response.headers().get(LOCATION).and_then(|to| to.to_str().ok()).filter(|to| needs_prefix(to, prefix));
    if let Some(to) = to.and_then(|to| HeaderValue::from_str(&format!("{prefix}{to}")).ok()) {
        response.headers_mut().insert(LOCATION, to);
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use types::Currency;

    use super::*;

    #[test]
    fn an_address_keeps_all_but_its_path() {
        let inside = |uri: &str, path: &str| at(&uri.parse().unwrap(), path).unwrap().to_string();
        assert_eq!(inside("/de/cart?a=b", "/cart?a=b"), "/cart?a=b");
        assert_eq!(inside("http://shop.example/de/", "/"), "http://shop.example/");
    }

    #[test]
    fn after_a_form_whoever_asks_again_sees_the_page_it_stands_on() {
        let here = |method: Method, uri: &str| Here::of(&method, &uri.parse().unwrap()).0.to_string();
        assert_eq!(here(Method::GET, "/products/mug?variant=1"), "/products/mug?variant=1");
        assert_eq!(here(Method::GET, "/admin/orders"), "/", "which is no page of a market");
        for (posted, page) in [
            ("/cart/lines/update", "/cart"),
            ("/checkout/delivery", "/checkout"),
            ("/products/mug/notify", "/products/mug"),
            ("/account/password", "/account"),
            ("/newsletter", "/"),
        ] {
            assert_eq!(here(Method::POST, posted), page);
        }
    }

    #[test]
    fn redirects_stay_in_the_market_and_lead_into_it_once() {
        let led = |to: &'static str, prefix: &str| {
            let mut response = Redirect::to(to).into_response();
            lead_on(&mut response, prefix);
            lead_on(&mut response, prefix);
            response.headers()[LOCATION].to_str().unwrap().to_owned()
        };
        assert_eq!(led("/cart", "/de"), "/de/cart");
        assert_eq!(led("/account/sign-in?next=/checkout", "/de"), "/de/account/sign-in?next=/checkout");
        for other in ["/admin/orders", "https://bank.example/", "//other.example/", "/de/cart", "/media/a"] {
            assert_eq!(led(other, "/de"), other);
        }
        assert_eq!(led("/cart", ""), "/cart");
    }

    #[test]
    fn the_admin_and_programs_read_english_and_shoppers_their_language() {
        let read = |path: &str| {
            let mut request = Request::builder().uri(path).body(Body::empty()).unwrap();
            request.extensions_mut().insert(Market::root(Locale::De, Currency::USD));
            reader(&request).locale()
        };
        assert_eq!((read("/admin/orders"), read("/api/v1/carts")), (Locale::En, Locale::En));
        assert_eq!((read("/cart"), read("/fn/add-to-cart"), read("/administer")), (Locale::De, Locale::De, Locale::De));
    }
}
