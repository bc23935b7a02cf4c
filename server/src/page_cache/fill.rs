//! Has pages made that are not there.

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, StatusCode, header::SET_COOKIE};
use tower::ServiceExt as _;
use tracing::Instrument as _;
use types::ErrorCode;

use super::{
    Known, PageCache, Shows, Until,
    address::Key,
    answer, count,
    entry::{Draft, Entry},
    flight::{Flight, Made, Other},
};
use crate::{
    App,
    middleware::{RequestId, complete_headers, market::Here},
    problem::Refused,
    visitor::Everyone,
};

/// Whoever can have an old page waits no longer for a new one.
const PATIENCE: Duration = Duration::from_secs(1);
/// Pages made for one request, each outdated before it was finished; then the last one will do.
const TRIES: usize = 3;
/// No page is longer.
const LONGEST_PAGE: usize = 4 * 1024 * 1024;

/// On a request for a page that the cache does not have.
#[derive(Clone)]
pub struct Wanted(pub Key);

/// Makes pages.
#[derive(Clone)]
pub struct Filler {
    app: App,
    pub(super) cache: Arc<PageCache>,
    /// The pages' handlers, with what stands around all work, and without what is about clients.
    renderer: Router,
}

impl Filler {
    /// Makes pages with `renderer`; none when pages are not kept.
    #[must_use]
    pub fn new(app: &App, renderer: Router) -> Option<Self> {
        let cache = app.page_cache.clone()?;
        Some(Self { app: app.clone(), cache, renderer })
    }

    /// Stands around the handlers of pages that are kept.
    pub async fn fill(State(filler): State<Option<Self>>, mut request: Request, next: Next) -> Response {
        let wanted = request.extensions_mut().remove::<Wanted>();
        match (filler, wanted) {
            (Some(filler), Some(Wanted(key))) => filler.page(&key, request.headers()).await,
            _ => next.run(request).await,
        }
    }

    /// Has a page made anew that was found to be old, without waiting for it.
    pub fn refresh(&self, key: &Key) {
        if let Some((_, Some(flight))) = self.cache.flights.join(key) {
            self.begin(key.clone(), flight);
        }
    }

    async fn page(&self, key: &Key, headers: &HeaderMap) -> Response {
        let mut newest = None;
        for _ in 0..TRIES {
            let last_resort = match self.cache.look_up(key) {
                Known::Fresh(entry) | Known::Stale(entry) => return answer(&entry, headers),
                Known::Spent(entry) => Some(entry),
                Known::Nothing => None,
            };
            let made = self.make_or_wait(key, last_resort.is_some()).await;
            self.cache.changes.hear();
            match (made, last_resort) {
                (Some(Made::Page(entry)), _) if self.cache.is_right(&entry) => {
                    return answer(&entry, headers);
                }
                // It has changed again meanwhile, or its moment has come, perhaps before this request came.
                (Some(Made::Page(entry)), _) => newest = Some(entry),
                (Some(Made::Other(other)), Some(_)) if !other.status.is_server_error() => return other.response(),
                (_, Some(old)) => {
                    count("last_resort");
                    return answer(&old, headers);
                }
                (Some(Made::Other(other)), None) => return other.response(),
                (None, None) => return busy(),
            }
        }
        newest.map_or_else(busy, |entry| answer(&entry, headers))
    }

    async fn make_or_wait(&self, key: &Key, impatient: bool) -> Option<Made> {
        let (waiting, flight) = self.cache.flights.join(key)?;
        match flight {
            Some(flight) => self.begin(key.clone(), flight),
            None => count("shared"),
        }
        match impatient {
            true => tokio::time::timeout(PATIENCE, waiting.made()).await.ok().flatten(),
            false => waiting.made().await,
        }
    }

    /// In a task of its own: it ends for all who wait, whoever hangs up, and before the database is closed.
    fn begin(&self, key: Key, flight: Flight) {
        count("made");
        self.cache.made.fetch_add(1, Ordering::Relaxed);
        let (filler, id) = (self.clone(), RequestId::new());
        let span = tracing::info_span!("page", id = id.0);
        self.app.handlers.spawn(async move { flight.land(filler.make(key, id).await) }.instrument(span));
    }

    async fn make(&self, key: Key, id: RequestId) -> Made {
        let begun = self.cache.changes.begin();
        // The whole request: nothing of any visitor's.
        let mut request = Request::new(Body::empty());
        match key.address.parse() {
            Ok(uri) => *request.uri_mut() = uri,
            Err(_) => return failed(),
        }
        request.extensions_mut().insert(id);
        let here = Here::of(request.method(), request.uri());
        request.extensions_mut().insert(here);
        request.extensions_mut().insert(key.market);
        request.extensions_mut().insert(Everyone);
        let Ok(response) = self.renderer.clone().oneshot(request).await;
        let (mut parts, body) = response.into_parts();
        let Ok(body) = to_bytes(body, LONGEST_PAGE).await else { return failed() };
        let is_whole = parts.status == StatusCode::OK && !parts.headers.contains_key(SET_COOKIE);
        let Some(Shows { tags, until }) = parts.extensions.remove::<Shows>().filter(|_| is_whole) else {
            let problem = parts.extensions.remove();
            return Made::Other(Arc::new(Other { status: parts.status, headers: parts.headers, problem, body }));
        };
        complete_headers(&self.app, &mut parts.headers);
        let cache_control = match until {
            Until::Further => self.cache.config.cache_control(),
            Until::Moment(_) => self.cache.config.brief_cache_control(),
        };
        let times = self.cache.times(until);
        let draft = Draft { body, headers: parts.headers, tags, begun, times, cache_control };
        let Ok(entry) = tokio::task::spawn_blocking(move || Arc::new(Entry::make(draft))).await else {
            return failed();
        };
        // Made half at one level and half at another it would be neither's.
        if self.app.services.pressure.level() == key.level {
            self.cache.entries.insert(key, entry.clone());
        }
        Made::Page(entry)
    }
}

fn failed() -> Made {
    let (status, headers) = (StatusCode::INTERNAL_SERVER_ERROR, HeaderMap::new());
    Made::Other(Arc::new(Other { status, headers, problem: None, body: tokio_util::bytes::Bytes::new() }))
}

fn busy() -> Response {
    Refused::new(ErrorCode::Unavailable, words::t!("refused-busy")).retry_after(1).into_response()
}
