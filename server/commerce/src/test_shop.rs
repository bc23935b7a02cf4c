//! A shop of its own for tests that need a real database but no web server.

use std::{sync::Arc, time::Duration};

use sea_orm::ConnectionTrait;
use tempfile::TempDir;
use tokio::sync::OnceCell;
use types::{
    Currency, Locale, Market, ProductId, VariantId,
    admin::{ProductInput, ProductStatus, StockAdjustment, VariantInput},
    checkout::{Address, PaymentChoice, PlaceOrder},
};

use crate::{
    Cx, Result, Services, Settings,
    cart::{self, Missing},
    catalog,
    checkout::{self, Placement},
    fulfilment::Capacity,
    inventory,
    limits::{LimitSettings, Quota},
    shipping, tax,
};

/// Where the database is below a shop's directory.
const FILE: &str = "shop.db";

/// A migrated, empty database in a directory of its own; both are gone when it is dropped.
pub(crate) struct TestShop {
    /// The shop itself asks.
    pub cx: Cx,
    _dir: TempDir,
}

impl TestShop {
    pub async fn open() -> Self {
        Self::open_with(|_| {}).await
    }

    /// With other settings.
    pub async fn open_as(change: impl FnOnce(&mut Settings)) -> Self {
        let dir = copied().await;
        let mut settings = settings(&dir);
        change(&mut settings);
        Self { cx: Cx::system(Services::connect(settings).await.unwrap()), _dir: dir }
    }

    /// With means of the test's own.
    pub async fn open_with(change: impl FnOnce(&mut Services)) -> Self {
        let dir = copied().await;
        let mut services = Services::connect(settings(&dir)).await.unwrap();
        change(Arc::get_mut(&mut services).unwrap());
        Self { cx: Cx::system(services), _dir: dir }
    }

    /// The same, in a database of its own on the server of the test run. It goes with the server.
    pub async fn on_server(change: impl FnOnce(&mut Settings)) -> Self {
        let (dir, server) = (TempDir::new().unwrap(), std::env::var("FLOODGATE_TEST_DATABASE").unwrap());
        let name = format!("floodgate_unit_{}", uuid::Uuid::new_v4().simple());
        let connection = sea_orm::Database::connect(&server).await.unwrap();
        connection.execute_unprepared(&format!("CREATE DATABASE {name}")).await.unwrap();
        connection.close().await.unwrap();
        let host = server.rsplit_once('/').map_or(server.as_str(), |(host, _)| host);
        let mut settings =
            Settings { database_url: format!("{host}/{name}"), database_connections: 8, ..settings(&dir) };
        change(&mut settings);
        let services = Services::connect(settings).await.unwrap();
        fill(&services).await;
        Self { cx: Cx::system(services), _dir: dir }
    }

    /// An active product with one variant at $10 and `units` of it in stock.
    pub async fn stocked(&self, title: &str, units: i64) -> VariantId {
        let input = ProductInput { title: title.into(), status: ProductStatus::Active, ..ProductInput::default() };
        let product: ProductId = catalog::create_product(&self.cx, input).await.unwrap();
        let input = VariantInput { price: 1000, weight_grams: 300, tracked: true, ..VariantInput::default() };
        let variant = catalog::create_variant(&self.cx, product, input).await.unwrap();
        let count = StockAdjustment { delta: None, set: Some(units), reason: "counted".into(), location_id: None };
        inventory::adjust(&self.cx, variant, count).await.unwrap();
        variant
    }

    /// Buys `quantity` of a variant from a fresh cart.
    pub async fn buy(&self, variant: VariantId, quantity: i64, token: &str) -> Result<Placement> {
        let cart = cart::add_line(&self.cx, None, Missing::Make, variant, quantity).await?;
        checkout::place(&self.cx, cart.id, &uuid::Uuid::new_v4().to_string(), order(token)).await
    }
}

/// A directory with a shop's file in it. Migrated once per run; every shop begins with a copy.
async fn copied() -> TempDir {
    static TEMPLATE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let template = TEMPLATE.get_or_init(async || {
        let dir = TempDir::new().unwrap();
        let services = Services::connect(settings(&dir)).await.unwrap();
        fill(&services).await;
        services.db.clone().close().await;
        std::fs::read(dir.path().join(FILE)).unwrap()
    });
    let dir = TempDir::new().unwrap();
    std::fs::write(dir.path().join(FILE), template.await).unwrap();
    dir
}

async fn fill(services: &Services) {
    services.db.migrate().await.unwrap();
    shipping::seed(services.db.write()).await.unwrap();
    tax::seed(services.db.write()).await.unwrap();
}

/// A good form paid with `token`.
pub(crate) fn order(token: &str) -> PlaceOrder {
    PlaceOrder {
        email: "ada@example.com".into(),
        shipping_address: Address {
            name: "Ada Lovelace".into(),
            line1: "1 Main Street".into(),
            city: "Springfield".into(),
            region: "CA".into(),
            postal_code: "90001".into(),
            country: "US".into(),
            ..Address::default()
        },
        shipping_method: shipping::STANDARD.into(),
        payment: PaymentChoice { provider: "sandbox".into(), token: token.into() },
        discount_code: None,
        expected_total: None,
        currency: None,
    }
}

fn settings(dir: &TempDir) -> Settings {
    Settings {
        database_url: format!("sqlite://{}?mode=rwc", dir.path().join(FILE).display()),
        database_replica_urls: Vec::new(),
        database_connections: 2,
        redis_url: None,
        data_dir: dir.path().to_owned(),
        public_url: "http://127.0.0.1:3000".into(),
        secret: vec![0; 32],
        smtp_url: None,
        mail_from: "shop@example.org".into(),
        contact_address: "counter@example.org".into(),
        shop_name: "Test shop".into(),
        tagline: "Goods for tests".into(),
        taglines: std::collections::HashMap::new(),
        currency: Currency::USD,
        markets: vec![Market::root(Locale::En, Currency::USD), "de:EUR".parse().unwrap(), "ar:AED".parse().unwrap()],
        hold_time: Duration::from_secs(600),
        hold_ceiling: Duration::from_secs(45 * 60),
        payment_timeout: Duration::from_secs(5),
        payment_patience: Duration::from_secs(3),
        job_lease: Duration::from_secs(30),
        fulfilment: Capacity::default(),
        limits: LimitSettings::same(false, Quota { burst: 1000, per_minute: 1000 }),
        payment_providers: vec!["sandbox".into(), "sandbox_b".into()],
        stripe: None,
        waiting_room: crate::WaitingRoom {
            open_at: Some(crate::pressure::Level::new(3)),
            per_minute: 600,
            pass: Duration::from_secs(600),
            challenge: crate::Challenge { whom: crate::Challenged::Nobody, bits: 8, wait: Duration::from_secs(30) },
        },
        data_cache_bytes: 32 * 1024 * 1024,
    }
}
