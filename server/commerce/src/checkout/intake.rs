//! Taking orders in. Those that wait are written together: keys, carts, prices, units, orders and payments in one short transaction,
//! each order whole or not at all. What is refused is refused for itself alone.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use sea_orm::DatabaseTransaction;
use types::{
    CartId, CustomerId, Locale, Millis, Money, OrderId, Problem, VariantId,
    cart::CartView,
    checkout::{PlaceOrder, PlacedOrder},
    order::OrderStatus,
};
use words::{money, t};

use super::{
    idempotency::{self, Answer, Claim, Keep, Turn},
    quote::{Quote, Tariffs},
    view::wanted,
};
use crate::{
    Cx, Error, Result, Services, cart,
    catalog::SellableVariant,
    combine::{Combined, Queue},
    db::Together,
    inventory::{self, Holder, Take},
    orders::{self, NewLine, NewOrder},
    payments::{self, NewPayment, Payment},
    prices::Selling,
    promotions::{self, Codes, Refusal, Use, Wish},
};

/// A request to place an order, checked as far as that can be done without the database.
#[derive(Clone, Debug)]
pub struct Placing {
    pub(super) cart: CartId,
    /// In which language the order says what was bought.
    pub(super) locale: Locale,
    /// Who has signed in.
    pub(super) customer: Option<CustomerId>,
    pub(super) claim: Claim,
    pub(super) form: PlaceOrder,
    /// What the provider recognises the card by, where it tells.
    pub(super) card: Option<String>,
    /// As written into the order's history.
    pub(super) actor: String,
    /// By when it is promised to be handed over; none while there is no delay.
    pub(super) promised_by: Option<Millis>,
    /// In which money it is sold.
    pub(super) selling: Selling,
}

/// What became of it.
pub enum Intake {
    /// The key was answered before.
    Answered(Box<Answered>),
    /// Refused, and the refusal is kept as the key's answer.
    Refused(Problem),
    /// The order is written; its payment is to be asked for.
    Written(Box<Written>),
    /// The key's order was written by a request that died before it could answer.
    Found(OrderId),
}

/// An earlier answer.
pub struct Answered(pub(super) Answer);

/// An order just written.
pub struct Written {
    pub(super) order: PlacedOrder,
    pub(super) payment: Payment,
}

impl Combined for Placing {
    type Key = CartId;
    type Answer = Intake;
    const LAPSES: bool = true;

    fn key(&self) -> CartId {
        self.cart
    }

    fn queue(services: &Services) -> &Queue<Self> {
        &services.intake
    }

    async fn write(cx: &Cx, tx: &DatabaseTransaction, batch: &[Self]) -> Result<Vec<Result<Intake>>> {
        let now = cx.clock.now();
        let claims: Vec<&Claim> = batch.iter().map(|placing| &placing.claim).collect();
        let turns = idempotency::claim_all(tx, &claims, now).await?;
        let ours: Vec<&Placing> =
            batch.iter().zip(&turns).filter(|(_, turn)| matches!(turn, Ok(Turn::Ours))).map(|(one, _)| one).collect();
        let mut written = take_in(cx, tx, &ours, now).await?.into_iter();
        let answer = |turn| match turn {
            Err(error) => Err(error),
            Ok(Turn::Answered(answer)) => Ok(Intake::Answered(Box::new(Answered(answer)))),
            Ok(Turn::Ours) => Ok(written.next().unwrap_or_else(|| Intake::Refused(unwritten()))),
        };
        Ok(turns.into_iter().map(answer).collect())
    }
}

fn unwritten() -> Problem {
    Error::internal(anyhow::anyhow!("an order was neither written nor refused")).problem().clone()
}

/// Writes the orders of `placings`, whose keys are claimed, and keeps the refusals of those that come to none.
async fn take_in(cx: &Cx, tx: &DatabaseTransaction, placings: &[&Placing], now: Millis) -> Result<Vec<Intake>> {
    let keys: Vec<&str> = placings.iter().map(|placing| placing.claim.key.as_str()).collect();
    let found = orders::by_idempotency_keys(tx, &keys).await?;
    let new: Vec<&Placing> =
        placings.iter().copied().filter(|placing| !found.contains_key(&placing.claim.key)).collect();
    let mut together = Together::on(tx);
    let mut written = write_new(cx, tx, &new, &mut together, now).await?;
    let refusals = written.iter().filter_map(|(key, outcome)| {
        let placing = new.iter().find(|placing| placing.claim.key == *key)?;
        let problem = outcome.as_ref().err()?;
        Some(Keep::of(&placing.claim, &Answer::Refused(problem.clone())))
    });
    idempotency::keep_all(&mut together, &refusals.collect::<Result<Vec<_>>>()?)?;
    together.run(tx).await?;
    let intake = |placing: &&Placing| match found.get(&placing.claim.key) {
        Some(order) => Intake::Found(*order),
        None => match written.remove(&placing.claim.key) {
            Some(Ok(one)) => Intake::Written(Box::new(one)),
            Some(Err(problem)) => Intake::Refused(problem),
            None => Intake::Refused(unwritten()),
        },
    };
    Ok(placings.iter().map(intake).collect())
}

