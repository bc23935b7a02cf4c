//! The checkout page: what it will cost, before anything is promised; and the units that are kept meanwhile.

use std::collections::HashMap;

use types::{
    CartId, ErrorCode, FieldError, Millis, VariantId,
    cart::CartView,
    checkout::{CheckoutView, HoldView, PlaceOrder},
    countries, country_name,
};

use super::quote::Tariffs;
use crate::{
    Cx, Error, Result, cart,
    catalog::{self, SellableVariant},
    drops, fulfilment,
    inventory::{self, Take, Wanted},
    payments::sandbox,
    prices::{self, Selling},
    promotions::{self, Codes, Off, Wish, normalized},
};

/// Where the form begins: the shop's own country.
pub const HOME_COUNTRY: &str = "US";

/// Enters the checkout: keeps the cart's units for a while, or for a while longer, and shows what it comes to with `draft` as filled
/// in so far. Lines that are short are told on the page; then nothing is kept.
///
/// # Errors
/// `not_found` for a cart that is none.
pub async fn enter(cx: &Cx, id: CartId, draft: PlaceOrder) -> Result<CheckoutView> {
    match hold(cx, id).await {
        Ok(until) => page(cx, id, draft, until).await,
        Err(error) if matches!(error.code(), ErrorCode::OutOfStock | ErrorCode::QuantityLimit) => {
            let mut view = view(cx, id, draft).await?;
            view.tell(error.problem());
            Ok(view)
        }
        Err(error) => Err(error),
    }
}

/// The same for whoever has changed what it depends on, and typed or removed a code: the cart remembers the code, or forgets it.
///
/// # Errors
/// As [`enter`].
pub async fn rework(cx: &Cx, id: CartId, draft: PlaceOrder) -> Result<CheckoutView> {
    let code = draft.discount_code.unwrap_or_default();
    if code.trim().is_empty() {
        cart::remember_code(cx.db.write(), id, None).await?;
    }
    // Nothing was typed, which is not the same as nothing said.
    let draft = PlaceOrder { discount_code: Some(code), ..draft };
    enter(cx, id, draft).await
}

/// Keeps a cart's units as [`hold`] does, and tells for how long.
///
/// # Errors
/// As [`hold`]; `conflict` for an empty cart.
pub async fn keep(cx: &Cx, id: CartId) -> Result<HoldView> {
    let until = hold(cx, id).await?.ok_or_else(|| Error::conflict(words::t!("refused-empty-cart")))?;
    Ok(hold_view(cx, until))
}

/// Keeps a cart's units: all of them, or none. Again, it keeps them longer, up to the ceiling. Answers with until when; none for an
/// empty cart.
///
/// # Errors
/// `out_of_stock` and `quantity_limit` name the lines in the way; `not_found` for a cart that is none.
pub async fn hold(cx: &Cx, id: CartId) -> Result<Option<Millis>> {
    let cart = cart::view(cx, id).await?;
    if cart.lines.is_empty() {
        return Ok(None);
    }
    let variants: Vec<_> = cart.lines.iter().map(|line| line.variant_id).collect();
    drops::gate(cx, Some(id), &variants).await?;
    let take = Take { holder: cart::holder(cx, id), lines: wanted(&cart), persons: Vec::new() };
    let held = inventory::take(cx, take).await?;
    Box::pin(drops::came_to_the_till(cx, id, &variants)).await;
    cart::hold_until(cx.db.write(), id, held.until).await?;
    Ok(held.until)
}

/// Lets go of what a cart holds: its owner has changed their mind. Its lines stay, as a wish.
///
/// # Errors
/// `not_found` for a cart that is none.
pub async fn release(cx: &Cx, id: CartId) -> Result<()> {
    cart::view(cx, id).await?;
    cart::hold_until(cx.db.write(), id, None).await?;
    inventory::release(cx, id).await
}

pub(super) fn wanted(cart: &CartView) -> Vec<Wanted> {
    let wanted = cart.lines.iter().map(|line| Wanted {
        variant_id: line.variant_id,
        quantity: line.quantity,
        title: line.full_title(),
    });
    wanted.collect()
}

fn hold_view(cx: &Cx, until: Millis) -> HoldView {
    let left = (until - cx.clock.now()).max(0);
    HoldView { until: crate::rfc3339(until), seconds_left: left / 1000 }
}

