//! What every handler can reach.

use std::{borrow::Cow, ops::Deref, sync::Arc};

use app::assets::Assets;
use axum_extra::extract::cookie::{Cookie, SameSite};
use commerce::Services;
use tokio_util::task::TaskTracker;
use types::Market;

use crate::{
    config::ServerConfig, middleware::gate::Gate, page_cache::PageCache, service_worker::ServiceWorker,
    streams::Streams,
};

/// The web server's state. Cloned for every request, so it is one pointer.
#[derive(Clone)]
pub struct App(Arc<Inner>);

/// Made once at start and never changed.
pub struct Inner {
    /// The shop's means.
    pub services: Arc<Services>,
    /// How the shop is served.
    pub server: ServerConfig,
    /// Where the browser finds stylesheet and scripts.
    pub assets: Arc<Assets>,
    /// The script by which browsers keep what was seen.
    pub service_worker: ServiceWorker,
    /// Scheme and host of the shop.
    pub origin: Arc<str>,
    /// Languages and moneys the shop sells in; the first is that of paths that begin with nothing.
    pub markets: Arc<[Market]>,
    /// Pages that are the same for everyone; none when they are not kept.
    pub page_cache: Option<Arc<PageCache>>,
    /// Who is let in to be worked on, over all groups of routes.
    pub gate: Arc<Gate>,
    /// Answers that stay open.
    pub streams: Streams,
    /// Handlers at work, with or without a client still waiting. Waited for before the database is closed.
    pub handlers: TaskTracker,
}

impl App {
    /// State for a shop with `services`, served as `server` says.
    #[must_use]
    pub fn new(services: Arc<Services>, server: ServerConfig, mut assets: Assets) -> Self {
        let origin = services.settings.public_url.as_str().into();
        let gate = if server.sheds { Gate::new(server.max_in_flight) } else { Gate::fixed(server.max_in_flight) };
        let page_cache = server.page_cache.is_on().then(|| PageCache::new(services.clone(), server.page_cache).into());
        let streams = Streams::new(server.max_event_streams);
        let markets: Arc<[Market]> = services.settings.markets.clone().into();
        let service_worker = ServiceWorker::of(&assets, &markets, server.service_worker);
        assets.worker = assets.worker.filter(|_| server.service_worker);
        Self(Arc::new(Inner {
            services,
            server,
            assets: Arc::new(assets),
            service_worker,
            origin,
            markets,
            page_cache,
            gate,
            streams,
            handlers: TaskTracker::new(),
        }))
    }

    /// Shoppers arrive over TLS, so cookies may be `Secure` and HSTS be sent.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// A cookie of the shop's own: sent to all of the shop and to no other site, and out of reach of scripts.
    #[must_use]
    pub fn cookie(
        &self,
        name: impl Into<Cow<'static, str>>,
        value: String,
        lifetime: time::Duration,
    ) -> Cookie<'static> {
        Cookie::build((name, value))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.is_https())
            .max_age(lifetime)
            .build()
    }
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}