/// A request that has come so far that only stock can refuse it.
struct Priced<'a> {
    placing: &'a Placing,
    cart: &'a CartView,
    quote: Quote,
    /// What it uses a discount code up for.
    discount: Option<Use>,
    id: OrderId,
}

async fn write_new(
    cx: &Cx,
    tx: &DatabaseTransaction,
    placings: &[&Placing],
    together: &mut Together,
    now: Millis,
) -> Result<HashMap<String, Result<Written, Problem>>> {
    let mut outcomes = HashMap::with_capacity(placings.len());
    if placings.is_empty() {
        return Ok(outcomes);
    }
    let sold: HashMap<CartId, (Selling, Locale)> =
        placings.iter().map(|placing| (placing.cart, (placing.selling, placing.locale))).collect();
    let (carts, goods) = cart::locked_all(tx, &sold).await?;
    let tariffs = Tariffs::current(cx, tx).await?;
    // The codes after the carts and before the stock, as everywhere.
    let wishes: HashMap<&str, Wish<'_>> = placings.iter().filter_map(|one| wish(cx, one, &carts)).collect();
    let mut codes = Codes::lock(tx, &wishes.values().cloned().collect::<Vec<_>>(), &goods).await?;
    let mut priced = Vec::with_capacity(placings.len());
    for placing in placings {
        let known = Known { tariffs: &tariffs, cart: carts.get(&placing.cart), goods: &goods, now };
        match price(&known, placing, wishes.get(placing.claim.key.as_str()), &mut codes) {
            Ok(one) => priced.push(one),
            Err(error) => _ = outcomes.insert(placing.claim.key.clone(), Err(error.problem().clone())),
        }
    }
    let takes: Vec<Take> = priced.iter().map(|one| take_of(cx, one)).collect();
    let held = inventory::take_into(tx, &takes.iter().collect::<Vec<_>>(), together, now).await?;
    let mut granted = Vec::with_capacity(priced.len());
    for (one, outcome) in priced.into_iter().zip(held) {
        match outcome {
            Ok(_) => granted.push(one),
            Err(error) => _ = outcomes.insert(one.placing.claim.key.clone(), Err(error.problem().clone())),
        }
    }
    for (key, written) in write_orders(cx, tx, &granted, &goods, together, now).await? {
        outcomes.insert(key, Ok(written));
    }
    Ok(outcomes)
}

/// The code of a placing, by the placing's key, where it brings one.
fn wish<'a>(cx: &Cx, placing: &'a Placing, carts: &'a HashMap<CartId, CartView>) -> Option<(&'a str, Wish<'a>)> {
    let (code, cart) = (placing.form.discount_code.as_deref()?, carts.get(&placing.cart)?);
    let persons = inventory::buyers(&cx.settings.secret, &placing.form.email, placing.card.as_deref());
    Some((placing.claim.key.as_str(), Wish { code, cart, persons, selling: placing.selling }))
}

/// What a request is priced by.
struct Known<'a> {
    tariffs: &'a Tariffs,
    cart: Option<&'a CartView>,
    goods: &'a HashMap<VariantId, SellableVariant>,
    now: Millis,
}

fn price<'a>(
    known: &Known<'a>,
    placing: &'a Placing,
    wish: Option<&Wish<'_>>,
    codes: &mut Codes,
) -> Result<Priced<'a>> {
    let cart = known.cart.ok_or_else(|| Error::not_found("cart"))?;
    if cart.lines.is_empty() {
        return Err(Error::conflict(t!("refused-empty-cart")));
    }
    let quote = |off| known.tariffs.quote(placing.selling, cart, known.goods, &placing.form, off);
    let judged = wish.map(|wish| codes.judge(wish, known.goods, known.now)).transpose();
    let quote = match judged {
        Err(refusal) => return Err(refused_code(refusal, &quote(None)?)),
        Ok(off) => match quote(off.as_ref())? {
            useless if useless.refusal().is_some() => return Err(refused_code(Refusal::Nothing, &useless)),
            useful => useful,
        },
    };
    if quote.chosen.is_none() {
        return Err(no_such_method(&quote));
    }
    check_total(&placing.form, quote.totals.total)?;
    let discount = wish.and_then(|wish| codes.take(wish));
    Ok(Priced { placing, cart, quote, discount, id: OrderId::new() })
}

/// What is wrong with a code, and what the order comes to `without` it.
fn refused_code(refusal: Refusal, without: &Quote) -> Error {
    let total = without.totals.total;
    let words = refusal.words(total.currency);
    Error::invalid_field("discount_code", format!("{words} {}", t!("code-total-without", total = money(total))))
}

