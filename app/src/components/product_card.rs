use leptos::prelude::*;
use types::{catalog::ProductCard, rendition::WIDTHS};
use words::t;

use super::{Picture, Price, Swatch};

/// Width of a card's picture as `style/product-card.css` lays cards out: four, three or two beside each other between the gutters. A
/// phone whose card is a little narrower than a rendition takes that one, and not the next.
pub(crate) const CARD_SIZES: &str =
    "(min-width: 64rem) min(23vw - 1.125rem, 19.5rem), (min-width: 48rem) calc(30.7vw - 1rem), calc(46vw - 0.5rem)";
/// Twice the width of a card, nearly.
const CARD_WIDEST: u32 = WIDTHS[1];

/// More colours than this are counted, not drawn.
const SHOWN_SWATCHES: usize = 5;

/// Products side by side. The first `eager` pictures are loaded at once, the very first before all others.
#[component]
pub fn ProductGrid(items: Vec<ProductCard>, #[prop(optional)] eager: usize) -> impl IntoView {
    let cards = items.into_iter().enumerate().map(|(index, card)| {
        let (eager, foremost) = (index < eager, index == 0 && eager > 0);
        view! { <li><ProductCardTile card eager foremost/></li> }
    });
    view! { <ul class="product-grid">{cards.collect_view()}</ul> }
}

/// A product in a list: picture first, then name, price and colours.
#[component]
fn ProductCardTile(card: ProductCard, eager: bool, foremost: bool) -> impl IntoView {
    let ProductCard { slug, title, price, compare_at, price_varies, image, second_image, swatches, .. } = card;
    let flag = match (card.available, card.in_drop) {
        (_, true) => Some(t!("card-in-drop")),
        (false, false) => Some(t!("card-sold-out")),
        (true, false) => card.few_left.then(|| t!("card-few-left")),
    };
    let few = card.few_left && !card.in_drop;
    let second = second_image.map(|image| {
        view! { <span class="product-card-second"><Picture image=Some(image) sizes=CARD_SIZES widest=CARD_WIDEST/></span> }
    });
    view! {
        <article class="product-card">
            <div class="product-card-picture">
                <Picture image sizes=CARD_SIZES widest=CARD_WIDEST eager foremost/>
                {second}
                {flag.map(|words| view! { <span class="product-card-flag" class:few-left=few>{words}</span> })}
            </div>
            <h3 class="product-card-title"><a href=format!("/products/{slug}")>{title}</a></h3>
            <p><Price price compare_at from=price_varies/></p>
            {colours(swatches)}
        </article>
    }
}

fn colours(swatches: Vec<types::catalog::OptionValue>) -> Option<impl IntoView> {
    let more = swatches.len().saturating_sub(SHOWN_SWATCHES);
    let names = swatches.iter().map(|value| value.name.as_str()).collect::<Vec<_>>().join(", ");
    (swatches.len() > 1).then(|| {
        view! {
            <p class="product-card-colours">
                <span class="visually-hidden">{t!("card-colours", names = names)}</span>
                {swatches.into_iter().take(SHOWN_SWATCHES).map(|value| view! { <Swatch value/> }).collect_view()}
                {(more > 0).then(|| view! { <span class="quiet" aria-hidden="true">{format!("+{more}")}</span> })}
            </p>
        }
    })
}
