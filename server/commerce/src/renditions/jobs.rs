//! Renditions before anyone asks for them: a few at a time, and only while the shop is calm.

use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

use super::{is_open, rules::COMMON, store, studio};
use crate::{
    Cx, Result,
    jobs::{Done, Job, UNWATCHED},
    pressure::Level,
};

/// A run begins no rendition after so long: a twentieth of the time between two runs.
const BUDGET: Duration = Duration::from_millis(1500);
/// Looked up at once.
const BATCH: i64 = 16;

/// Makes common renditions that are missing. Recurs: see [`crate::jobs::SCHEDULE`].
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct FillRenditions {}

impl Job for FillRenditions {
    const KIND: &'static str = "renditions.fill";
    const PRIORITY: i64 = 950;
    const PATIENCE: Duration = UNWATCHED;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let began = Instant::now();
        for wanted in COMMON {
            for hash in store::lacking(cx.db.read(), wanted, BATCH).await? {
                let is_calm = cx.pressure.level() == Level::CALM && is_open(cx);
                if !is_calm || began.elapsed() > BUDGET {
                    return Ok(Done::Finished);
                }
                match studio::order(cx, &hash, wanted) {
                    Some(order) => order.await,
                    // Whoever waits for a picture comes first.
                    None => return Ok(Done::Finished),
                }
            }
        }
        Ok(Done::Finished)
    }
}
