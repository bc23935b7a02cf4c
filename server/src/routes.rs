//! Every address of the shop.

use axum::{
    Router,
    middleware::from_fn_with_state,
    routing::{get, post},
};

use crate::{
    App, admin, api, assets, media,
    middleware::{self, rate_limit},
    ops,
    page_cache::{Filler, Front},
    pages, server_fns, service_worker, session,
};

/// Everything the public listener answers, in its whole stack of middleware.
pub fn router(app: &App) -> Front {
    let filler = Filler::new(app, middleware::work(kept(), app).with_state(app.clone()));
    let kept = middleware::work(kept(), app).layer(from_fn_with_state(filler.clone(), Filler::fill));
    // Limits per client address differ by what is asked for; see `middleware` for what stands around them.
    let shop = rate_limit::pages(middleware::work(shop(app).merge(admin::router(app)), app).merge(kept), app);
    let rest = rate_limit::rest(middleware::work(api::router(), app), app);
    let files = middleware::work(files(app), app);
    Front::new(app, filler, middleware::around(shop.merge(rest).merge(files).with_state(app.clone()), app))
}

/// Every path that [`router`] answers, read out of the finished router, so that no list beside it can lack one.
#[must_use]
pub fn paths(app: &App) -> Vec<String> {
    router(app).paths()
}

/// Pages that are the same for everyone. `page_cache::address` says how their addresses are read.
fn kept() -> Router<App> {
    Router::new()
        .route("/", get(pages::home::show))
        .route("/products", get(pages::listing::products))
        .route("/products/{slug}", get(pages::product::show))
        .route("/drops/{slug}", get(pages::drops::show))
        .route("/collections/{slug}", get(pages::listing::collection))
        .route("/pages/{slug}", get(pages::content::show))
        .route("/offline", get(pages::offline::show))
}

/// What shoppers see and do.
fn shop(app: &App) -> Router<App> {
    let routes = Router::new()
        .route("/search", get(pages::listing::search))
        .route("/cart", get(pages::cart::show))
        .route("/cart/drawer", get(pages::cart::drawer).post(pages::cart::change))
        .route("/cart/lines", post(pages::cart::add))
        .route("/cart/lines/update", post(pages::cart::update))
        .route("/wishlist", get(pages::wishlist::show))
        .route("/wishlist/remove", get(pages::wishlist::instead).post(pages::wishlist::remove))
        .route("/products/{slug}/wish", get(pages::product::instead).post(pages::wishlist::save))
        .route("/products/{slug}/notify", get(pages::product::instead).post(pages::restock::ask))
        .merge(customers(app))
        .route("/cart/feedback", get(pages::feedback::sent).post(pages::feedback::about_cart))
        .route("/products/{slug}/reviews", get(pages::reviews::list))
        .route("/orders/{token}", get(pages::order::show))
        .route("/orders/{token}/reviews", post(pages::reviews::write))
        .route("/orders/{token}/feedback", post(pages::feedback::about_order))
        .route("/sandbox/approve/{reference}", get(pages::sandbox::show).post(pages::sandbox::decide))
        .route("/drops/{slug}/queue", get(pages::drops::place).post(pages::drops::join))
        .route("/drops/{slug}/queue/events", get(pages::drops::events))
        .route("/drops/{slug}/buy", post(pages::drops::buy))
        .route("/queue", get(pages::queue::place).post(pages::queue::join))
        .route("/queue/events", get(pages::queue::events))
        // What a page can do without.
        .route("/extras/mine", get(pages::extras::mine))
        .route("/extras/related/{slug}", get(pages::extras::related))
        .route("/extras/reviews/{slug}", get(pages::extras::said))
        .route("/extras/recent", get(pages::extras::recent))
        .route("/extras/suggest", get(pages::extras::suggest))
        .route("/extras/newsletter", get(pages::extras::newsletter))
        .route("/back-in-stock/{token}", get(pages::restock::show).post(pages::restock::leave))
        .route("/newsletter", post(pages::newsletter::ask))
        .route("/newsletter/{token}", get(pages::newsletter::show).post(pages::newsletter::answer))
        .route("/newsletter/{token}/leave", get(pages::newsletter::show).post(pages::newsletter::leave))
        .route("/contact", get(pages::content::contact).post(pages::content::write))
        .route("/contact/sent", get(pages::content::sent))
        // What programs are told.
        .route("/sitemap.xml", get(pages::sitemap::index))
        .route("/sitemap/{part}", get(pages::sitemap::part))
        // What the islands call.
        .route("/fn/{name}", post(server_fns::call))
        .fallback(pages::error::not_found);
    if !app.services.settings.dev_mailbox() {
        return routes;
    }
    routes.route("/dev/mailbox", get(pages::mailbox::list)).route("/dev/mailbox/{id}", get(pages::mailbox::mail))
}

/// What depends on who has signed in. All else knows nobody: a signed-in customer's cart is named by the same cookie as a guest's.
fn customers(app: &App) -> Router<App> {
    use pages::account::{addresses, details, door, mailed, overview};
    // What is guessed at or sends mail.
    let doors = Router::new()
        .route("/account/sign-in", get(door::sign_in_page).post(door::sign_in))
        .route("/account/sign-up", get(door::sign_up_page).post(door::sign_up))
        .route("/account/reset", get(mailed::ask_reset_page).post(mailed::ask_reset))
        .route("/account/reset/{token}", get(mailed::reset_page).post(mailed::reset))
        .route("/orders/lookup", get(mailed::lookup_page).post(mailed::lookup));
    rate_limit::sign_in(doors, app)
        .route("/account", get(overview::show))
        .route("/account/sign-out", post(door::sign_out))
        .route("/account/sign-out-everywhere", post(door::sign_out_everywhere))
        .route("/account/confirm", post(mailed::ask_confirmation))
        .route("/account/confirm/{token}", get(mailed::confirm_page).post(mailed::confirm))
        .route("/account/details", get(details::show))
        .route("/account/name", post(details::rename))
        .route("/account/password", post(details::change_password))
        .route("/account/addresses", get(addresses::list).post(addresses::add))
        .route("/account/addresses/new", get(addresses::new))
        .route("/account/addresses/{id}", get(addresses::show).post(addresses::update))
        .route("/account/addresses/{id}/default", post(addresses::make_default))
        .route("/account/addresses/{id}/delete", post(addresses::remove))
        .route("/extras/greeting", get(pages::extras::greeting))
        .route("/checkout", get(pages::checkout::show).post(pages::checkout::place))
        .route("/checkout/delivery", get(pages::checkout::show).post(pages::checkout::delivery))
        .layer(session::customers(app))
}

/// Files: many to a page and cheap, so they are not counted per client address.
fn files(app: &App) -> Router<App> {
    Router::new()
        .route("/media/{name}", get(media::show))
        .merge(assets::routes(app))
        .route("/robots.txt", get(pages::sitemap::robots))
        .route("/site.webmanifest", get(pages::web_app::manifest))
        .route("/service-worker.js", get(service_worker::show))
        // For load balancers that see this listener only.
        .route("/healthz", get(ops::healthz))
}
