//! Reading pictures, behind a breaker: they are most of what a page makes browsers ask for, and no page waits for them. Where the
//! database is away or slow they say so at once, and its connections are left to those who buy.

use std::{future::Future, time::Duration};

use types::{ErrorCode, Millis, admin::ProviderStanding};

use crate::{
    Cx, Error, Result,
    breaker::{Gate, Outcome},
};

/// A picture is read within this, or is not to be had for now.
const PATIENCE: Duration = Duration::from_secs(1);
/// Milliseconds in which none is read after enough that could not be; whoever asked may ask again then.
const REST: Millis = 3_000;

/// This process's experience with reading pictures.
#[derive(Debug)]
pub struct Reading(Gate);

impl Default for Reading {
    fn default() -> Self {
        Self(Gate::resting(REST))
    }
}

impl Reading {
    /// How it goes, for those who watch.
    #[must_use]
    pub fn standing(&self) -> ProviderStanding {
        self.0.lock().standing("pictures")
    }

    /// What `asking` reads. It goes on in a task of its own when it takes too long: a connection is never dropped half-way.
    ///
    /// # Errors
    /// Its own `not_found`; `unavailable`, with when to ask again, for all else.
    pub(super) async fn within<T: Send + 'static>(
        &self,
        cx: &Cx,
        asking: impl Future<Output = Result<T>> + Send + 'static,
    ) -> Result<T> {
        let call = self.0.begin(cx.clock.now()).ok_or_else(away)?;
        let (outcome, answer) = match tokio::time::timeout(PATIENCE, tokio::spawn(asking)).await {
            Ok(Ok(Err(error))) if error.code() != ErrorCode::NotFound => {
                (Outcome::Failed, Err(away().caused_by(anyhow::anyhow!(error.source_chain()))))
            }
            Ok(Ok(answer)) => (Outcome::Answered, answer),
            Ok(Err(panic)) => (Outcome::Failed, Err(away().caused_by(panic))),
            Err(late) => (Outcome::Failed, Err(away().caused_by(late))),
        };
        call.end(outcome, cx.clock.now());
        answer
    }
}

fn away() -> Error {
    let seconds = u32::try_from(REST / 1000).unwrap_or(1);
    Error::new(ErrorCode::Unavailable, "This picture cannot be shown for a moment.").with_retry_after(seconds)
}
