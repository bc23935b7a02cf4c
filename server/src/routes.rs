//! Every address of the shop.

use axum::{
    Router,
    routing::{get, post},
};

use crate::{
    App, admin, api, assets, media,
    middleware::{self, rate_limit},
    ops, pages, server_fns,
};

/// Everything the public listener answers, in its whole stack of middleware.
pub fn router(app: &App) -> Router {
    // Limits per client address differ by what is asked for; see `middleware` for what stands around them.
    let shop = rate_limit::pages(middleware::work(shop(app).merge(admin::router(app)), app), app);
    let rest = rate_limit::rest(middleware::work(api::router(), app), app);
    let files = middleware::work(files(app), app);
    middleware::around(shop.merge(rest).merge(files).with_state(app.clone()), app)
}

/// What shoppers see and do.
fn shop(app: &App) -> Router<App> {
    let routes = Router::new()
        .route("/", get(pages::home::show))
        .route("/products", get(pages::listing::products))
        .route("/products/{slug}", get(pages::product::show))
        .route("/collections/{slug}", get(pages::listing::collection))
        .route("/search", get(pages::listing::search))
        .route("/cart", get(pages::cart::show))
        .route("/cart/lines", post(pages::cart::add))
        .route("/cart/lines/update", post(pages::cart::update))
        .route("/checkout", get(pages::checkout::show).post(pages::checkout::place))
        .route("/checkout/delivery", get(pages::checkout::show).post(pages::checkout::delivery))
        .route("/orders/{token}", get(pages::order::show))
        .route("/sandbox/approve/{reference}", get(pages::sandbox::show).post(pages::sandbox::decide))
        // What a page can do without.
        .route("/extras/mine", get(pages::extras::mine))
        .route("/extras/related/{slug}", get(pages::extras::related))
        .route("/extras/recent", get(pages::extras::recent))
        .route("/extras/suggest", get(pages::extras::suggest))
        .route("/extras/newsletter", get(pages::extras::newsletter))
        .route("/newsletter", post(pages::newsletter::ask))
        .route("/newsletter/{token}", get(pages::newsletter::show).post(pages::newsletter::answer))
        // What the islands call.
        .route("/fn/{name}", post(server_fns::call))
        .fallback(pages::error::not_found);
    if !app.services.settings.dev_mailbox() {
        return routes;
    }
    routes.route("/dev/mailbox", get(pages::mailbox::list)).route("/dev/mailbox/{id}", get(pages::mailbox::mail))
}

/// Files: many to a page and cheap, so they are not counted per client address.
fn files(app: &App) -> Router<App> {
    Router::new()
        .route("/media/{name}", get(media::show))
        .merge(assets::routes(app))
        // For load balancers that see this listener only.
        .route("/healthz", get(ops::healthz))
}