/// The page for a cart, with `draft` as filled in so far, leaving its units as they are.
///
/// # Errors
/// `not_found` for a cart that is none.
pub async fn view(cx: &Cx, id: CartId, draft: PlaceOrder) -> Result<CheckoutView> {
    let hold = inventory::held_until(cx.db.write(), id, cx.clock.now()).await?;
    page(cx, id, draft, hold).await
}

async fn page(cx: &Cx, id: CartId, mut draft: PlaceOrder, hold: Option<Millis>) -> Result<CheckoutView> {
    if country_name(&draft.shipping_address.country).is_none() {
        draft.shipping_address.country = HOME_COUNTRY.to_owned();
    }
    let (provider, card_field_key) = cx.providers.on_pages(&cx.settings);
    draft.payment.provider = provider.to_owned();
    let db = cx.db.read();
    let selling = prices::selling(cx).await?;
    let cart = cart::load(cx, db, id, selling).await?;
    let ids: Vec<_> = cart.lines.iter().map(|line| line.variant_id).collect();
    let goods = catalog::sellable(db, &ids).await?;
    let tariffs = Tariffs::current(cx, db).await?;
    draft.discount_code = draft.discount_code.or_else(|| cart.discount_code.clone());
    let tried = try_code(cx, selling, &cart, &goods, &draft).await?;
    let (mut quote, mut refused) = (tariffs.quote(selling, &cart, &goods, &draft, tried.off.as_ref())?, tried.refused);
    if quote.chosen.is_none()
        && let Some(first) = quote.shipping.first()
    {
        draft.shipping_method.clone_from(&first.code);
        quote = tariffs.quote(selling, &cart, &goods, &draft, tried.off.as_ref())?;
    }
    if let Some(refusal) = quote.refusal() {
        quote = tariffs.quote(selling, &cart, &goods, &draft, None)?;
        refused = Some(code_error(refusal.words(selling.currency())));
    }
    if quote.totals.discount_code.is_some() && quote.totals.discount_code != cart.discount_code {
        cart::remember_code(cx.db.write(), id, quote.totals.discount_code.as_deref()).await?;
    }
    let now = cx.clock.now();
    let promise = fulfilment::promise(cx).await?;
    promise.tell(&mut quote.shipping, now);
    Ok(CheckoutView {
        cart,
        form: draft,
        idempotency_key: uuid::Uuid::new_v4().to_string(),
        countries: countries(),
        shipping: quote.shipping,
        totals: quote.totals,
        sandbox_cards: if sandbox::is_one(provider) { sandbox::cards() } else { Vec::new() },
        card_field_key,
        hold: hold.map(|until| hold_view(cx, until)),
        errors: refused.iter().flat_map(|error| error.problem().errors.clone()).collect(),
        code_refused: refused.map(|error| error.code()),
        problem: None,
        delay: promise.warning(now),
        customer: None,
    })
}

/// What came of the code in a draft.
#[derive(Default)]
struct Tried {
    off: Option<Off>,
    refused: Option<Error>,
}

/// Judges the draft's code. One that the cart knows has been tried before; any other is a try, and whoever tries too many learns nothing.
async fn try_code(
    cx: &Cx,
    selling: Selling,
    cart: &CartView,
    goods: &HashMap<VariantId, SellableVariant>,
    draft: &PlaceOrder,
) -> Result<Tried> {
    let code = draft.discount_code.as_deref().map(normalized).filter(|code| !code.is_empty());
    let Some(code) = code.filter(|_| !cart.lines.is_empty()) else { return Ok(Tried::default()) };
    if cart.discount_code.as_deref() != Some(&code)
        && let Err(error) = promotions::attempt(cx, &draft.email).await
    {
        let field = FieldError::new("discount_code", error.problem().detail.clone());
        return Ok(Tried { off: None, refused: Some(error.with_fields(vec![field])) });
    }
    let by_mail = !draft.email.trim().is_empty();
    let persons = if by_mail { inventory::buyers(&cx.settings.secret, &draft.email, None) } else { Vec::new() };
    let wish = Wish { code: &code, cart, persons, selling };
    let codes = Codes::look(cx.db.read(), &wish, goods).await?;
    Ok(match codes.judge(&wish, goods, cx.clock.now()) {
        Ok(off) => Tried { off: Some(off), refused: None },
        Err(refusal) => Tried { off: None, refused: Some(code_error(refusal.words(selling.currency()))) },
    })
}

fn code_error(words: String) -> Error {
    Error::invalid_field("discount_code", words)
}
