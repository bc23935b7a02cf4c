//! A page is made once, however many wait for it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    body::Body,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, StatusCode};
use tokio::sync::watch;
use tokio_util::bytes::Bytes;
use types::Problem;

use super::{address::Key, entry::Entry};

/// Requests that wait for one page; more are refused, or get an old one.
const MOST_WAITING: usize = 4096;

/// What came of making a page.
#[derive(Clone)]
pub enum Made {
    /// It may be kept.
    Page(Arc<Entry>),
    /// It is for those who wait for it and nobody else: a refusal, a failure.
    Other(Arc<Other>),
}

/// An answer that is not kept.
pub struct Other {
    /// Its status.
    pub status: StatusCode,
    /// Its header.
    pub headers: HeaderMap,
    /// Why, where it is a refusal: each who waits gets it in a face of their own.
    pub problem: Option<Problem>,
    /// Its body.
    pub body: Bytes,
}

impl Other {
    /// For one of those who wait.
    pub fn response(&self) -> Response {
        let mut response = (self.status, self.headers.clone(), Body::from(self.body.clone())).into_response();
        if let Some(problem) = &self.problem {
            response.extensions_mut().insert(problem.clone());
        }
        response
    }
}

type Sender = Arc<watch::Sender<Option<Made>>>;

/// Pages being made.
#[derive(Clone, Default)]
pub struct Flights(Arc<Mutex<HashMap<Key, Sender>>>);

/// Waits for a page to be made.
pub struct Waiting(watch::Receiver<Option<Made>>);

impl Waiting {
    /// What came of it; none when whoever made it has died.
    pub async fn made(mut self) -> Option<Made> {
        self.0.wait_for(Option::is_some).await.ok()?.clone()
    }
}

impl Flights {
    /// A place among those who wait for the page, and the duty to make it where nobody is at it yet. None when too many wait.
    pub fn join(&self, key: &Key) -> Option<(Waiting, Option<Flight>)> {
        let mut flights = self.lock();
        if let Some(sender) = flights.get(key) {
            return (sender.receiver_count() < MOST_WAITING).then(|| (Waiting(sender.subscribe()), None));
        }
        let (sender, receiver) = watch::channel(None);
        let sender = Arc::new(sender);
        flights.insert(key.clone(), sender.clone());
        Some((Waiting(receiver), Some(Flight { flights: self.clone(), key: key.clone(), sender })))
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Key, Sender>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The duty to make a page. Whoever drops it without landing lets all who wait know.
pub struct Flight {
    flights: Flights,
    key: Key,
    sender: Sender,
}

impl Flight {
    /// The page is made, and kept where it may be: whoever asks from now on finds it there.
    pub fn land(self, made: Made) {
        self.flights.lock().remove(&self.key);
        self.sender.send_replace(Some(made));
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        let mut flights = self.flights.lock();
        if flights.get(&self.key).is_some_and(|sender| Arc::ptr_eq(sender, &self.sender)) {
            flights.remove(&self.key);
        }
    }
}
