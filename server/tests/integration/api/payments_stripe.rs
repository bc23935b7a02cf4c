//! Payments by Stripe. Without a Stripe to talk to these tests have nothing to do: see [`StripePeer::find`].

use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use commerce::{Scope, db::sql};
use reqwest::{Method, StatusCode};
use sea_orm::{ConnectionTrait, FromQueryResult};
use serde_json::{Value, json};

use super::{Goods, Program, goods, order};
use crate::shop::{Fault, StripePeer, TestShop};

const GOOD: &str = "4242424242424242";
const DECLINED: &str = "4000000000000341";
const NO_FUNDS: &str = "4000000000009995";
const ASKS: &str = "4000002500003155";

struct Till {
    stripe: StripePeer,
    shop: TestShop,
    program: Program,
    kettle: Goods,
}

#[derive(Debug, FromQueryResult)]
struct Payment {
    id: sea_orm::prelude::Uuid,
    provider: String,
    state: String,
    reference: Option<String>,
}

impl Till {
    async fn open() -> Option<Self> {
        let stripe = StripePeer::find().await?;
        let shop = TestShop::open_with(|config| stripe.configure(config)).await;
        stripe.send_events_to(&shop.url).await;
        let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
        Some(Self { stripe, shop, program, kettle })
    }

    /// Orders one kettle with a card: the answer of the checkout.
    async fn order(&self, card: &str) -> crate::shop::Page {
        let token = self.stripe.token(card).await;
        let mut form = order(&token);
        form["payment"]["provider"] = json!("stripe");
        let cart = self.program.cart_with(self.kettle.variant, 1).await;
        self.program.checkout(&cart, &cart, &form).await
    }

    async fn placed(&self, card: &str) -> Value {
        self.order(card).await.ok(StatusCode::ACCEPTED)["order"].clone()
    }

    async fn seen(&self, placed: &Value) -> Value {
        self.program.get(&format!("/orders/{}", placed["token"].as_str().unwrap())).await.ok(StatusCode::OK)
    }

    /// The latest payment.
    async fn payment(&self) -> Payment {
        let db = self.shop.services.db.write();
        let select = "SELECT id, provider, state, reference FROM payment ORDER BY id DESC LIMIT 1";
        Payment::find_by_statement(sql(db, select, [])).one(db).await.unwrap().unwrap()
    }

    /// What stands at Stripe for the latest payment: each intent's status.
    async fn intents(&self) -> Vec<String> {
        let intents = self.stripe.intents(&self.payment().await.id.to_string()).await;
        let mut states: Vec<_> = intents.iter().map(|intent| intent["status"].as_str().unwrap().to_owned()).collect();
        states.sort();
        states
    }

