use leptos::prelude::*;
use types::{
    catalog::{CollectionView, HomeView, ProductCard},
    flag::Spot,
    rendition::WIDTHS,
};

use super::count_of_products;
use crate::{
    components::{Picture, ProductGrid},
    layout::{Layout, Page, Shell},
    render::render,
    structured,
};

/// Pictures beside the shop's name.
const HERO_PICTURES: usize = 3;

/// `/`
pub fn home(shell: Shell, view: HomeView) -> String {
    render(move || {
        let HomeView { collections, featured, newest } = view;
        let names = collections.iter().map(|collection| collection.title.as_str()).collect::<Vec<_>>().join(" · ");
        let page = Page {
            description: names.clone(),
            image: featured.first().and_then(|card| card.image.as_ref()).map(|image| image.url.clone()),
            data: structured::shop(&shell.origin, &shell.chrome.shop_name),
            ..Page::public("", "/")
        };
        let name = shell.chrome.shop_name.clone();
        let greeting = shell.chrome.extras.greeting;
        let empty = featured.is_empty() && newest.is_empty();
        view! {
            <Layout shell page>
                <section class="hero">
                    <div class="hero-words">
                        {greets(greeting)}
                        <h1>{name}</h1>
                        {(!names.is_empty()).then(|| view! { <p>{names}</p> })}
                        <a class="button" href="/products">"See everything"</a>
                    </div>
                    {hero_pictures(&featured)}
                </section>
                {empty.then(|| view! { <p class="empty">"The shelves are being filled. Come back soon."</p> })}
                {(!collections.is_empty()).then(|| collection_tiles(collections))}
                {shelf("Featured", featured)}
                {shelf("New", newest)}
            </Layout>
        }
    })
}

/// A line that the browser fills for whoever has signed in: `public/extras.js`. It is as high empty as it is full.
fn greets(spot: Spot) -> Option<impl IntoView> {
    (spot != Spot::Nothing).then(|| {
        view! { <p class="greeting" data-extra="greeting" data-some=spot == Spot::Place></p> }
    })
}

fn hero_pictures(featured: &[ProductCard]) -> AnyView {
    let pictured = featured.iter().filter_map(|card| Some((card.slug.clone(), card.image.clone()?)));
    let pictures = pictured.take(HERO_PICTURES).enumerate().map(|(index, (slug, image))| {
        view! {
            <a href=format!("/products/{slug}")>
                <Picture image=Some(image) sizes="(min-width: 64rem) 20rem, 33vw" widest=WIDTHS[2] eager=true foremost=index == 0/>
            </a>
        }
    });
    view! { <div class="hero-pictures">{pictures.collect_view()}</div> }.into_any()
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
            <h2 id="collections">"Collections"</h2>
            <ul class="collection-tiles">{tiles.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn shelf(title: &'static str, items: Vec<ProductCard>) -> Option<impl IntoView> {
    (!items.is_empty()).then(|| {
        view! {
            <section class="shelf">
                <h2>{title}</h2>
                <ProductGrid items/>
            </section>
        }
    })
}
