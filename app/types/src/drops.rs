//! Drops and queues as shoppers, staff and programs see them.

use serde::{Deserialize, Serialize};

use crate::{DropId, Money, ProductId, VariantId, catalog::ImageView, worded::worded};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        worded!($name { $($variant = $text, $label;)* });
    };
}

words! {
    /// Where a drop stands.
    DropStatus {
        /// Being written; nobody sees it.
        Draft = "draft", "Draft";
        /// Announced.
        Scheduled = "scheduled", "Scheduled";
        /// People gather before the start.
        PreQueue = "pre_queue", "Gathering";
        /// On sale, in the order of the queue.
        Live = "live", "Live";
        /// Nothing is left, and nobody holds anything that could come back.
        SoldOut = "sold_out", "Sold out";
        /// Over.
        Ended = "ended", "Ended";
        /// Over, and added up.
        Reported = "reported", "Reported";
    }
}

impl DropStatus {
    /// Its goods can be had by whoever is let in.
    #[must_use]
    pub fn is_selling(self) -> bool {
        matches!(self, DropStatus::Live | DropStatus::SoldOut)
    }

    /// It is over.
    #[must_use]
    pub fn is_over(self) -> bool {
        matches!(self, DropStatus::Ended | DropStatus::Reported)
    }
}

words! {
    /// What staff say of a waiting room.
    RoomMode {
        /// A drop's room is open while it sells; the whole shop's while more come than it can serve, and until nobody waits.
        Auto = "auto", "Automatic";
        /// Open, whatever the shop's state.
        Open = "open", "Open";
        /// Nobody may join any more; those who wait are let in.
        Closed = "closed", "Closed to newcomers";
        /// Nobody is let in.
        Paused = "paused", "Paused";
        /// Everyone who waits is let in as fast as stock allows.
        Draining = "draining", "Draining";
    }
}

/// One thing sold in a drop, as staff write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct DropGoods {
    /// What.
    pub variant_id: VariantId,
    /// How many are announced. Stock is the judge of how many there are.
    pub units: i64,
    /// Minor units while the drop sells; none for the variant's own price.
    #[serde(default)]
    pub price: Option<i64>,
}

/// An extra that is switched off earlier or later than usual while the drop sells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ShedStep {
    /// The flag's key.
    pub flag: String,
    /// The level from which it is off: 0 (off all the time) to 5 (never).
    pub level: u8,
}

/// A drop as staff write it. Times are RFC 3339.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[serde(default)]
pub struct DropInput {
    /// Its name in addresses; made from the title when empty.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// What the page says before, during, and after.
    pub message_before: String,
    /// While it sells.
    pub message_live: String,
    /// Once it is over.
    pub message_over: String,
    /// When people can join before the start; none for no draw.
    pub queue_opens_at: Option<String>,
    /// When it goes on sale.
    pub starts_at: String,
    /// When it is over, sold out or not.
    pub ends_at: String,
    /// People let in a minute, while the shop is calm.
    pub admit_per_minute: i64,
    /// Seconds somebody who is let in has to get to the till.
    pub pass_seconds: i64,
    /// Units one person may have; none for as many as they like.
    pub cap_per_person: Option<i64>,
    /// Seconds units are kept for a cart at the till; none for the shop's own.
    pub hold_seconds: Option<i64>,
    /// Extras that are shed otherwise than usual while it sells.
    pub shed_ladder: Vec<ShedStep>,
    /// What is sold.
    pub goods: Vec<DropGoods>,
}

/// Some drops, latest start first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct DropList {
    /// The drops.
    pub items: Vec<DropRow>,
    /// Hand it back to get the next page; null on the last.
    pub next_cursor: Option<String>,
}

/// A drop in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct DropRow {
    /// Which.
    pub id: DropId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Where it stands.
    pub status: DropStatus,
    /// When it goes on sale. RFC 3339, UTC.
    pub starts_at: String,
    /// When it is over. RFC 3339, UTC.
    pub ends_at: String,
}

/// A drop as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct AdminDrop {
    /// Which.
    pub id: DropId,
    /// Where it stands.
    pub status: DropStatus,
    /// As it was written.
    pub input: DropInput,
    /// SHA-256 of the draw's seed, in hexadecimal: shown from the announcement on.
    pub commitment: String,
    /// Its waiting room.
    pub room: RoomView,
    /// What became of it, once it is over.
    pub report: Option<DropReport>,
}

/// A waiting room as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct RoomView {
    /// What staff say of it.
    pub mode: RoomMode,
    /// People let in a minute, where staff have set it.
    pub per_minute: Option<i64>,
    /// People let in a minute as of now.
    pub rate: i64,
    /// It is asked for a place before anything is sold.
    pub is_open: bool,
    /// What pressed the shop when the whole shop's queue opened by itself, in words; none where it did not.
    pub opened_why: Option<String>,
    /// Tickets handed out.
    pub joined: i64,
    /// Tickets let in.
    pub admitted: i64,
    /// Let in, and neither at the till nor out of time yet.
    pub on_their_way: i64,
    /// Units that can be bought now; none where stock is not what bounds it.
    pub remaining: Option<i64>,
    /// Units in holds.
    pub held: i64,
    /// Redis does not answer: this instance lets in few, by itself.
    pub degraded: bool,
    /// What was refused and how often: `forged`, `shared`, `expired`, `used`, `not_yet`, `no_ticket`, `closed`.
    pub refused: Vec<RefusalCount>,
    /// How many of these went to addresses that behave like programs, without those with forged tickets.
    #[serde(default)]
    pub suspects: i64,
}