    /// Waits until Stripe's event about the latest payment has come and been acted on.
    async fn event_comes(&self, state: &str) {
        for _ in 0..200 {
            self.shop.run_jobs().await;
            if self.payment().await.state == state {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("no event made it {state}: {:?}", self.payment().await);
    }
}

#[tokio::test]
async fn a_card_is_charged_once_and_the_order_confirmed() {
    let Some(till) = Till::open().await else { return };
    let placed = till.placed(GOOD).await;
    assert_eq!(placed["status"], "confirmed");
    let payment = till.payment().await;
    assert_eq!((payment.provider.as_str(), payment.state.as_str()), ("stripe", "captured"));
    let intent = &till.stripe.intents(&payment.id.to_string()).await[0];
    assert_eq!(intent["id"], json!(payment.reference));
    assert_eq!(intent["amount"], placed["total"]["amount"]);
    assert_eq!(till.intents().await, ["succeeded"]);
    assert_eq!(till.stripe.asked().len(), 1);
    till.shop.close().await;
}

#[tokio::test]
async fn a_refused_card_says_why_and_the_cart_stays() {
    let Some(till) = Till::open().await else { return };
    for (card, reason) in [(DECLINED, "Your card was declined."), (NO_FUNDS, "There is not enough money on the card.")]
    {
        let problem = till.order(card).await.refused(402, "payment_declined");
        assert!(problem["detail"].as_str().unwrap().starts_with(reason), "{problem}");
        assert_eq!(till.payment().await.state, "declined");
    }
    let mut form = order("pm_nobody_made");
    form["payment"]["provider"] = json!("stripe");
    let cart = till.program.cart_with(till.kettle.variant, 1).await;
    till.program.checkout(&cart, &cart, &form).await.refused(402, "payment_declined");
    assert_eq!(till.kettle.stock(&till.shop).await, [5, 0, 0]);
    till.shop.close().await;
}

#[tokio::test]
async fn a_payment_to_approve_is_settled_by_stripes_event() {
    let Some(till) = Till::open().await else { return };
    for (approved, status, payment) in [(true, "confirmed", "captured"), (false, "cancelled", "declined")] {
        let placed = till.placed(ASKS).await;
        assert_eq!(placed["status"], "pending");
        let seen = till.seen(&placed).await;
        assert_eq!(seen["payment_status"], "action_required");
        let reference = till.payment().await.reference.unwrap();
        assert_eq!(seen["payment_action_url"], format!("https://bank.example/approve/{reference}"));
        let intent = till.stripe.get(&format!("/v1/payment_intents/{reference}")).await;
        let back = intent["next_action"]["redirect_to_url"]["return_url"].as_str().unwrap();
        assert!(back.ends_with(&format!("/orders/{}", placed["token"].as_str().unwrap())), "{back}");

        till.stripe.approve(&reference, approved).await;
        till.event_comes(payment).await;
        assert_eq!(till.seen(&placed).await["status"], status);
    }
    till.shop.close().await;
}

#[tokio::test]
async fn an_approval_whose_event_is_lost_is_found_by_looking() {
    let Some(stripe) = StripePeer::find().await else { return };
    let shop = TestShop::open_with(|config| stripe.configure(config)).await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    let till = Till { stripe, shop, program, kettle };
    let placed = till.placed(ASKS).await;
    till.stripe.approve(&till.payment().await.reference.unwrap(), true).await;
    till.shop.later(Duration::from_secs(40)).await;
    assert_eq!(till.seen(&placed).await["status"], "confirmed");
    till.shop.close().await;
}

#[tokio::test]
async fn an_event_counts_once_and_only_when_stripe_signed_it() {
    let Some(till) = Till::open().await else { return };
    till.placed(ASKS).await;
    let payment = till.payment().await;
    let body = json!({"id": "evt_forged", "type": "payment_intent.succeeded", "data": {"object":
        {"object": "payment_intent", "id": payment.reference, "status": "succeeded", "metadata": {"payment": payment.id.to_string()}}}});
    let send = async |signature: &str| {
        let request =
            till.program.request(Method::POST, "/payments/stripe/webhook").header("Stripe-Signature", signature);
        till.program.send(request.body(body.to_string())).await
    };
    for signature in ["", "t=1,v1=00", &format!("t={},v1={}", till.shop.services.clock.now() / 1000, "0".repeat(64))] {
        send(signature).await.refused(401, "unauthorized");
    }
    till.program.press("/payments/stripe/webhook").await.refused(401, "unauthorized");
    till.shop.run_jobs().await;
    assert_eq!(till.payment().await.state, "action_required");
    till.shop.close().await;
}

#[tokio::test]
async fn what_is_paid_back_is_paid_back_once() {
    let Some(till) = Till::open().await else { return };
    let placed = till.placed(GOOD).await;
    let clerk = Program::with_key(&till.shop, &[Scope::Admin]).await;
    let refund =
        json!({"lines": [{"variant_id": till.kettle.variant, "quantity": 1, "restock": true}], "reason": "chipped"});
    let path = format!("/admin/orders/{}/refund", placed["number"].as_str().unwrap());
    clerk.post(&path, &refund).await.ok(StatusCode::OK);
    till.shop.run_jobs().await;
    // The process dies before it can write down that it is done.
    let db = till.shop.services.db.write();
    db.execute_unprepared("UPDATE refund SET state = 'pending'").await.unwrap();
    db.execute_unprepared("UPDATE job SET state = 'ready', run_at = 0 WHERE kind = 'payment.refund'").await.unwrap();
    till.shop.run_jobs().await;

    let intent = &till.stripe.intents(&till.payment().await.id.to_string()).await[0];
    let charge = intent["latest_charge"]["id"].as_str().unwrap();
    let refunds = till.stripe.get(&format!("/v1/refunds?charge={charge}")).await;
    let amounts: Vec<_> = refunds["data"].as_array().unwrap().iter().map(|refund| refund["amount"].clone()).collect();
    assert_eq!(amounts, [json!(2000)], "{refunds}");
    till.shop.close().await;
}

#[tokio::test]
async fn an_order_that_is_called_off_cancels_its_intent() {
    let Some(till) = Till::open().await else { return };
    let placed = till.placed(ASKS).await;
    let clerk = Program::with_key(&till.shop, &[Scope::Admin]).await;
    let path = format!("/admin/orders/{}/cancel", placed["number"].as_str().unwrap());
    clerk.post(&path, &json!({"reason": "test"})).await.ok(StatusCode::OK);
    till.shop.later(Duration::from_secs(2)).await;
    assert_eq!(till.payment().await.state, "voided");
    assert_eq!(till.intents().await, ["canceled"]);
    till.shop.close().await;
}

#[tokio::test]
async fn a_charge_whose_answer_was_lost_is_found_by_its_key() {
    let Some(till) = Till::open().await else { return };
    till.stripe.fail(Fault::AnswerLost);
    let token = till.stripe.token(GOOD).await;
    let mut form = order(&token);
    form["payment"]["provider"] = json!("stripe");
    let cart = till.program.cart_with(till.kettle.variant, 1).await;
    let asking = {
        let (program, cart, form) = (till.program.clone(), cart.clone(), form.clone());
        tokio::spawn(async move { program.checkout(&cart, &cart, &form).await })
    };
    // The line is mended before the shop asks what became of it.
    while till.stripe.asked().is_empty() {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    tokio::time::sleep(Duration::from_millis(200)).await;
    till.stripe.fail(Fault::None);
    let placed = asking.await.unwrap().ok(StatusCode::ACCEPTED);
    let settled = till.program.settled(placed["order"]["token"].as_str().unwrap()).await;
    assert_eq!(settled["status"], "confirmed");
    assert_eq!(till.intents().await, ["succeeded"], "one intent, one charge");
    till.shop.close().await;
}

#[tokio::test]
async fn a_charge_that_never_arrived_is_barred_should_it_arrive_late() {
    let Some(till) = Till::open().await else { return };
    till.stripe.fail(Fault::RequestLost);
    let answer = till.order(GOOD).await;
    assert!(matches!(answer.status.as_u16(), 202 | 402), "{}", answer.body);
    till.event_comes("voided").await;
    assert_eq!(till.intents().await, ["canceled"], "an intent that only bars the key");
    let (status, body) = till.stripe.arrive_late(till.stripe.asked().remove(0)).await;
    assert_eq!((status, &body["error"]["type"]), (400, &json!("idempotency_error")));
    assert_eq!(till.intents().await, ["canceled"]);
    assert_eq!(till.kettle.stock(&till.shop).await, [5, 0, 0]);
    till.shop.close().await;
}

#[tokio::test]
async fn with_stripe_out_of_reach_orders_wait_and_end_and_nobody_keeps_knocking() {
    let Some(stripe) = StripePeer::find().await else { return };
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let shop = TestShop::open_with(|config| {
        stripe.configure(config);
        config.shop.stripe.as_mut().unwrap().api_base = format!("http://{nobody}");
    })
    .await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 5).await);
    let till = Till { stripe, shop, program, kettle };
    let orders = [till.placed(GOOD).await, till.placed(GOOD).await];
    let operator = Program::with_key(&till.shop, &[Scope::Ops]).await;
    let standing = operator.get("/admin/payments/providers").await.ok(StatusCode::OK);
    assert_eq!((&standing["items"][0]["name"], &standing["items"][0]["breaker"]), (&json!("stripe"), &json!("open")));
    for _ in 0..4 {
        till.shop.later(Duration::from_secs(10)).await;
    }
    for placed in orders {
        assert_eq!(till.seen(&placed).await["status"], "cancelled");
    }
    assert_eq!(till.kettle.stock(&till.shop).await, [5, 0, 0]);
    till.shop.close().await;
}

/// Everything that is logged, at the most talkative level.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn neither_keys_nor_tokens_get_into_the_log() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || writer.clone());
    // While there is but one subscriber, a place that logs for the first time asks the one of its own thread, which for other tests is
    // nobody, and stays silent for all. With a second one it asks both.
    let _second = tracing::Dispatch::new(tracing_subscriber::registry());
    let _guard = tracing::subscriber::set_default(subscriber.finish());
    tracing::callsite::rebuild_interest_cache();
    let Some(till) = Till::open().await else { return };
    let token = till.stripe.token(GOOD).await;
    let mut form = order(&token);
    form["payment"]["provider"] = json!("stripe");
    let cart = till.program.cart_with(till.kettle.variant, 1).await;
    till.program.checkout(&cart, &cart, &form).await.ok(StatusCode::ACCEPTED);
    till.order(DECLINED).await.refused(402, "payment_declined");
    till.stripe.fail(Fault::RequestLost);
    till.order(GOOD).await;
    till.event_comes("voided").await;
    let written = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(written.contains("payment is uncertain"), "something was logged at all");
    for secret in ["hidden_from_logs", token.as_str()] {
        let line = written.lines().find(|line| line.contains(secret));
        assert!(line.is_none(), "{secret} is in the log: {line:?}");
    }
    till.shop.close().await;
}
