//! What staff switch while the shop runs: flags, and the level of pressure. Kept in the database with its history, so a switch survives
//! the loss of Redis and of every process; known to every instance within a second, by a note on the bus and, should that be lost, by
//! reading again.

mod store;
#[cfg(test)]
mod tests;

use std::time::Duration;

use types::flag::SwitchChange;

pub(crate) use store::{Switched, set};

use crate::{
    Cx, Result, Scope,
    bus::{Listener, Note},
    flags, pressure, rfc3339,
};

/// Under which the pinned level of pressure is kept.
pub(crate) const PRESSURE: &str = "pressure";

/// Read again at least this often: with what reading takes, well within the second that is promised.
const READ_EVERY: Duration = Duration::from_millis(700);

/// Keeps this process's flags and pinned level as the database has them, for as long as it is polled.
pub async fn follow(cx: Cx) {
    let mut notes = cx.bus.listen();
    loop {
        if let Err(error) = read(&cx).await {
            // What is known goes on to hold.
            tracing::warn!(cause = error.source_chain(), "the switches of staff could not be read");
        }
        // A time-out is the time to read again.
        let _ = tokio::time::timeout(READ_EVERY, switched(&mut notes)).await;
    }
}

/// Waits for a note that something was switched.
async fn switched(notes: &mut Listener) {
    loop {
        match notes.next().await {
            Some(Note::Flags | Note::Pressure | Note::Lost) => return,
            Some(_) => {}
            None => std::future::pending().await,
        }
    }
}

/// Reads all switches and lets them count in this process.
///
/// # Errors
/// When the database does not answer; then nothing has changed.
pub async fn read(cx: &Cx) -> Result<()> {
    let all = store::all(cx).await?;
    flags::adopt(cx, &all);
    pressure::adopt(cx, &all);
    Ok(())
}

/// What staff switched, the latest first: at most `limit`.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn changes(cx: &Cx, limit: u64) -> Result<Vec<SwitchChange>> {
    cx.require(Scope::Ops)?;
    let rows = store::changes(cx, limit.clamp(1, 500)).await?;
    let view = |row: store::ChangeRow| SwitchChange {
        key: row.key,
        at: rfc3339(row.changed_at),
        by: row.changed_by,
        from: row.was,
        to: row.became,
    };
    Ok(rows.into_iter().map(view).collect())
}
