//! The admin: handlers of its pages and forms, every route on this page. Whoever is not signed in is sent to sign in first; every
//! change is a POST answered by a redirect, or by the same page with what was typed and what is wrong with it.

mod collections;
mod content;
mod currencies;
mod customers;
mod dashboard;
mod discounts;
mod drops;
mod face;
mod feedback;
mod fields;
mod flags;
mod images;
mod jobs;
mod locations;
mod orders;
mod paging;
mod parts;
mod products;
mod reviews;
mod sign_in;
mod signed_in;
mod stock;
mod stock_item;
mod surge;
mod translations;
mod variants;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    middleware::from_fn_with_state,
    routing::{any, get, post},
};

use crate::{
    App,
    middleware::{UPLOAD_LIMIT, rate_limit},
    session,
};

/// Bytes of a form with HTML, a product's or a page's: a description of 50,000 characters, three bytes each when encoded, or more in other scripts.
const HTML_LIMIT: usize = 512 * 1024;

/// `/admin` and everything under it.
pub fn router(app: &App) -> Router<App> {
    let door = Router::new().route("/admin/sign-in", get(sign_in::show).post(sign_in::sign_in));
    let html_limit = DefaultBodyLimit::max(HTML_LIMIT);
    Router::new()
        .merge(rate_limit::sign_in(door, app))
        .route("/admin/sign-out", post(sign_in::sign_out))
        .route("/admin", get(dashboard::show))
        .route("/admin/orders", get(orders::list))
        .route("/admin/orders/{number}", get(orders::show))
        .route("/admin/orders/{number}/fulfil", post(orders::fulfil))
        .route("/admin/orders/{number}/cancel", post(orders::cancel))
        .route("/admin/orders/{number}/refund", post(orders::refund))
        .route("/admin/customers", get(customers::list))
        .route("/admin/customers/{id}", get(customers::show))
        .route("/admin/jobs", get(jobs::list))
        .route("/admin/jobs/requeue", post(jobs::requeue_kind))
        .route("/admin/jobs/{id}/requeue", post(jobs::requeue))
        .route("/admin/jobs/{id}/discard", post(jobs::discard))
        .route("/admin/surge", get(surge::show))
        .route("/admin/surge/live", get(surge::live))
        .route("/admin/surge/level", post(surge::hold))
        .route("/admin/products", get(products::list).post(products::create).layer(html_limit))
        .route("/admin/products/new", get(products::draft))
        .route("/admin/products/{id}", get(products::show).post(products::update).layer(html_limit))
        .route("/admin/products/{id}/variants", post(variants::create))
        .route("/admin/products/{id}/images", post(images::add).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .route(
            "/admin/products/{id}/translations/{locale}",
            get(translations::product).post(translations::write_product).layer(html_limit),
        )
        .route("/admin/collections", get(collections::list))
        .route(
            "/admin/collections/{id}/translations/{locale}",
            get(translations::collection).post(translations::write_collection).layer(html_limit),
        )
        .route("/admin/variants/{id}", post(variants::update))
        .route("/admin/variants/{id}/delete", post(variants::delete))
        .route("/admin/variants/{id}/prices", get(currencies::prices).post(currencies::set_prices))
        .route("/admin/currencies", get(currencies::list))
        .route("/admin/currencies/{code}", post(currencies::set))
        .route("/admin/images/{id}/delete", post(images::delete))
        .route("/admin/stock", get(stock::list))
        .route("/admin/stock/{variant_id}", get(stock_item::show).post(stock_item::adjust))
        .route("/admin/stock/{variant_id}/transfer", post(stock_item::transfer))
        .route("/admin/stock/{variant_id}/policy", post(stock_item::set_policy))
        .route("/admin/stock/{variant_id}/bundle", post(stock_item::set_bundle))
        .route("/admin/locations", get(locations::list).post(locations::add))
        .route("/admin/locations/{id}", post(locations::change))
        .route("/admin/flags", get(flags::list))
        .route("/admin/flags/{key}", post(flags::set))
        .route("/admin/pressure", post(flags::hold))
        .route("/admin/discounts", get(discounts::list).post(discounts::create))
        .route("/admin/discounts/new", get(discounts::draft))
        .route("/admin/discounts/{id}", get(discounts::show).post(discounts::update))
        .route("/admin/discounts/{id}/activate", post(discounts::activate))
        .route("/admin/discounts/{id}/deactivate", post(discounts::deactivate))
        .route("/admin/discounts/{id}/delete", post(discounts::delete))
        .route("/admin/pages", get(content::list).post(content::create).layer(html_limit))
        .route("/admin/pages/new", get(content::draft))
        .route("/admin/pages/{id}", get(content::show).post(content::update).layer(html_limit))
        .route("/admin/pages/{id}/delete", post(content::delete))
        .route(
            "/admin/pages/{id}/translations/{locale}",
            get(translations::page).post(translations::write_page).layer(html_limit),
        )
        .route("/admin/reviews", get(reviews::list))
        .route("/admin/reviews/{id}", post(reviews::decide))
        .route("/admin/feedback", get(feedback::show))
        .route("/admin/drops", get(drops::list).post(drops::create))
        .route("/admin/drops/new", get(drops::draft))
        .route("/admin/drops/room", post(drops::control_shop))
        .route("/admin/drops/{id}", get(drops::show).post(drops::update))
        .route("/admin/drops/{id}/translations/{locale}", get(translations::drop).post(translations::write_drop))
        .route("/admin/drops/{id}/schedule", post(drops::schedule))
        .route("/admin/drops/{id}/withdraw", post(drops::withdraw))
        .route("/admin/drops/{id}/end", post(drops::end))
        .route("/admin/drops/{id}/delete", post(drops::delete))
        .route("/admin/drops/{id}/room", post(drops::control))
        // Under its own roof, so that staff who lose their way stay in the admin.
        .route("/admin/{*rest}", any(dashboard::not_found))
        .layer(from_fn_with_state(app.clone(), face::dress))
        .layer(session::staff(app))
}
