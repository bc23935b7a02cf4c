use leptos::prelude::*;
use types::{
    VariantId,
    rendition::WIDTHS,
    wishlist::{Standing, WishView, WishedGoods, WishlistView},
};
use words::t;

use crate::{
    components::{CARD_SIZES, Picture, Price},
    layout::{Layout, Page, Shell},
    render::render,
};

/// `/wishlist`
pub fn wishlist(shell: Shell, view: WishlistView) -> String {
    render(move || {
        let page = Page::private(t!("wishlist-title"));
        let content = match view.items.is_empty() {
            true => empty().into_any(),
            false => {
                let cards = view.items.into_iter().enumerate();
                let cards = cards.map(|(index, wish)| view! { <li>{card(wish, index == 0)}</li> }).collect_view();
                view! { <ul class="product-grid wishes">{cards}</ul> }.into_any()
            }
        };
        view! {
            <Layout shell page>
                <h1>{t!("wishlist-title")}</h1>
                {content}
            </Layout>
        }
    })
}

fn empty() -> impl IntoView {
    view! {
        <div class="empty">
            <p>{t!("wishlist-empty")}</p>
            <a class="button" href="/products">{t!("see-everything")}</a>
        </div>
    }
}

/// `foremost` is the card that the visitor sees first.
fn card(wish: WishView, foremost: bool) -> AnyView {
    let id = wish.variant_id;
    match wish.goods {
        Some(goods) => sold(id, goods, foremost),
        None => view! {
            <article class="wish-card">
                <p class="quiet">{t!("wishlist-gone")}</p>
                <div class="wish-acts">{take_off(id, &t!("wishlist-gone-name"))}</div>
            </article>
        }
        .into_any(),
    }
}

fn sold(id: VariantId, goods: WishedGoods, foremost: bool) -> AnyView {
    let full_title = goods.full_title();
    let WishedGoods { slug, title, variant_title, image, price, standing } = goods;
    let href = format!("/products/{slug}?variant={id}");
    let few = matches!(standing, Standing::FewLeft(_));
    let which = (!variant_title.is_empty()).then(|| view! { <p class="quiet wish-variant">{variant_title}</p> });
    view! {
        <article class="product-card wish-card">
            <div class="product-card-picture">
                <Picture image sizes=CARD_SIZES widest=WIDTHS[1] foremost/>
                {flag(standing).map(|words| view! { <span class="product-card-flag" class:few-left=few>{words}</span> })}
            </div>
            <h2 class="product-card-title"><a href=href.clone()>{title}</a></h2>
            {which}
            <p><Price price compare_at=None from=false/></p>
            <div class="wish-acts">
                {way_to_it(id, standing, href, &full_title)}
                {take_off(id, &full_title)}
            </div>
        </article>
    }
    .into_any()
}

fn flag(standing: Standing) -> Option<String> {
    match standing {
        Standing::Available => None,
        Standing::FewLeft(left) => Some(t!("wishlist-left", count = left)),
        Standing::SoldOut => Some(t!("card-sold-out")),
        Standing::InDrop => Some(t!("card-in-drop")),
    }
}

/// The button that buys it, or the way to where more is known.
fn way_to_it(id: VariantId, standing: Standing, href: String, title: &str) -> AnyView {
    let called = |act: String| t!("wishlist-act", act = act, title = title);
    match standing {
        Standing::Available | Standing::FewLeft(_) => view! {
            <form method="post" action="/cart/lines">
                <input type="hidden" name="variant_id" value=id.to_string()/>
                <button class="button" aria-label=called(t!("wishlist-add"))>{t!("wishlist-add")}</button>
            </form>
        }
        .into_any(),
        Standing::SoldOut => view! {
            <a class="button button-quiet" href=format!("{href}#notify-me") aria-label=called(t!("wishlist-tell-when"))>{t!("wishlist-tell")}</a>
        }
        .into_any(),
        Standing::InDrop => {
            view! { <a class="button button-quiet" href=href aria-label=called(t!("wishlist-drop"))>{t!("wishlist-drop")}</a> }.into_any()
        }
    }
}

fn take_off(id: VariantId, title: &str) -> AnyView {
    view! {
        <form method="post" action="/wishlist/remove">
            <input type="hidden" name="variant_id" value=id.to_string()/>
            <button class="button button-link" aria-label=t!("wishlist-remove-it", title = title)>{t!("wishlist-remove")}</button>
        </form>
    }
    .into_any()
}
