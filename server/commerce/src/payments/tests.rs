//! Payments by providers that hang, fail and die at chosen moments, and that look around while they are called.

use std::{
    future::pending,
    sync::{Arc, Mutex},
    time::Duration,
};

use async_trait::async_trait;
use sea_orm::{ConnectionTrait, Database};
use types::{
    Millis, Money, OrderId, VariantId,
    order::{OrderStatus, PaymentStatus},
};

use super::{
    Charge, ChargeRequest, Provider, ProviderError, ProviderEvent, Providers,
    sandbox::{NAME, SECOND_NAME, Sandbox},
    settle, store,
};
use crate::{Cx, Result, db::sql, jobs::Worker, orders, test_shop::TestShop};

/// What a provider does when it is asked for money.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Play {
    /// As the sandbox does.
    Work,
    /// Fails before it does anything, whatever it is asked.
    Fail,
    /// Never answers; nothing was charged.
    Hang,
    /// Never answers; the charge was made.
    ChargeAndHang,
}

/// What the test holds of a provider.
#[derive(Clone)]
struct Strings {
    play: Arc<Mutex<Play>>,
    calls: Arc<Mutex<Vec<&'static str>>>,
}

impl Strings {
    fn play(&self, play: Play) {
        *self.play.lock().unwrap() = play;
    }

    fn count(&self, call: &str) -> usize {
        self.calls.lock().unwrap().iter().filter(|made| **made == call).count()
    }
}

/// A sandbox on strings. Whenever it is called, it sees that somebody else can write to the database.
struct Puppet {
    sandbox: Sandbox,
    strings: Strings,
}

impl Puppet {
    async fn called(&self, cx: &Cx, call: &'static str) -> Result<Play, ProviderError> {
        self.strings.calls.lock().unwrap().push(call);
        // Others' transactions are short; one that is open for as long as this call lasts makes it fail.
        let other = Database::connect(&cx.settings.database_url).await.unwrap();
        other.execute_unprepared("PRAGMA busy_timeout = 1000").await.unwrap();
        let written = other.execute_unprepared("BEGIN IMMEDIATE; UPDATE orders SET email = email; COMMIT").await;
        assert!(written.is_ok(), "a transaction is open during {call}: {written:?}");
        other.close().await.unwrap();
        match *self.strings.play.lock().unwrap() {
            Play::Fail => Err(ProviderError::Failed("out of order".into())),
            play => Ok(play),
        }
    }
}

#[async_trait]
impl Provider for Puppet {
    fn name(&self) -> &'static str {
        self.sandbox.name()
    }

    fn family(&self) -> &'static str {
        self.sandbox.family()
    }

    fn issued(&self, token: &str) -> bool {
        self.sandbox.issued(token)
    }

    fn signature_header(&self) -> &'static str {
        self.sandbox.signature_header()
    }

    async fn charge(&self, cx: &Cx, request: &ChargeRequest) -> Result<Charge, ProviderError> {
        let play = self.called(cx, "charge").await?;
        if play == Play::Hang {
            return pending().await;
        }
        let charge = self.sandbox.charge(cx, request).await;
        if play == Play::ChargeAndHang { pending().await } else { charge }
    }

    async fn look_up(&self, cx: &Cx, request: &ChargeRequest) -> Result<Option<Charge>, ProviderError> {
        self.called(cx, "look_up").await?;
        self.sandbox.look_up(cx, request).await
    }

    async fn void(&self, cx: &Cx, request: &ChargeRequest) -> Result<Charge, ProviderError> {
        self.called(cx, "void").await?;
        self.sandbox.void(cx, request).await
    }

    async fn refund(
        &self,
        cx: &Cx,
        request: &ChargeRequest,
        refund_key: &str,
        amount: Money,
    ) -> Result<String, ProviderError> {
        self.called(cx, "refund").await?;
        self.sandbox.refund(cx, request, refund_key, amount).await
    }

    fn read_event(&self, now: Millis, signature: Option<&str>, body: &[u8]) -> Result<ProviderEvent> {
        self.sandbox.read_event(now, signature, body)
    }
}

struct Theatre {
    shop: TestShop,
    variant: VariantId,
    first: Strings,
    second: Strings,
}

impl Theatre {
    async fn open() -> Self {
        let strings = || Strings { play: Arc::new(Mutex::new(Play::Work)), calls: Arc::default() };
        let (first, second) = (strings(), strings());
        let (one, two) = (first.clone(), second.clone());
        let shop = TestShop::open_with(move |services| {
            let puppet = |name, strings| -> Box<dyn Provider> {
                Box::new(Puppet { sandbox: Sandbox::new(name, &services.settings), strings })
            };
            services.providers = Providers::of(vec![puppet(NAME, one), puppet(SECOND_NAME, two)]);
            services.settings.payment_patience = Duration::from_millis(500);
            services.settings.payment_timeout = Duration::from_secs(2);
        })
        .await;
        let variant = shop.stocked("Lantern", 50).await;
        Self { shop, variant, first, second }
    }

