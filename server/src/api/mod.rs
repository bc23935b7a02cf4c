//! REST, JSON, under `/api/v1`: every call on this page. One table makes both the router and the OpenAPI document, so neither can
//! hold a call that the other lacks.

mod admin;
mod caller;
mod carts;
mod checkout;
mod conditional;
mod created;
mod document;
mod drops;
mod orders;
mod products;
mod refusals;
mod reviews;
mod validators;
mod webhooks;

use axum::{Router, extract::DefaultBodyLimit, middleware::from_fn};
use utoipa_axum::{
    router::{OpenApiRouter, UtoipaMethodRouterExt},
    routes,
};

use crate::{App, middleware::UPLOAD_LIMIT};

/// Where all of it stands.
pub const PREFIX: &str = "/api/v1";

/// Bytes of a product or a page as staff write it: its HTML alone may have 50,000 characters.
const HTML_LIMIT: usize = 512 * 1024;

/// All calls.
pub fn router() -> Router<App> {
    document::described(table()).split_for_parts().0.layer(from_fn(conditional::tag))
}

/// The document of all calls, as a file keeps it.
pub fn document_text() -> String {
    document::text()
}

fn table() -> OpenApiRouter<App> {
    let (large, upload) = (DefaultBodyLimit::max(HTML_LIMIT), DefaultBodyLimit::max(UPLOAD_LIMIT));
    OpenApiRouter::default()
        .routes(routes!(document::show))
        // For everyone.
        .routes(routes!(products::list))
        .routes(routes!(products::show))
        .routes(routes!(products::stock))
        .routes(routes!(reviews::list))
        .routes(routes!(carts::create))
        .routes(routes!(carts::show))
        .routes(routes!(carts::add_line))
        .routes(routes!(carts::set_line, carts::remove_line))
        .routes(routes!(carts::hold, carts::release))
        .routes(routes!(checkout::place))
        .routes(routes!(orders::show))
        .routes(routes!(webhooks::receive))
        .routes(routes!(products::stock_events))
        .routes(routes!(drops::show))
        .routes(routes!(drops::place, drops::join))
        .routes(routes!(drops::shop_place, drops::join_shop))
        // For staff, with a key.
        .routes(routes!(admin::products::list, admin::products::create).layer(large))
        .routes(routes!(admin::products::show, admin::products::replace).layer(large))
        .routes(routes!(admin::images::list, admin::images::add, admin::images::reorder).layer(upload))
        .routes(routes!(admin::images::show, admin::images::replace, admin::images::delete))
        .routes(routes!(admin::collections::list, admin::collections::create).layer(large))
        .routes(routes!(admin::collections::show, admin::collections::replace, admin::collections::delete).layer(large))
        .routes(routes!(admin::collections::members, admin::collections::reorder))
        .routes(routes!(admin::collections::admit, admin::collections::dismiss))
        .routes(routes!(admin::translations::product, admin::translations::replace_product).layer(large))
        .routes(routes!(admin::translations::collection, admin::translations::replace_collection).layer(large))
        .routes(routes!(admin::translations::page, admin::translations::replace_page).layer(large))
        .routes(routes!(admin::variants::create))
        .routes(routes!(admin::variants::show, admin::variants::replace, admin::variants::delete))
        .routes(routes!(admin::currencies::list))
        .routes(routes!(admin::currencies::show, admin::currencies::set))
        .routes(routes!(admin::currencies::prices, admin::currencies::replace_prices))
        .routes(routes!(admin::policies::show, admin::policies::replace))
        .routes(routes!(admin::bundles::show, admin::bundles::replace))
        .routes(routes!(admin::stock::show))
        .routes(routes!(admin::stock::adjust))
        .routes(routes!(admin::stock::transfer))
        .routes(routes!(admin::locations::list, admin::locations::create))
        .routes(routes!(admin::locations::replace))
        .routes(routes!(admin::orders::list))
        .routes(routes!(admin::orders::show))
        .routes(routes!(admin::orders::fulfil))
        .routes(routes!(admin::orders::cancel))
        .routes(routes!(admin::orders::refund))
        .routes(routes!(admin::customers::list))
        .routes(routes!(admin::customers::show))
        .routes(routes!(admin::jobs::list))
        .routes(routes!(admin::jobs::requeue))
        .routes(routes!(admin::jobs::discard))
        .routes(routes!(admin::payments::providers))
        .routes(routes!(admin::flags::list))
        .routes(routes!(admin::flags::set, admin::flags::clear))
        .routes(routes!(admin::flags::pressure, admin::flags::hold))
        .routes(routes!(admin::flags::switches))
        .routes(routes!(admin::discounts::list, admin::discounts::create))
        .routes(routes!(admin::discounts::show, admin::discounts::replace, admin::discounts::delete))
        .routes(routes!(admin::content::list, admin::content::create).layer(large))
        .routes(routes!(admin::content::show, admin::content::replace, admin::content::delete).layer(large))
        .routes(routes!(admin::reviews::list))
        .routes(routes!(admin::reviews::decide))
        .routes(routes!(admin::drops::list, admin::drops::create))
        .routes(routes!(admin::drops::show, admin::drops::replace, admin::drops::delete))
        .routes(routes!(admin::translations::drop, admin::translations::replace_drop))
        .routes(routes!(admin::drops::schedule))
        .routes(routes!(admin::drops::withdraw))
        .routes(routes!(admin::drops::end))
        .routes(routes!(admin::drops::control))
        .routes(routes!(admin::drops::shop_room, admin::drops::control_shop))
}
