//! `verify` over a long history, and in the middle of traffic.

use std::{collections::BTreeSet, sync::Arc, time::Instant};

use commerce::{
    Cx, Services,
    cart::{self, Missing},
    checkout, orders, verify,
};
use sea_orm::{ConnectOptions, ConnectionTrait, Database};
use types::{
    VariantId,
    checkout::{Address, PaymentChoice, PlaceOrder},
};

use crate::shop::{Contents, TestDatabase, TestShop, config};

#[path = "../../commerce/examples/million_orders/fill.rs"]
mod fill;

const BUYERS: usize = 6;
const PURCHASES: usize = 12;

fn paid_with(token: &str) -> PlaceOrder {
    PlaceOrder {
        email: "ada@example.com".into(),
        shipping_address: Address {
            name: "Ada Lovelace".into(),
            line1: "1 Engine Way".into(),
            city: "Portland".into(),
            region: "OR".into(),
            postal_code: "97201".into(),
            country: "US".into(),
            ..Address::default()
        },
        shipping_method: "standard".into(),
        payment: PaymentChoice { provider: "sandbox".into(), token: token.into() },
        discount_code: None,
        expected_total: None,
        currency: None,
    }
}

/// Buys again and again: some cards are declined, some orders called off.
async fn buyer(cx: Cx, variant: VariantId) -> usize {
    let mut bought = 0;
    for round in 0..PURCHASES {
        let cart = cart::add_line(&cx, None, Missing::Make, variant, 1).await.unwrap();
        let token = if round % 4 == 3 { "tok_declined" } else { "tok_ok" };
        let key = format!("{}-{round}", cart.id);
        if let Ok(placed) = checkout::place(&cx, cart.id, &key, paid_with(token)).await.unwrap().outcome {
            bought += 1;
            if round % 5 == 4 {
                orders::cancel(&cx, &placed.order.number, "").await.unwrap();
            }
        }
    }
    bought
}

#[tokio::test(flavor = "multi_thread")]
async fn traffic_cannot_look_like_a_breach() {
    let shop = TestShop::open().await;
    let variant = shop.for_sale("kittiwake-enamel-mug").await.id;
    let buyers: Vec<_> = (0..BUYERS).map(|_| tokio::spawn(buyer(shop.cx(), variant))).collect();
    let mut looked = 0;
    while looked == 0 || buyers.iter().any(|buyer| !buyer.is_finished()) {
        let report = verify::run(&shop.cx()).await.unwrap();
        let broken: Vec<_> = report.checks.iter().filter(|finding| finding.breaches > 0).collect();
        assert!(report.ok, "look {looked}: {broken:#?}");
        looked += 1;
    }
    let mut bought = 0;
    for buyer in buyers {
        bought += buyer.await.unwrap();
    }
    assert!(bought > 0, "there was traffic");
    shop.close().await;
}

#[tokio::test]
async fn what_was_tampered_with_is_mended_and_leaves_its_trace() {
    let old = Old::with(1000).await;
    let write = old.services.db.write();
    for breach in [
        "UPDATE stock_item SET held = 1",
        "UPDATE stock_item SET on_hand = on_hand + 3",
        "UPDATE orders SET status = 'cancelled' WHERE number = 1003",
        "UPDATE orders SET status = 'pending' WHERE number IN (1004, 1100)",
        "UPDATE orders SET placed_at = 0 WHERE number = 1100",
        "UPDATE hold SET state = 'active' WHERE order_id = (SELECT id FROM orders WHERE number = 1005)",
        "UPDATE hold SET state = 'active' WHERE order_id = (SELECT id FROM orders WHERE number = 1101)",
        "UPDATE payment SET state = 'uncertain' WHERE order_id = (SELECT id FROM orders WHERE number = 1101)",
        "UPDATE refund SET state = 'pending'",
        "UPDATE job SET state = 'running', locked_until = 0 WHERE run_at = (SELECT min(run_at) FROM job)",
    ] {
        write.execute_unprepared(breach).await.unwrap();
    }
    let repair = verify::repair(&Cx::system(old.services.clone())).await.unwrap();
    assert!(repair.report.ok, "{repair:#?}");
    let mended: BTreeSet<_> = repair.repaired.iter().map(|one| one.check).collect();
    let expected = [
        "captured_is_confirmed",
        "held_equals_holds",
        "holds_follow_orders",
        "jobs_do_not_hang",
        "open_payments_are_looked_after",
        "orders_settle",
        "refunds_are_sent",
        "stock_equals_ledger",
    ];
    assert_eq!(mended, BTreeSet::from(expected), "{repair:#?}");
    old.drop().await;
}

/// A shop with a history of `orders`.
struct Old {
    database: TestDatabase,
    services: Arc<Services>,
    _dir: tempfile::TempDir,
}

impl Old {
    async fn with(orders: i64) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = TestDatabase::create(Contents::Empty, dir.path()).await;
        let mut options = ConnectOptions::new(database.url());
        options.max_connections(1).sqlx_logging(false);
        let connection = Database::connect(options).await.unwrap();
        fill::fill(&connection, orders).await.unwrap();
        connection.close().await.unwrap();
        let services = Services::connect(config(&[("DATABASE_URL", database.url())]).shop).await.unwrap();
        Self { database, services, _dir: dir }
    }

    async fn verify(&self) -> verify::Report {
        verify::run(&Cx::system(self.services.clone())).await.unwrap()
    }

    async fn drop(self) {
        self.services.db.clone().close().await;
        self.database.drop().await;
    }
}

#[tokio::test]
async fn a_long_history_has_no_breach_until_it_is_tampered_with() {
    let old = Old::with(3000).await;
    let report = old.verify().await;
    assert!(report.ok, "{report:#?}");
    let write = old.services.db.write();
    write.execute_unprepared("UPDATE orders SET total = total + 1 WHERE number % 100 = 7").await.unwrap();
    let report = old.verify().await;
    let found = |name| report.checks.iter().find(|finding| finding.name == name).unwrap();
    assert_eq!(
        (found("totals_add_up").breaches, found("totals_add_up").ids.len()),
        (30, 20),
        "all counted, some named"
    );
    assert_eq!(found("captured_is_the_total").breaches, 30);
    old.drop().await;
}

/// `cargo test -p server --test integration a_million_orders -- --ignored --nocapture`; wants some gigabytes of disk.
#[tokio::test]
#[ignore = "fills a database for minutes"]
async fn a_million_orders_are_checked() {
    let old = Old::with(1_000_000).await;
    let started = Instant::now();
    let report = old.verify().await;
    eprintln!("{:.1} s", started.elapsed().as_secs_f64());
    for finding in &report.checks {
        eprintln!("{:8.3} s  {}", finding.seconds, finding.name);
    }
    assert!(report.ok, "{report:#?}");
    old.drop().await;
}