    /// Buys one; the order's id, however it stands.
    async fn buy(&self, token: &str) -> OrderId {
        let before = self.orders().await;
        // A refusal leaves an order too.
        let _ = self.shop.buy(self.variant, 1, token).await.unwrap();
        let after = self.orders().await;
        after.into_iter().find(|order| !before.contains(order)).unwrap()
    }

    async fn orders(&self) -> Vec<OrderId> {
        let db = self.shop.cx.db.write();
        let rows = db.query_all_raw(sql(db, "SELECT id FROM orders", [])).await.unwrap();
        rows.iter().map(|row| OrderId(row.try_get("", "id").unwrap())).collect()
    }

    async fn payment(&self, order: OrderId) -> store::Payment {
        store::latest_for_order(self.shop.cx.db.write(), order).await.unwrap().unwrap()
    }

    async fn order(&self, order: OrderId) -> OrderStatus {
        orders::for_mail(&self.shop.cx, order).await.unwrap().0.status
    }

    /// Buys one, and waits until whoever asks for its payment has given up or come to something.
    async fn buy_and_ask(&self, token: &str) -> OrderId {
        let order = self.buy(token).await;
        loop {
            let payment = self.payment(order).await;
            if payment.state != PaymentStatus::Pending || payment.asked_at.is_none() {
                return order;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    fn wait(&self, seconds: u64) {
        self.shop.cx.clock.advance(Duration::from_secs(seconds));
    }

    /// Charges that stand in the sandboxes' books.
    async fn charges(&self) -> i64 {
        let db = self.shop.cx.db.write();
        let select = "SELECT count(*) AS n FROM sandbox_charge WHERE state = 'succeeded'";
        db.query_one_raw(sql(db, select, [])).await.unwrap().unwrap().try_get("", "n").unwrap()
    }
}

#[tokio::test]
async fn no_transaction_is_open_while_a_provider_is_called() {
    let theatre = Theatre::open().await;
    let cx = &theatre.shop.cx;
    for token in ["tok_ok", "tok_declined", "tok_flaky", "tok_webhook_first", "tok_timeout", "tok_timeout_charged"] {
        let order = theatre.buy(token).await;
        theatre.wait(2);
        tokio::time::sleep(Duration::from_millis(2100)).await;
        settle(cx, order).await.unwrap();
        assert_ne!(theatre.order(order).await, OrderStatus::Pending, "{token}");
    }
    let order = theatre.buy("tok_ok").await;
    let number = orders::for_mail(cx, order).await.unwrap().0.number;
    orders::cancel(cx, &number, "").await.unwrap();
    Worker::new(cx.services().clone()).run_due().await.unwrap();
    for call in ["charge", "look_up", "void", "refund"] {
        assert!(theatre.first.count(call) > 0, "{call} was not seen");
    }
}

#[tokio::test]
async fn a_payment_whose_asker_died_is_asked_for_again_and_charged_once() {
    for play in [Play::Hang, Play::ChargeAndHang] {
        let theatre = Theatre::open().await;
        theatre.first.play(play);
        let order = theatre.buy("tok_ok").await;
        theatre.first.play(Play::Work);
        let cx = &theatre.shop.cx;
        assert_eq!(settle(cx, order).await.unwrap(), PaymentStatus::Pending, "somebody is at it");
        theatre.wait(5);
        assert_eq!(settle(cx, order).await.unwrap(), PaymentStatus::Captured);
        assert_eq!((theatre.first.count("charge"), theatre.charges().await), (2, 1), "{play:?}");
        assert_eq!(theatre.order(order).await, OrderStatus::Confirmed);
    }
}

#[tokio::test]
async fn another_provider_steps_in_for_one_that_fails_before_charging() {
    let theatre = Theatre::open().await;
    theatre.first.play(Play::Fail);
    let order = theatre.buy_and_ask("tok_ok").await;
    let payment = theatre.payment(order).await;
    assert_eq!((payment.state, payment.provider.as_str()), (PaymentStatus::Captured, SECOND_NAME));
    assert_eq!(theatre.first.count("charge"), 4, "asked again first");
    assert_eq!(theatre.first.count("void"), 0, "nobody else can ask it: the row names another");
    let timeline = orders::for_mail(&theatre.shop.cx, order).await.unwrap().0.timeline;
    assert!(timeline.iter().any(|entry| entry.message.contains("trying sandbox_b")), "{timeline:?}");
}

#[tokio::test]
async fn no_provider_steps_in_for_one_that_may_have_charged() {
    let theatre = Theatre::open().await;
    theatre.first.play(Play::ChargeAndHang);
    let order = theatre.buy("tok_ok").await;
    tokio::time::sleep(Duration::from_millis(2100)).await;
    assert_eq!(settle(&theatre.shop.cx, order).await.unwrap(), PaymentStatus::Captured);
    assert_eq!((theatre.payment(order).await.provider.as_str(), theatre.second.count("charge")), (NAME, 0));
    assert_eq!(theatre.charges().await, 1);
}

#[tokio::test]
async fn after_an_asker_that_may_yet_arrive_a_provider_is_left_only_when_it_is_told_never_to_charge() {
    let theatre = Theatre::open().await;
    let cx = &theatre.shop.cx;
    theatre.first.play(Play::Hang);
    let order = theatre.buy("tok_ok").await;
    theatre.first.play(Play::Fail);
    theatre.wait(5);
    // It cannot be told.
    assert_eq!(settle(cx, order).await.unwrap(), PaymentStatus::Pending);
    assert_eq!((theatre.payment(order).await.provider.as_str(), theatre.second.count("charge")), (NAME, 0));
    assert!(theatre.first.count("void") > 0);

    // Now it can, but not be asked: its breaker has seen enough, and lets one call through.
    theatre.first.play(Play::Work);
    theatre.wait(11);
    assert_eq!(settle(cx, order).await.unwrap(), PaymentStatus::Captured);
    assert_eq!(theatre.charges().await, 1);
}

#[tokio::test]
async fn an_order_nobody_can_be_asked_for_waits_and_ends_without_asking_anyone() {
    let theatre = Theatre::open().await;
    let cx = &theatre.shop.cx;
    theatre.first.play(Play::Fail);
    theatre.second.play(Play::Fail);
    let order = theatre.buy_and_ask("tok_ok").await;
    assert_eq!(theatre.payment(order).await.state, PaymentStatus::Pending);
    theatre.wait(31);
    assert_eq!(settle(cx, order).await.unwrap(), PaymentStatus::Voided);
    assert_eq!(theatre.order(order).await, OrderStatus::Cancelled);

    let order = theatre.buy_and_ask("tok_ok").await;
    theatre.first.play(Play::Work);
    theatre.wait(11);
    assert_eq!(settle(cx, order).await.unwrap(), PaymentStatus::Captured, "it came back in time");
}

#[tokio::test]
async fn an_order_that_was_called_off_while_nobody_could_be_asked_is_never_asked_for() {
    let theatre = Theatre::open().await;
    let cx = &theatre.shop.cx;
    theatre.first.play(Play::Fail);
    theatre.second.play(Play::Fail);
    let order = theatre.buy_and_ask("tok_ok").await;
    let number = orders::for_mail(cx, order).await.unwrap().0.number;
    orders::cancel(cx, &number, "").await.unwrap();
    theatre.first.play(Play::Work);
    theatre.wait(11);
    super::ReconcilePayments::schedule(cx).await.unwrap();
    Worker::new(cx.services().clone()).run_due().await.unwrap();
    assert_eq!(theatre.payment(order).await.state, PaymentStatus::Voided);
    assert_eq!(theatre.charges().await, 0);
}

#[tokio::test]
async fn the_reconciler_sees_payments_through_by_itself() {
    let theatre = Theatre::open().await;
    let cx = &theatre.shop.cx;
    theatre.first.play(Play::Hang);
    let orders = [theatre.buy("tok_ok").await, theatre.buy("tok_ok").await];
    theatre.first.play(Play::Work);
    super::ReconcilePayments::schedule(cx).await.unwrap();
    let worker = Worker::new(cx.services().clone());
    worker.run_due().await.unwrap();
    assert_eq!(theatre.payment(orders[0]).await.state, PaymentStatus::Pending, "not yet");
    theatre.wait(5);
    worker.run_due().await.unwrap();
    for order in orders {
        assert_eq!(theatre.order(order).await, OrderStatus::Confirmed);
    }
    assert_eq!(theatre.charges().await, 2);
}

#[test]
fn a_request_and_a_payment_keep_their_token_out_of_logs() {
    let request = ChargeRequest {
        key: "k".into(),
        token: "pm_hidden".into(),
        amount: Money::new(1, types::Currency::USD),
        description: String::new(),
        reference: None,
        created_at: 0,
    };
    assert!(!format!("{request:?} {request:#?}").contains("hidden"));
}
