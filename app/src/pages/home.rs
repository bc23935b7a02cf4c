use leptos::prelude::*;
use types::{
    catalog::{CollectionView, HomeView, ProductCard},
    flag::Spot,
    rendition::WIDTHS,
};
use words::t;

use super::count_of_products;
use crate::{
    assets::hero_address,
    components::{Picture, ProductGrid},
    layout::{Layout, Page, Shell},
    render::render,
    structured,
};

/// `/`
pub fn home(shell: Shell, view: HomeView) -> String {
    render(move || {
        let HomeView { collections, featured, newest } = view;
        let tagline = shell.chrome.tagline.clone();
        let page = Page {
            description: described(&tagline, &collections),
            image: featured.first().and_then(|card| card.image.as_ref()).map(|image| image.url.clone()),
            data: structured::shop(shell.site(), &shell.chrome.shop_name),
            ..Page::public("", "/")
        };
        let name = shell.chrome.shop_name.clone();
        let light = shell.chrome.extras.light;
        let greeting = shell.chrome.extras.greeting;
        let empty = featured.is_empty() && newest.is_empty();
        view! {
            <Layout shell page>
                <section class="hero" class:hero-plain=light>
                    {(!light).then(scene)}
                    <div class="hero-words">
                        {greets(greeting)}
                        <h1>{name}</h1>
                        {(!tagline.is_empty()).then(|| view! { <p><bdi>{tagline}</bdi></p> })}
                        <a class="button" href="/products">{t!("see-everything")}</a>
                    </div>
                </section>
                {empty.then(|| view! { <p class="empty">{t!("home-empty")}</p> })}
                {(!collections.is_empty()).then(|| collection_tiles(collections))}
                {shelf(t!("home-featured"), featured)}
                {shelf(t!("home-new"), newest)}
            </Layout>
        }
    })
}

/// For search engines: what the shop says of itself, and what it has.
fn described(tagline: &str, collections: &[CollectionView]) -> String {
    let names = collections.iter().map(|collection| collection.title.as_str()).collect::<Vec<_>>().join(" · ");
    [tagline, names.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Says nothing that the words beside it do not.
fn scene() -> impl IntoView {
    view! { <img class="hero-scene" src=hero_address() alt="" width="1600" height="900" fetchpriority="high"/> }
}

/// A line that the browser fills for whoever has signed in: `public/extras.js`. It is as high empty as it is full.
fn greets(spot: Spot) -> Option<impl IntoView> {
    (spot != Spot::Nothing).then(|| {
        view! { <p class="greeting" data-extra="greeting" data-some=spot == Spot::Place></p> }
    })
}

fn collection_tiles(collections: Vec<CollectionView>) -> AnyView {
    let tiles = collections.into_iter().map(|collection| {
        let CollectionView { slug, title, image, product_count, .. } = collection;
        view! {
            <li>
                <a class="collection-tile" href=format!("/collections/{slug}")>
                    <Picture image sizes="(min-width: 64rem) 16vw, 33vw" widest=WIDTHS[1]/>
                    <span class="collection-tile-title">{title}</span>
                    <span class="quiet">{count_of_products(product_count)}</span>
                </a>
            </li>
        }
    });
    view! {
        <section class="shelf" aria-labelledby="collections">
            <h2 id="collections">{t!("collections-title")}</h2>
            <ul class="collection-tiles">{tiles.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn shelf(title: String, items: Vec<ProductCard>) -> Option<impl IntoView> {
    (!items.is_empty()).then(|| {
        view! {
            <section class="shelf">
                <h2>{title}</h2>
                <ProductGrid items/>
            </section>
        }
    })
}
