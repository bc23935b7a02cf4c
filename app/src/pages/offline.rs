use leptos::prelude::*;
use types::flag::Extras;
use words::t;

use crate::{
    components::{Notice, Tone},
    layout::{Layout, Page, Shell},
    render::render,
};

/// Where the browser puts a moment.
const TIME: &str = "{time}";

/// `/offline`: what a browser shows where there is no connection. It is kept by browsers, so it is the same at every level of pressure.
/// `public/offline.js` puts into it what the browser has kept. Its templates are what `public/service-worker.js` writes on kept pages:
/// `{time}` becomes the moment at which they were seen.
pub fn offline(shell: Shell) -> String {
    render(move || {
        let mut shell = shell;
        shell.chrome.extras = Extras::default();
        let script = shell.assets.offline.clone();
        view! {
            <Layout shell page=Page::private(t!("offline-title"))>
                <div class="offline" data-offline>
                    <section class="offline-lead">
                        <h1>{t!("offline-title")}</h1>
                        <p>{t!("offline-what")}</p>
                        {again()}
                    </section>
                    <section data-kept="cart" hidden>
                        <h2 data-words=t!("offline-cart-then", time = TIME)>{t!("offline-cart")}</h2>
                        <ul class="offline-lines"></ul>
                        <p><a href="/cart">{t!("offline-view-cart")}</a></p>
                    </section>
                    <section data-kept="products" hidden>
                        <h2>{t!("offline-products")}</h2>
                        <ul class="product-grid"></ul>
                    </section>
                </div>
                {card()}
                <template id="still-banner">{banner()}</template>
                <template id="still-price">{t!("offline-price-then", time = TIME)}</template>
                <script defer src=script></script>
            </Layout>
        }
    })
}

/// The address that was asked for once more.
fn again() -> impl IntoView {
    view! { <p><a class="button button-quiet" href="">{t!("offline-again")}</a></p> }
}

/// A product as it was seen.
fn card() -> impl IntoView {
    view! {
        <template id="offline-card">
            <li>
                <article class="product-card">
                    <div class="product-card-picture"></div>
                    <h3 class="product-card-title"><a></a></h3>
                    <p class="still-price"></p>
                </article>
            </li>
        </template>
    }
}

/// Above a page that was kept.
fn banner() -> impl IntoView {
    view! {
        <div class="still-banner">
            <Notice tone=Tone::Info>
                <p>{t!("offline-page-then", time = TIME)}</p>
                {again()}
            </Notice>
        </div>
    }
}
