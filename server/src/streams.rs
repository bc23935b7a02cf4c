//! Event streams: answers that stay open. Bounded in number, cut when the process is told to stop, and no worker's time is theirs:
//! each is woken once a second or two and writes when there is something to say.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use futures::{Stream, StreamExt};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_util::sync::CancellationToken;
use types::ErrorCode;

use crate::{metric_names::EVENT_STREAMS, problem::Refused};

/// Proxies cut what is silent for longer, often after half a minute.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// Seconds after which a browser that could not have a stream asks again.
const LATER: u32 = 30;

/// All streams of a process.
#[derive(Clone, Debug)]
pub struct Streams {
    places: Arc<Semaphore>,
    closing: CancellationToken,
}

/// A stream's place among them, until it is dropped.
pub struct Open {
    closing: CancellationToken,
    _place: OwnedSemaphorePermit,
}

impl Streams {
    /// So many at once.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { places: Arc::new(Semaphore::new(most)), closing: CancellationToken::new() }
    }

    /// Ends all of them: the process is about to stop.
    pub fn close(&self) {
        self.closing.cancel();
        self.places.close();
    }

    /// A place for one more.
    ///
    /// # Errors
    /// `unavailable` when all are taken: whoever asked can go on asking now and then.
    pub fn open(&self) -> Result<Open, Refused> {
        let place = self.places.clone().try_acquire_owned().map_err(|_| later())?;
        metrics::gauge!(EVENT_STREAMS).increment(1);
        Ok(Open { closing: self.closing.clone(), _place: place })
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        metrics::gauge!(EVENT_STREAMS).decrement(1);
    }
}

/// No stream now; the same can be asked for without one.
#[must_use]
pub fn later() -> Refused {
    Refused::new(ErrorCode::Unavailable, "No live updates right now. Ask again now and then instead.")
        .retry_after(LATER)
}

/// Sends `events` until they end, the process stops, or the browser leaves.
pub fn answer(place: Open, events: impl Stream<Item = Event> + Send + 'static) -> Response {
    let closing = place.closing.clone();
    let events = events.take_until(closing.cancelled_owned()).map(move |event| {
        // The place goes with the stream.
        let _ = &place;
        Ok::<_, Infallible>(event)
    });
    Sse::new(events).keep_alive(KeepAlive::new().interval(KEEP_ALIVE)).into_response()
}
