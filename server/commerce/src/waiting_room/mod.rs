//! Waiting rooms: for a drop, and for the whole shop when more come than it can serve. Nothing is remembered of a visitor:
//! a place is a signed ticket with a number, the numbers come from the database many at a time, and how far the queue has come is a few
//! more that the instances agree on.
//!
//! People are let in as fast as the shop can take them and never many more than there are units for. Whoever is let in may use one
//! cart, the one their ticket was made for, for as long as their pass lasts. SQL stays the judge of stock: a queue that is wrong is
//! unfair for a moment, never oversold.

mod challenge;
mod door;
mod draw;
mod numbers;
mod opening;
mod pace;
mod room;
mod rules;
mod seal;
mod shared;
mod shop;
mod store;
#[cfg(test)]
mod tests;
mod ticket;
mod title;

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use types::{
    CartId, Millis, VariantId,
    drops::{ChallengeView, PlaceState, PlaceView, RefusalCount, RoomControl, RoomMode, RoomView},
};
use uuid::Uuid;
use words::t;

pub use challenge::Proof;
pub use door::{came_to_the_till, pass};
pub use draw::{Draw, commitment};
pub use numbers::TakeNumber;
pub use room::Rooms;
pub(crate) use shop::{ShopRoom, note_begun, pass_shop, shop_room, tend_shop};
pub(crate) use store::reset;
pub use ticket::Ticket;
pub use title::Title;

use self::{
    room::{SUSPECT, State},
    rules::Outlook,
};
use crate::{Cx, Error, Result, bus::Note};

/// Tickets a visitor may bring; more are not looked at.
pub const MOST_TICKETS: usize = 4;
/// People a minute staff can ask for.
const FASTEST: i64 = 1_000_000;

/// A waiting room: a drop's has the drop's id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RoomId(pub Uuid);

/// The whole shop's.
pub const SHOP: RoomId = RoomId(Uuid::nil());

/// Where the whole shop's queue is.
pub const SHOP_PATH: &str = "/queue";

/// How far what people wait for has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Nobody can join yet.
    Before,
    /// People join; the draw is still to come.
    Gathering,
    /// People are let in.
    Open,
    /// Nobody has to wait.
    Over,
}

/// What a waiting room is for.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Which room.
    pub room: RoomId,
    /// Its page.
    pub path: String,
    /// What people wait for, in words.
    pub title: Title,
    /// People a minute while the shop is calm.
    pub per_minute: u64,
    /// The crowd has opened it: more are let in as far as the shop bears it.
    pub adapts: bool,
    /// Milliseconds somebody who is let in has to get to the till.
    pub pass: Millis,
    /// Of the draw; none where nobody gathers before.
    pub seed: Option<Vec<u8>>,
    /// How far it has come.
    pub phase: Phase,
    /// What is sold; nothing in particular for the whole shop.
    pub goods: Arc<[VariantId]>,
}

/// Hands out a ticket for whoever owns `cart`; the one they bring, where it counts.
///
/// # Errors
/// `conflict` while nobody can join; `challenge_required` where something has to be done first; when the database does not answer.
pub async fn join(cx: &Cx, plan: &Plan, cart: CartId, proof: &Proof) -> Result<Ticket> {
    let room = cx.rooms.room(plan.room);
    room.look(cx, plan).await?;
    if let Some(ticket) = brought(cx, plan.room).find(|ticket| ticket.is_for(&cx.settings.secret, cart))
        && has_a_future(&room.lock(), plan, &ticket, cx.clock.now())
    {
        return Ok(ticket);
    }
    let closed = room.lock().mode() == RoomMode::Closed;
    if closed {
        room.count("closed");
        return Err(Error::conflict(t!("refused-queue-closed")));
    }
    match plan.phase {
        Phase::Before => return Err(Error::conflict(t!("refused-queue-not-open"))),
        Phase::Over => return Err(Error::conflict(t!("refused-no-queue"))),
        Phase::Gathering | Phase::Open => {}
    }
    if let Err(asked) = challenge::ask(cx, plan.room, cart, proof).await {
        room.count("challenged");
        return Err(asked);
    }
    let number = room.next_number(cx, cart).await?;
    metrics::counter!("floodgate_queue_joined_total").increment(1);
    Ok(Ticket::new(&cx.settings.secret, plan.room, number, cart, cx.clock.now()))
}

/// What a visitor has still to do for a place, where they were asked for something and it counts for their cart.
#[must_use]
pub fn challenge_of(cx: &Cx, plan: &Plan, challenge: &str) -> Option<ChallengeView> {
    challenge::look(cx, plan.room, challenge)
}

/// Whoever had their turn may stand in line again.
fn has_a_future(state: &State, plan: &Plan, ticket: &Ticket, now: Millis) -> bool {
    let Some(rank) = state.rank(plan, ticket.number) else { return true };
    if rank >= state.progress.admitted {
        return true;
    }
    !state.used.contains(&rank) && state.progress.pass_until(rank, plan.pass).is_some_and(|until| until > now)
}

/// The tickets a request brought that the shop has signed for this room.
fn brought(cx: &Cx, room: RoomId) -> impl Iterator<Item = Ticket> {
    let texts = cx.tickets.iter().take(MOST_TICKETS);
    texts.filter_map(|text| Ticket::read(&cx.settings.secret, text)).filter(move |ticket| ticket.room == room)
}

/// How the visitor stands.
///
/// # Errors
/// When the database does not answer and nothing is known of the room yet.
pub async fn place(cx: &Cx, plan: &Plan) -> Result<PlaceView> {
    let room = cx.rooms.room(plan.room);
    room.look(cx, plan).await?;
    let ticket = brought(cx, plan.room).max_by_key(|ticket| ticket.issued_at);
    let state = room.lock();
    Ok(standing(cx, plan, &state, ticket))
}

