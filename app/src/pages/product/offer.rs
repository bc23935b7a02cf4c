//! What stands beside the gallery: what is chosen, what it costs, how many are left, and the form that buys it.

use leptos::prelude::*;
use types::{
    cart::MAX_LINE_QUANTITY,
    catalog::{DropLink, FEW_LEFT, ProductView, VariantView},
    flag::{Extras, Spot},
};
use words::t;

use super::{
    Choice, Delivery,
    live::{phrase, phrases},
    notify::notify,
    picker::picker,
    wish::wish,
};
use crate::{
    components::{GAP, Notice, Price, QuantityField, Time, Tone, around},
    islands::AddToCart,
};

pub(super) fn side(
    view: &ProductView,
    chosen: Option<VariantView>,
    choice: Choice,
    delivery: Delivery,
    extras: Extras,
) -> AnyView {
    let live = extras.live_stock;
    let Some(chosen) = chosen else {
        return view! { <Notice tone=Tone::Info>{t!("product-not-yet")}</Notice> }.into_any();
    };
    let delivery = view.variants.iter().any(|variant| variant.available).then(|| delivery.view());
    if let Some(drop) = &view.drop {
        return view! { {in_drop(&chosen, drop)} {delivery} {wish(view, &chosen)} }.into_any();
    }
    let watched = (live != Spot::Nothing).then(|| {
        let some = live == Spot::Place;
        let slug = view.slug.clone();
        view! { <span data-live-stock=slug data-words=phrases() data-back=t!("stock-back") data-some=some hidden></span> }
    });
    let (notify, wish) = (notify(view, &chosen, choice.asking, extras.notify_me), wish(view, &chosen));
    let quantity = choice.quantity;
    view! {
        {watched}
        <div class="offer" data-part="offer">{offer(view, &chosen, live != Spot::Nothing)}</div>
        <div data-hydrate="interaction">
            <AddToCart adding=t!("add-busy") to_cart=t!("cart-view")>
                <div class="buy-parts" data-part="buy">{buy(&chosen, quantity)}</div>
            </AddToCart>
        </div>
        {delivery}
        <div data-part="notify">{notify}</div>
        <div data-part="wish">{wish}</div>
    }
    .into_any()
}

/// What is sold in a drop is bought there.
fn in_drop(chosen: &VariantView, drop: &DropLink) -> AnyView {
    let words = around(&t!("product-drop", time = GAP), view! { <Time at=drop.starts_at.clone()/> });
    view! {
        <p class="product-price"><Price price=chosen.price compare_at=chosen.compare_at from=false/></p>
        <p>{words}</p>
        <p><a class="button" href=format!("/drops/{}", drop.slug)>{drop.title.clone()}</a></p>
    }
    .into_any()
}

/// Price, stock, and the ways to another variant.
fn offer(view: &ProductView, chosen: &VariantView, live: bool) -> AnyView {
    let (scarce, id) = (scarcity(chosen), chosen.id.to_string());
    let few = scarce.is_some() && chosen.available;
    let stock = scarce.unwrap_or_else(|| t!("stock-plenty"));
    view! {
        <p class="product-price"><Price price=chosen.price compare_at=chosen.compare_at from=false/></p>
        <p class="stock" class:stock-few=few class:stock-out=!chosen.available data-stock=live.then_some(id)>{stock}</p>
        {picker(view, chosen)}
    }
    .into_any()
}

/// What the form sends, and its button; nothing for what is gone, where there is no more to do than to ask for news of it. On phones the
/// button keeps to the lower edge of the window.
fn buy(chosen: &VariantView, quantity: i64) -> AnyView {
    if !chosen.available {
        return ().into_any();
    }
    let max = chosen.cap_per_person.unwrap_or(MAX_LINE_QUANTITY);
    view! {
        <input type="hidden" name="variant_id" value=chosen.id.to_string()/>
        <QuantityField id="quantity" label=t!("product-quantity") quantity max/>
        {chosen.cap_per_person.map(|most| view! { <p class="quiet">{t!("product-cap", count = most)}</p> })}
        <div class="buy-bar">
            <button class="button button-wide" type="submit">{t!("product-add")}</button>
        </div>
    }
    .into_any()
}

/// The truth about a variant's stock where it matters; nothing where there is plenty.
fn scarcity(variant: &VariantView) -> Option<String> {
    match variant.for_sale {
        _ if !variant.available => Some(phrase(0, variant.held)),
        Some(left) if left <= FEW_LEFT => Some(phrase(left, variant.held)),
        _ => None,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use types::{Currency, Money, VariantId};

    use super::*;

    pub fn variant(for_sale: Option<i64>, held: i64) -> VariantView {
        VariantView {
            id: VariantId::new(),
            sku: None,
            title: String::new(),
            options: Vec::new(),
            price: Money::new(100, Currency::USD),
            compare_at: None,
            available: for_sale.is_none_or(|left| left > 0),
            for_sale,
            held,
            cap_per_person: None,
            image_id: None,
        }
    }

    #[test]
    fn scarcity_is_told_as_it_is() {
        assert_eq!(scarcity(&variant(None, 0)), None);
        assert_eq!(scarcity(&variant(Some(40), 3)), None);
        assert_eq!(scarcity(&variant(Some(3), 0)).as_deref(), Some("3 left"));
        assert_eq!(scarcity(&variant(Some(3), 2)).as_deref(), Some("3 left, 2 held by others"));
        assert_eq!(scarcity(&variant(Some(0), 2)).as_deref(), Some("None left, 2 held by others"));
        assert_eq!(scarcity(&variant(Some(0), 0)).as_deref(), Some("Sold out"));
    }
}
