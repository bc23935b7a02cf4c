//! A shop for one test: its own database, its own listener on a free port.

mod browser;
mod database;
mod forms;
mod redis;
mod stripe;

use std::{net::SocketAddr, sync::Arc, time::Duration};

use app::assets::Assets;
use commerce::{Cx, Services, catalog, db::sql, jobs::Worker, payments::ReconcilePayments, verify};
use sea_orm::ConnectionTrait;
use server::{App, config::Config, listener, routes};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use types::catalog::VariantView;

pub use browser::{Browser, Page};
pub use database::{Contents, TestDatabase};
pub use forms::{Checkout, PIXEL};
pub use redis::{RedisServer, RedisSlot};
pub use stripe::{Fault, StripePeer};

/// An open shop. [`TestShop::close`] it at the end of the test.
pub struct TestShop {
    /// Where it is, without a trailing slash.
    pub url: String,
    /// The same as an address.
    pub addr: SocketAddr,
    /// Its means, to look behind the counter.
    pub services: Arc<Services>,
    /// The web server's state.
    pub app: App,
    /// Its answers that stay open.
    pub streams: server::Streams,
    stop: CancellationToken,
    listener: JoinHandle<()>,
    database: TestDatabase,
    _redis: Option<RedisSlot>,
    _data_dir: TempDir,
    closed: bool,
}

impl TestShop {
    /// With the demo catalogue, and without limits per client address.
    pub async fn open() -> Self {
        Self::start(Contents::Seeded, |_| {}).await
    }

    /// With nothing in it.
    pub async fn empty() -> Self {
        Self::start(Contents::Empty, |_| {}).await
    }

    /// With nothing in it and other settings.
    pub async fn empty_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::start(Contents::Empty, change).await
    }

    /// With the demo catalogue and other settings.
    pub async fn open_with(change: impl FnOnce(&mut Config)) -> Self {
        Self::start(Contents::Seeded, change).await
    }

    async fn start(contents: Contents, change: impl FnOnce(&mut Config)) -> Self {
        let data_dir = tempfile::tempdir().unwrap();
        let database = TestDatabase::create(contents, data_dir.path()).await;
        let redis = RedisSlot::take();
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let addr = socket.local_addr().unwrap();
        let mut config = config(&[
            ("DATABASE_URL", database.url()),
            ("REDIS_URL", redis.as_ref().map_or("", RedisSlot::url)),
            ("FLOODGATE_DATA_DIR", &data_dir.path().display().to_string()),
            ("FLOODGATE_ADDR", &addr.to_string()),
            ("FLOODGATE_RATE_LIMITS", "off"),
        ]);
        change(&mut config);

        let services = Services::connect(config.shop).await.unwrap();
        let app = App::new(services.clone(), config.server.clone(), Assets::from_hashes(""));
        let stop = CancellationToken::new();
        let limits = listener::Limits::of("test", &config.server);
        let listener = tokio::spawn(listener::serve(socket, routes::router(&app), limits, stop.clone()));
        let url = format!("http://{addr}");
        Self {
            url,
            addr,
            services,
            streams: app.streams.clone(),
            app,
            stop,
            listener,
            database,
            _redis: redis,
            _data_dir: data_dir,
            closed: false,
        }
    }

    /// The shop's own right, for looking and arranging.
    pub fn cx(&self) -> Cx {
        Cx::system(self.services.clone())
    }

    /// A visitor with cookies of their own.
    pub fn browser(&self) -> Browser {
        Browser::new(&self.url)
    }

    /// A variant of the product called `slug` that can be bought now.
    pub async fn for_sale(&self, slug: &str) -> VariantView {
        let product = catalog::product(&self.cx(), slug).await.unwrap();
        product.variants.into_iter().find(|variant| variant.available).expect("something to buy")
    }

    /// The variant of that product with that name.
    pub async fn variant(&self, slug: &str, title: &str) -> VariantView {
        let product = catalog::product(&self.cx(), slug).await.unwrap();
        product.variants.into_iter().find(|variant| variant.title == title).expect("such a variant")
    }

    /// A visitor with one unit of that product in their cart.
    pub async fn browser_with(&self, slug: &str) -> Browser {
        let (browser, variant) = (self.browser(), self.for_sale(slug).await);
        browser.submit("/cart/lines", &[("variant_id", &variant.id.to_string()), ("quantity", "1")]).await;
        browser
    }

    /// Runs all jobs that are due now, and those they write.
    pub async fn run_jobs(&self) {
        ReconcilePayments::schedule(&self.cx()).await.unwrap();
        Worker::new(self.services.clone()).run_due().await.unwrap();
    }

    /// Lets time pass for the shop, and runs the jobs that fall due.
    pub async fn later(&self, by: Duration) {
        self.services.clock.advance(by);
        self.run_jobs().await;
    }

    /// Runs what is due, and asserts that no job has failed and that every invariant holds.
    pub async fn close(mut self) {
        self.closed = true;
        self.run_jobs().await;
        self.stop.cancel();
        (&mut self.listener).await.unwrap();
        assert_eq!(self.troubled_jobs().await, Vec::<String>::new(), "jobs failed");
        let report = verify::run(&self.cx()).await.unwrap();
        let broken: Vec<_> = report.checks.iter().filter(|finding| finding.breaches > 0).collect();
        assert!(report.ok, "invariants do not hold: {broken:#?}");
        self.services.db.clone().close().await;
        self.database.drop().await;
    }

    /// For tests that broke the shop on purpose: looks at nothing.
    pub async fn abandon(mut self) {
        self.closed = true;
        self.database.drop().await;
    }

    async fn troubled_jobs(&self) -> Vec<String> {
        let db = self.services.db.write();
        let select =
            "SELECT kind, last_error FROM job WHERE state = 'parked' OR (state <> 'done' AND last_error IS NOT NULL)";
        let rows = db.query_all_raw(sql(db, select, [])).await.unwrap();
        let text =
            |row: &sea_orm::QueryResult, column| row.try_get::<Option<String>>("", column).unwrap().unwrap_or_default();
        rows.iter().map(|row| format!("{}: {}", text(row, "kind"), text(row, "last_error"))).collect()
    }
}

/// A test that forgets to close its shop would check nothing of the above.
impl Drop for TestShop {
    fn drop(&mut self) {
        self.stop.cancel();
        assert!(self.closed || std::thread::panicking(), "close the shop at the end of the test");
    }
}

/// Defaults and the given variables; nothing of the developer's own environment.
pub fn config(variables: &[(&str, &str)]) -> Config {
    let given =
        |name: &str| variables.iter().find(|(variable, _)| *variable == name).map(|(_, value)| (*value).to_owned());
    let secret =
        |name: &str| (name == "FLOODGATE_SECRET").then(|| "a secret only for tests, 40 characters..".to_owned());
    Config::from_sources(None, |name| given(name).or_else(|| secret(name))).unwrap()
}