/// The same where enough is known; none where somebody has to look first. Never waits.
#[must_use]
pub fn known_place(cx: &Cx, plan: &Plan) -> Option<PlaceView> {
    let room = cx.rooms.room(plan.room);
    let ticket = brought(cx, plan.room).max_by_key(|ticket| ticket.issued_at);
    room.is_fresh(cx.clock.now()).then(|| standing(cx, plan, &room.lock(), ticket))
}

/// The same for a ticket just handed out.
///
/// # Errors
/// As [`place`].
pub async fn place_of(cx: &Cx, plan: &Plan, ticket: Ticket) -> Result<PlaceView> {
    let room = cx.rooms.room(plan.room);
    room.look(cx, plan).await?;
    let state = room.lock();
    Ok(standing(cx, plan, &state, Some(ticket)))
}

fn standing(cx: &Cx, plan: &Plan, state: &State, ticket: Option<Ticket>) -> PlaceView {
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let facts = state.facts(cx, plan);
    let mut view = PlaceView {
        state: PlaceState::None,
        ticket: ticket.map(|ticket| number(ticket.number)),
        position: None,
        ahead: 0,
        waiting: number(state.waiting()),
        eta_seconds: None,
        remaining: state.stock.0.map(number),
        held: number(state.stock.1),
        pass_seconds: None,
        look_again_seconds: 5,
    };
    if plan.phase == Phase::Over {
        view.state = PlaceState::Over;
        return view;
    }
    let Some(ticket) = ticket else { return view };
    let Some(rank) = state.rank(plan, ticket.number) else {
        view.state = PlaceState::Gathering;
        return view;
    };
    if rank < state.progress.admitted {
        let until = state.progress.pass_until(rank, plan.pass).filter(|until| *until > facts.now);
        (view.state, view.pass_seconds) = match until {
            Some(until) => (PlaceState::Admitted, Some((until - facts.now) / 1000)),
            None => (PlaceState::Passed, None),
        };
        return view;
    }
    let outlook: Outlook = rules::outlook(&state.progress, &state.used, rank, facts, state.stock.1);
    (view.position, view.ahead) = (Some(number(outlook.position)), number(outlook.ahead));
    view.eta_seconds = outlook.eta_seconds.map(number);
    view.look_again_seconds = rules::look_again(outlook.eta_seconds);
    view.state = match outlook {
        Outlook { sold_out: true, .. } => PlaceState::SoldOut,
        Outlook { too_late: true, .. } => PlaceState::Standby,
        _ => PlaceState::Waiting,
    };
    view
}

/// Tickets for `from` that came with the request, handed out anew for `into`: one person's cart has become another, their place has
/// not. Each still buys once, since that is counted by its place.
#[must_use]
pub(crate) fn carry_over(cx: &Cx, from: Option<CartId>, into: CartId) -> Vec<(RoomId, String)> {
    let Some(from) = from.filter(|from| *from != into) else { return Vec::new() };
    let secret = &cx.settings.secret;
    let tickets = cx.tickets.iter().filter_map(|text| Ticket::read(secret, text));
    let theirs = tickets.filter(|ticket| ticket.is_for(secret, from));
    theirs
        .map(|ticket| {
            (ticket.room, Ticket::new(secret, ticket.room, ticket.number, into, ticket.issued_at).sign(secret))
        })
        .collect()
}

/// A waiting room as staff see it.
///
/// # Errors
/// When the database does not answer. The caller has asked for the right to look.
pub(crate) async fn view(cx: &Cx, plan: &Plan, is_open: bool) -> Result<RoomView> {
    let room = cx.rooms.room(plan.room);
    room.look(cx, plan).await?;
    room.settle(cx).await?;
    let (suspects, refused): (Vec<_>, Vec<_>) =
        store::tally(cx.db.write(), plan.room).await?.into_iter().partition(|(what, _)| what == SUSPECT);
    let state = room.lock();
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    Ok(RoomView {
        mode: state.mode(),
        per_minute: state.stored.as_ref().and_then(|stored| stored.per_minute),
        rate: number(state.rate(cx, plan)),
        is_open,
        opened_why: state.stored.as_ref().filter(|_| plan.adapts).and_then(|stored| stored.opened_why.clone()),
        joined: number(state.joined),
        admitted: number(state.progress.admitted),
        on_their_way: number(state.progress.on_their_way(&state.used)),
        remaining: state.stock.0.map(number),
        held: number(state.stock.1),
        degraded: state.degraded,
        refused: refused.into_iter().map(|(why, times)| RefusalCount { why, times }).collect(),
        suspects: suspects.into_iter().map(|(_, times)| times).sum(),
    })
}

/// Tickets in the draw, once it is closed.
pub(crate) async fn entrants(cx: &Cx, room: RoomId) -> Result<Option<u64>> {
    Ok(store::load(cx.db.write(), room).await?.entrants)
}

/// What staff say of a room from now on.
///
/// # Errors
/// `invalid`; when the database does not answer. The caller has asked for the right.
pub(crate) async fn control(cx: &Cx, room: RoomId, control: RoomControl) -> Result<()> {
    if control.per_minute.is_some_and(|rate| !(1..=FASTEST).contains(&rate)) {
        return Err(Error::invalid_field(
            "per_minute",
            format!("Between 1 and {FASTEST}, or empty for the plan's own."),
        ));
    }
    store::control(cx.db.write(), room, control.mode, control.per_minute, cx.clock.now()).await?;
    cx.rooms.room(room).lock().look_soon();
    cx.bus.publish(Note::Drop(types::DropId(room.0)));
    tracing::info!(room = %room.0, mode = control.mode.as_str(), actor = cx.actor.label(), "waiting room");
    Ok(())
}
