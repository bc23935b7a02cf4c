//! The shop under load, as its staff watch it.

use serde::{Deserialize, Serialize};

use super::ProviderStanding;
use crate::{DropId, VariantId, flag::SwitchChange};

/// One instance's last minutes, and what the whole shop has left. What a build cannot tell is none, not zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SurgeView {
    /// How hard it is pressed, 0 to 4.
    pub level: u8,
    /// The level staff hold it at; none when it is what was measured.
    #[serde(default)]
    pub pinned: Option<u8>,
    /// What raised the level, in words.
    #[serde(default)]
    pub why: Vec<String>,
    /// Names of the classes of requests, most important first.
    pub classes: Vec<String>,
    /// One per second, oldest first, at most five minutes.
    pub samples: Vec<SurgeSample>,
    /// What most people want now.
    pub hot: Vec<HotItem>,
    /// Queues that are open: the whole shop's, and those of drops.
    #[serde(default)]
    pub queues: Vec<QueueStanding>,
    /// What staff switched last, the latest first.
    #[serde(default)]
    pub changes: Vec<SwitchChange>,
    /// Widgets that can be shed.
    #[serde(default)]
    pub widgets: Option<Vec<WidgetStanding>>,
    /// What is asked outside, and whether it is left alone.
    pub breakers: Vec<ProviderStanding>,
    /// What spares the database work.
    #[serde(default)]
    pub caches: Option<Vec<CacheStanding>>,
}

/// One second of one instance.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SurgeSample {
    /// Requests answered per second, by class.
    pub answered: Vec<f64>,
    /// Of those, refused with 429 or 503.
    pub refused: Vec<f64>,
    /// Requests in work at its end.
    pub in_flight: f64,
    /// Orders placed per second.
    pub orders: f64,
    /// 0 to 4.
    pub level: u8,
}

/// Something many want.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HotItem {
    /// Which variant.
    pub id: VariantId,
    /// Its product's name, and which variant.
    pub title: String,
    /// Units that can be bought now; none where they are not counted.
    pub for_sale: Option<i64>,
    /// Units held at the till or in orders being paid.
    pub held: i64,
    /// Units sold.
    pub sold: i64,
}

/// Who waits.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct QueueStanding {
    /// What for.
    pub title: String,
    /// Which drop; none for the whole shop.
    pub drop: Option<DropId>,
    /// People in the queue.
    pub waiting: u64,
    /// People let in per second since the last look; none at the first.
    pub admitted: Option<f64>,
    /// How many per second may be let in.
    pub rate: f64,
    /// Seconds until somebody who comes now is let in; none while nobody is.
    pub wait_seconds: Option<u64>,
    /// Units that can be bought; none where that is without bound.
    pub left: Option<i64>,
    /// Units in holds.
    pub held: i64,
    /// This instance cannot talk to the others, and lets in few by itself.
    pub alone: bool,
    /// What opened it, in words; none where staff did.
    pub why: Option<String>,
}

/// A part of pages that can be left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WidgetStanding {
    /// Its flag.
    pub key: String,
    /// It is shown now.
    pub shown: bool,
    /// The level from which it is not; none when that takes staff.
    pub shed_at: Option<u8>,
}

/// A cache.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CacheStanding {
    /// Which.
    pub name: String,
    /// Look-ups per second.
    pub lookups: f64,
    /// Of those, answered: 0 to 1.
    pub hit_share: f64,
    /// Entries it holds; none where another process holds them.
    pub entries: Option<u64>,
    /// Bytes they take.
    pub bytes: Option<u64>,
}
