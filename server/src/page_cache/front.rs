//! Answers from memory, before anything else is asked.

use std::{
    collections::BTreeSet,
    convert::Infallible,
    task::{Context, Poll},
};

use axum::{Router, body::Body, extract::Request, response::Response, routing::future::RouteFuture};
use futures::future::{Either, Ready, ready};
use http::{HeaderValue, Method, StatusCode};
use metrics::Counter;
use tower::Service;

use super::{
    Known, address,
    address::Key,
    answer,
    entry::Entry,
    fill::{Filler, Wanted},
};
use crate::{
    App,
    metric_names::{HTTP_REQUESTS, PAGE_CACHE},
    middleware::{self, REQUEST_ID, RequestId, market, request_id},
    pages::queue,
};

/// The shop with its finished pages in front.
#[derive(Clone)]
pub struct Front {
    app: App,
    filler: Option<Filler>,
    counters: std::sync::Arc<Counters>,
    /// Everything else.
    inner: Router,
}

/// Looked up once: looking them up takes longer than an answer.
struct Counters {
    hit: Counter,
    stale: Counter,
    missed: Counter,
    /// Looks at queues.
    queue: Counter,
    /// By route: answered with the page, and with word that the client has it.
    routes: Vec<(Counter, Counter)>,
}

impl Counters {
    fn new() -> Self {
        let outcome = |outcome| metrics::counter!(PAGE_CACHE, "outcome" => outcome);
        let answered =
            |route, status| metrics::counter!(HTTP_REQUESTS, "route" => route, "method" => "GET", "status" => status);
        let routes = address::routes().map(|route| (answered(route, "200"), answered(route, "304"))).collect();
        let queue = answered("/queue", "200");
        Self { hit: outcome("hit"), stale: outcome("stale"), missed: outcome("missed"), queue, routes }
    }
}

impl Front {
    /// Finished pages, made by `filler`, in front of `inner`.
    #[must_use]
    pub fn new(app: &App, filler: Option<Filler>, inner: Router) -> Self {
        Self { app: app.clone(), filler, counters: Counters::new().into(), inner }
    }

    /// The paths of all routes, kept and not. axum shows them to nobody but who debugs: there they stand as `RouteId(7): "/cart"`.
    pub(crate) fn paths(&self) -> Vec<String> {
        let shown = format!("{:?}", self.inner);
        let path = |part: &str| Some(part.split_once("): \"")?.1.split_once('"')?.0.to_owned());
        let paths: BTreeSet<String> = shown.split("RouteId(").filter_map(path).collect();
        paths.into_iter().filter(|path| !path.contains("__private")).collect()
    }

    /// The answer, where there is one; otherwise the request goes on with the key of what it wants.
    fn remembered(&self, request: &mut Request) -> Option<Response> {
        let filler = self.filler.as_ref()?;
        if !matches!(*request.method(), Method::GET | Method::HEAD) {
            return None;
        }
        // What was found is answered with as it is: only what goes on inwards is given another path.
        let (market, path) = market::of_path(&self.app, request.uri().path());
        let key = filler.cache.key(market, path, request.uri().query())?;
        match filler.cache.look_up(&key) {
            Known::Fresh(entry) => {
                self.counters.hit.increment(1);
                Some(self.answer(request, &key, &entry))
            }
            Known::Stale(entry) => {
                self.counters.stale.increment(1);
                filler.refresh(&key);
                Some(self.answer(request, &key, &entry))
            }
            Known::Spent(_) | Known::Nothing => {
                self.counters.missed.increment(1);
                request.extensions_mut().insert(Wanted(key));
                None
            }
        }
    }

    /// The page of a queue, which is another for each who waits, and yet all from memory.
    fn queued(&self, request: &Request) -> Option<Response> {
        // Written into every request by `middleware::receive`.
        let id = request.extensions().get::<RequestId>()?;
        let response = queue::remembered(&self.app, request)?;
        self.counters.queue.increment(1);
        Some(middleware::finish(&self.app, &id.0, response))
    }

    fn answer(&self, request: &Request, key: &Key, entry: &Entry) -> Response {
        let mut response = answer(entry, request.headers());
        let (whole, unchanged) = &self.counters.routes[key.route];
        let counter = if response.status() == StatusCode::NOT_MODIFIED { unchanged } else { whole };
        counter.increment(1);
        let (_, id) = request_id(&self.app, request);
        if let Ok(value) = HeaderValue::from_str(&id) {
            response.headers_mut().insert(REQUEST_ID, value);
        }
        response
    }
}

impl Service<Request<Body>> for Front {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Ready<Result<Response, Infallible>>, RouteFuture<Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, mut request: Request<Body>) -> Self::Future {
        let known = self.remembered(&mut request).or_else(|| middleware::receive(&self.app, &mut request));
        match known.or_else(|| self.queued(&request)) {
            Some(response) => Either::Left(ready(Ok(response))),
            None => Either::Right(self.inner.call(request)),
        }
    }
}