/// Nobody is charged anything but what they were shown: prices change meanwhile, rates and currencies too, and so does tax with the state.
fn check_total(form: &PlaceOrder, total: Money) -> Result<()> {
    let is_shown = form.expected_total.is_none_or(|shown| shown == total.amount)
        && form.currency.is_none_or(|shown| shown == total.currency);
    match is_shown {
        true => Ok(()),
        false => Err(Error::conflict(t!("refused-other-total", total = money(total)))),
    }
}

fn no_such_method(quote: &Quote) -> Error {
    let message = if quote.shipping.is_empty() { t!("wrong-no-shipping") } else { t!("wrong-shipping-method") };
    Error::invalid_field("shipping_method", message)
}

fn take_of(cx: &Cx, one: &Priced<'_>) -> Take {
    let form = &one.placing.form;
    let card = one.placing.card.as_deref();
    Take {
        holder: Holder::Order { id: one.id, cart: one.placing.cart },
        lines: wanted(one.cart),
        persons: inventory::persons(&cx.settings.secret, &form.email, &form.shipping_address, card),
    }
}

/// Everything that makes orders of requests whose units are held.
async fn write_orders(
    cx: &Cx,
    tx: &DatabaseTransaction,
    granted: &[Priced<'_>],
    goods: &HashMap<VariantId, SellableVariant>,
    together: &mut Together,
    now: Millis,
) -> Result<Vec<(String, Written)>> {
    if granted.is_empty() {
        return Ok(Vec::new());
    }
    let numbers = orders::next_numbers(tx, granted.len()).await?;
    let new: Vec<NewOrder> = granted.iter().zip(numbers).map(|(one, number)| new_order(one, number, goods)).collect();
    orders::insert_all(together, &new, now)?;
    for actor in actors(granted) {
        let ids: Vec<OrderId> = granted.iter().filter(|one| one.placing.actor == actor).map(|one| one.id).collect();
        orders::record_all(together, &ids, "Order placed", actor, now)?;
    }
    let asked = granted.iter().map(|one| new_payment(cx, one, now)).collect::<Result<Vec<_>>>()?;
    let payments = payments::insert_all(together, &asked, payments::first_look(cx))?;
    let carts: Vec<CartId> = granted.iter().map(|one| one.placing.cart).collect();
    cart::clear_all(together, &carts, now)?;
    promotions::write_uses(together, granted.iter().filter_map(|one| Some((one.id, one.discount.as_ref()?))))?;
    let written = granted.iter().zip(new).zip(payments).map(|((one, order), payment)| {
        let (number, total) = (order.number.to_string(), order.totals.total);
        let order = PlacedOrder { number, token: order.token, status: OrderStatus::Pending, total };
        (one.placing.claim.key.clone(), Written { order, payment })
    });
    Ok(written.collect())
}

fn actors<'a>(granted: &[Priced<'a>]) -> Vec<&'a str> {
    let mut actors: Vec<&str> = granted.iter().map(|one| one.placing.actor.as_str()).collect();
    actors.sort_unstable();
    actors.dedup();
    actors
}

fn new_order(one: &Priced<'_>, number: i64, goods: &HashMap<VariantId, SellableVariant>) -> NewOrder {
    let form = &one.placing.form;
    let (code, name) =
        one.quote.chosen.as_ref().map_or_else(Default::default, |method| (method.code.clone(), method.name.clone()));
    NewOrder {
        id: one.id,
        number,
        token: random_token(),
        idempotency_key: one.placing.claim.key.clone(),
        cart_id: one.placing.cart,
        customer_id: one.placing.customer,
        email: form.email.clone(),
        locale: one.placing.locale,
        totals: one.quote.totals.clone(),
        rate: one.placing.selling.rate(),
        discount_id: one.discount.as_ref().map(|used| used.discount),
        address: form.shipping_address.clone(),
        shipping_code: code,
        shipping_name: name,
        promised_by: one.placing.promised_by,
        lines: frozen(one, goods),
    }
}

fn frozen(one: &Priced<'_>, goods: &HashMap<VariantId, SellableVariant>) -> Vec<NewLine> {
    let prices = one.quote.taxes.iter().zip(&one.quote.discounts);
    let lines = one.cart.lines.iter().zip(prices).map(|(line, (tax, discount))| NewLine {
        variant_id: line.variant_id,
        sku: goods.get(&line.variant_id).and_then(|goods| goods.sku.clone()),
        title: line.title.clone(),
        variant_title: line.variant_title.clone(),
        image_url: line.image.as_ref().map(|image| image.url.clone()),
        unit_price: line.unit_price.amount,
        quantity: line.quantity,
        discount: *discount,
        tax: *tax,
    });
    lines.collect()
}

fn new_payment<'a>(cx: &'a Cx, one: &'a Priced<'_>, now: Millis) -> Result<NewPayment<'a>> {
    let choice = &one.placing.form.payment;
    Ok(NewPayment {
        order_id: one.id,
        provider: cx.providers.choose(choice, now)?,
        token: &choice.token,
        amount: one.quote.totals.total,
        now,
    })
}

/// 128 random bits: whoever holds it may see the order.
fn random_token() -> String {
    URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>())
}