/// How often something was refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct RefusalCount {
    /// Why.
    pub why: String,
    /// How often.
    pub times: i64,
}

/// What staff change of a waiting room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct RoomControl {
    /// What staff say of it.
    pub mode: RoomMode,
    /// People let in a minute; none for the plan's own.
    #[serde(default)]
    pub per_minute: Option<i64>,
}

/// What became of a drop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct DropReport {
    /// Tickets handed out.
    pub demand: i64,
    /// Of those, before the start.
    pub entrants: i64,
    /// Tickets let in.
    pub admitted: i64,
    /// Units announced.
    pub units: i64,
    /// Units sold in orders that stand.
    pub units_sold: i64,
    /// Seconds from the start until nothing was left; none when something was.
    pub sold_out_after_seconds: Option<i64>,
    /// Orders that stand.
    pub orders: i64,
    /// What they paid for the drop's goods.
    pub revenue: Money,
    /// Carts that let their time at the till pass.
    pub holds_expired: i64,
    /// Orders whose payment did not come through.
    pub payments_refused: i64,
    /// Why people were turned away, and how often.
    pub refused: Vec<RefusalCount>,
    /// Tickets that were not the shop's own: bots.
    pub forged: i64,
    /// Other refusals of addresses that behave like programs: that keep no cookies, come at a machine's pace, or with others' tickets.
    #[serde(default)]
    pub suspects: i64,
}

/// One thing sold in a drop, as shoppers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct DropGoodsView {
    /// What.
    pub variant_id: VariantId,
    /// Of which product.
    pub product_id: ProductId,
    /// Its product's name in addresses.
    pub slug: String,
    /// Its name with that of its variant.
    pub title: String,
    /// What one costs in the drop.
    pub price: Money,
    /// Units announced.
    pub units: i64,
    /// Picture of it.
    pub image: Option<ImageView>,
}

/// A drop's own page. The same for everyone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct DropView {
    /// Which.
    pub id: DropId,
    /// Its name in addresses.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// Where it stands.
    pub status: DropStatus,
    /// What the shop says about it now.
    pub message: String,
    /// When people can join before the start. RFC 3339, UTC.
    pub queue_opens_at: Option<String>,
    /// When it goes on sale. RFC 3339, UTC.
    pub starts_at: String,
    /// When it is over. RFC 3339, UTC.
    pub ends_at: String,
    /// The shop's clock. RFC 3339, UTC.
    pub now: String,
    /// Seconds from now to the start; none once it has begun.
    pub seconds_to_start: Option<i64>,
    /// Units one person may have.
    pub cap_per_person: Option<i64>,
    /// What is sold.
    pub goods: Vec<DropGoodsView>,
    /// Units that can be bought now.
    pub remaining: i64,
    /// Units in holds: what may come back.
    pub held: i64,
    /// SHA-256 of the draw's seed, in hexadecimal.
    pub commitment: String,
    /// The seed, once the draw is over.
    pub seed: Option<String>,
    /// Tickets in the draw, once it is over.
    pub entrants: Option<i64>,
}

words! {
    /// How somebody in a queue stands.
    PlaceState {
        /// Holds no ticket that counts here.
        None = "none", "Not in the queue";
        /// The draw is still to come.
        Gathering = "gathering", "In the draw";
        /// In line.
        Waiting = "waiting", "In line";
        /// In line, but more people are ahead than units are left: only what comes back can help.
        Standby = "standby", "Standby";
        /// May buy now.
        Admitted = "admitted", "Your turn";
        /// Had their turn and let it pass, or used it.
        Passed = "passed", "Your turn is over";
        /// Nothing is left and nothing can come back.
        SoldOut = "sold_out", "Sold out";
        /// Over, or nobody has to queue.
        Over = "over", "No queue";
    }
}

/// Somebody's place in a queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct PlaceView {
    /// How they stand.
    pub state: PlaceState,
    /// The number on their ticket, from 0.
    pub ticket: Option<i64>,
    /// Their place in line, from 1; none before the draw.
    pub position: Option<i64>,
    /// People in front of them, those at the till and on their way there included.
    pub ahead: i64,
    /// People in the queue or in the draw.
    pub waiting: i64,
    /// Seconds until it is their turn, as things go now; none where nobody can tell.
    pub eta_seconds: Option<i64>,
    /// Units that can be bought now; none where stock is not what bounds it.
    pub remaining: Option<i64>,
    /// Units in holds.
    pub held: i64,
    /// Seconds left of their turn.
    pub pass_seconds: Option<i64>,
    /// Seconds after which another look is worth it.
    pub look_again_seconds: u32,
}

/// What has to be done before a place in a queue is had: a calculation, or some waiting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct ChallengeView {
    /// Send it back with the next try, for the same cart. It is good for ten minutes.
    pub challenge: String,
    /// A `solution` is a number, up to 20 digits, with which SHA-256 of `challenge.solution` (both as text, with the point between
    /// them) begins with so many zero bits.
    pub bits: u32,
    /// Seconds after which the challenge alone, without a solution, is enough.
    pub wait_seconds: u32,
}

/// A ticket, for programs: browsers keep it in a cookie.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct TicketView {
    /// Send it as `Queue-Ticket` with every call about the cart.
    pub ticket: String,
    /// How it stands.
    pub place: PlaceView,
}
