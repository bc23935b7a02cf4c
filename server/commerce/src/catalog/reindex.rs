//! Going through products whose derived rows were written by an older release.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{much_changed, store};
use crate::{
    Cx, Result,
    jobs::{Done, Job, UNWATCHED},
};

/// Products gone through in one transaction.
const AT_ONCE: u64 = 100;

/// Brings derived rows up to the rules of this release. Recurs: see [`crate::jobs::SCHEDULE`].
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Reindex {}

impl Job for Reindex {
    const KIND: &'static str = "catalog.reindex";
    const PRIORITY: i64 = 800;
    const PATIENCE: Duration = UNWATCHED;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let now = cx.clock.now();
        let done = cx
            .db
            .transaction(move |tx| {
                Box::pin(async move {
                    let outdated = store::outdated(tx, AT_ONCE).await?;
                    for id in &outdated {
                        store::reindex(tx, *id).await?;
                    }
                    Ok(outdated.len() as u64)
                })
            })
            .await?;
        if done > 0 {
            much_changed(cx).await;
        }
        Ok(if done == AT_ONCE { Done::Again(now) } else { Done::Finished })
    }
}
