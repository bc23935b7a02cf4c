//! The whole shop's room: opened by staff, or by a crowd that is more than the shop can serve.

use types::{CartId, Millis, drops::RoomMode};

use super::{
    Plan, SHOP,
    door::{admitted, turn_away},
    opening,
    pace::Seen,
    rules, store,
};
use crate::{Cx, Result};

/// Lets whoever begins to buy pass the whole shop's queue: those whose turn it is and, where the crowd has opened it and nobody waits,
/// as many as the shop can take. The others are what there is a queue for.
///
/// # Errors
/// As [`super::pass`].
pub(crate) async fn pass_shop(cx: &Cx, plan: &Plan, cart: Option<CartId>) -> Result<()> {
    let room = cx.rooms.room(plan.room);
    room.look(cx, plan).await?;
    let outcome = {
        let mut state = room.lock();
        match admitted(cx, plan, &state, cart) {
            Err(_) if plan.adapts && state.waiting() == 0 && state.pace.walks_in(cx.clock.now()) => Ok(()),
            other => other.map(|_| ()),
        }
    };
    outcome.map_err(|why| turn_away(cx, plan, &room, why))
}

/// The whole shop sells without a queue: one more who begins to buy, for the pace to begin with once there is one.
pub(crate) fn note_begun(cx: &Cx) {
    cx.rooms.room(SHOP).lock().pace.note();
}

/// How the whole shop's room stands, apart from who waits in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ShopRoom {
    /// What staff say.
    pub mode: RoomMode,
    opened_until: Option<Millis>,
    waiting: u64,
}

impl ShopRoom {
    /// Whether the whole shop asks for a place before it sells.
    #[must_use]
    pub fn is_open(self, now: Millis) -> bool {
        opening::is_open(self.mode, self.opened_until, self.waiting, now)
    }
}

/// The whole shop's room as the database has it: the same for all instances.
pub(crate) async fn shop_room(cx: &Cx) -> Result<ShopRoom> {
    let stored = store::load(cx.db.write(), SHOP).await?;
    let waiting = stored.joined.saturating_sub(stored.admitted);
    Ok(ShopRoom { mode: stored.mode, opened_until: stored.opened_until, waiting })
}

/// One look a second at whether the crowd has to be held back, by what is measured: a level that staff hold, for a rehearsal say,
/// opens nothing. Answers with whether the room was opened, or kept open for longer.
///
/// # Errors
/// When the database does not answer.
pub(crate) async fn tend_shop(cx: &Cx, plan: &Plan, shop: ShopRoom) -> Result<bool> {
    let Some(opens_at) = cx.settings.waiting_room.open_at else { return Ok(false) };
    let room = cx.rooms.room(SHOP);
    let seen = Seen {
        is_open: plan.adapts,
        level: cx.pressure.measured(),
        opens_at,
        least: rules::rate(plan.per_minute, cx.pressure.level()),
        orders: cx.surge.orders_per_minute(),
    };
    let pressed = room.lock().pace.look(seen);
    if plan.adapts {
        // Whoever waits is let in whether or not anybody asks, so that the end is reached.
        room.look(cx, plan).await?;
    }
    let (now, why) = (cx.clock.now(), cx.pressure.why());
    let Some(until) = opening::renewed(shop.opened_until, now).filter(|_| pressed && shop.mode == RoomMode::Auto)
    else {
        return Ok(false);
    };
    if !seen.is_open {
        tracing::warn!(why, "more come than can be served: the whole shop's queue opens");
    }
    store::open(cx.db.write(), SHOP, until, &why, now).await?;
    Ok(true)
}
