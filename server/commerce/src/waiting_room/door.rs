//! The door to what is queued for: who may pass with which cart, and what those are told who may not.

use types::CartId;
use words::t;

use super::{
    Phase, Plan, Ticket, brought,
    room::{Room, SUSPECT, State},
};
use crate::{
    Cx, Error, Result,
    limits::{self, Signal},
};

/// Lets a visitor with `cart` pass, whose turn it is. `holding`: the cart has come to the till before and holds its units still.
///
/// # Errors
/// `queue_required` says where the queue is; when the database does not answer and nothing is known of the room yet.
pub async fn pass(cx: &Cx, plan: &Plan, cart: Option<CartId>, holding: bool) -> Result<()> {
    if holding {
        return Ok(());
    }
    let room = cx.rooms.room(plan.room);
    room.look(cx, plan).await?;
    let admitted = admitted(cx, plan, &room.lock(), cart);
    admitted.map(|_| ()).map_err(|why| turn_away(cx, plan, &room, why))
}

/// Counts a refusal, tells it where programs show by it, and puts it into words.
pub(super) fn turn_away(cx: &Cx, plan: &Plan, room: &Room, why: Turned) -> Error {
    room.count(why.name());
    // Before its own refusal says anything of them.
    if why != Turned::Forged && limits::is_suspect(cx) {
        room.note(SUSPECT);
    }
    if let Some(signal) = why.signal() {
        limits::suspect(cx, signal);
    }
    Error::queue(plan.path.clone(), why.words(plan.title.said_in(words::locale())), why.retry_after())
}

/// Notes that whoever has `cart` came to the till: from now on their place is used.
pub fn came_to_the_till(cx: &Cx, plan: &Plan, cart: CartId) {
    let room = cx.rooms.room(plan.room);
    let rank = admitted(cx, plan, &room.lock(), Some(cart));
    if let Ok(rank) = rank {
        room.mark_used(cx, rank);
    }
}

/// Why somebody is not let in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turned {
    NoTicket,
    Forged,
    Shared,
    NotYet,
    Expired,
    Used,
}

impl Turned {
    fn name(self) -> &'static str {
        match self {
            Turned::NoTicket => "no_ticket",
            Turned::Forged => "forged",
            Turned::Shared => "shared",
            Turned::NotYet => "not_yet",
            Turned::Expired => "expired",
            Turned::Used => "used",
        }
    }

    fn words(self, title: &str) -> String {
        match self {
            Turned::NoTicket => t!("queue-no-ticket", title = title),
            Turned::Forged => t!("queue-forged", title = title),
            Turned::Shared => t!("queue-shared"),
            Turned::NotYet => t!("queue-not-yet", title = title),
            Turned::Expired => t!("queue-expired", title = title),
            Turned::Used => t!("queue-used", title = title),
        }
    }

    /// What it says of whoever did it.
    fn signal(self) -> Option<Signal> {
        match self {
            Turned::Forged => Some(Signal::ForgedTicket),
            Turned::Shared => Some(Signal::SharedTicket),
            Turned::Used => Some(Signal::ReplayedTicket),
            Turned::NoTicket | Turned::NotYet | Turned::Expired => None,
        }
    }

    fn retry_after(self) -> u32 {
        if self == Turned::NotYet { 5 } else { 1 }
    }
}

pub(super) fn admitted(cx: &Cx, plan: &Plan, state: &State, cart: Option<CartId>) -> Result<u64, Turned> {
    let secret = &cx.settings.secret;
    let mut own = brought(cx, plan.room).collect::<Vec<_>>();
    if own.is_empty() {
        let forged = cx.tickets.iter().any(|text| Ticket::read(secret, text).is_none());
        return Err(if forged { Turned::Forged } else { Turned::NoTicket });
    }
    own.retain(|ticket| cart.is_some_and(|cart| ticket.is_for(secret, cart)));
    let Some(ticket) = own.into_iter().max_by_key(|ticket| ticket.issued_at) else { return Err(Turned::Shared) };
    let rank = state.rank(plan, ticket.number).filter(|rank| *rank < state.progress.admitted);
    let rank = rank.filter(|_| plan.phase == Phase::Open).ok_or(Turned::NotYet)?;
    let until = state.progress.pass_until(rank, plan.pass);
    until.filter(|until| *until > cx.clock.now()).ok_or(Turned::Expired)?;
    // What they let go of belongs to those who wait for it, or are on their way to it.
    let others = state.waiting() > 0 || state.progress.on_their_way(&state.used) > 0;
    if others && state.used.contains(&rank) { Err(Turned::Used) } else { Ok(rank) }
}
