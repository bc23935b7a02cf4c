//! A whole purchase over REST, and many of them at once.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use serde::Deserialize;
use tokio::task::JoinSet;

use crate::{
    http::{Answer, Connection, Refusal},
    stats::Times,
};

/// An order that is not confirmed at once is asked for again after this.
const LOOK_AGAIN: Duration = Duration::from_millis(20);
/// The contract's own limit for an order to be settled.
const SETTLED_WITHIN: Duration = Duration::from_secs(60);

/// How a purchase ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Paid and confirmed in the answer of the checkout.
    Confirmed,
    /// Confirmed later, as the order's own address said.
    ConfirmedLater,
    /// Refused with `out_of_stock`.
    OutOfStock,
}

#[derive(Deserialize)]
struct Cart {
    id: String,
}

#[derive(Deserialize)]
struct Placed {
    order: Order,
}

#[derive(Deserialize)]
struct Order {
    status: String,
    #[serde(default)]
    token: String,
}

#[derive(Deserialize)]
struct Problem {
    code: String,
}

/// One shopper with a connection of their own.
pub struct Buyer {
    connection: Connection,
    number: u64,
    last_order: Option<String>,
}

impl Buyer {
    /// A shopper nobody has seen before.
    pub fn at(addr: SocketAddr) -> Self {
        static NUMBER: AtomicU64 = AtomicU64::new(0);
        Self { connection: Connection::to(addr), number: NUMBER.fetch_add(1, Ordering::Relaxed), last_order: None }
    }

    /// Which shopper of this process, from 0.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The secret name of the order placed last.
    #[must_use]
    pub fn last_order(&self) -> Option<&str> {
        self.last_order.as_deref()
    }

    /// Its connection.
    pub fn connection(&mut self) -> &mut Connection {
        &mut self.connection
    }

    /// Opens a new connection.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn connect(&mut self) -> anyhow::Result<()> {
        self.connection.connect().await.context("cannot connect")
    }

    /// From nothing to a confirmed order of one unit.
    ///
    /// # Errors
    /// An answer that neither confirms nor refuses.
    pub async fn buy(&mut self, variant: &str) -> anyhow::Result<End> {
        match self.fill_cart(variant).await? {
            Some(cart) => self.pay(&cart).await,
            None => Ok(End::OutOfStock),
        }
    }

    /// A cart with one unit in it; none when it is sold out.
    ///
    /// # Errors
    /// Any other answer.
    pub async fn fill_cart(&mut self, variant: &str) -> anyhow::Result<Option<String>> {
        let cart = self.make_cart().await?;
        Ok(self.put(&cart, variant).await?.then_some(cart))
    }

    /// An empty cart.
    ///
    /// # Errors
    /// Any answer but one.
    pub async fn make_cart(&mut self) -> anyhow::Result<String> {
        let made = self.connection.post("/api/v1/carts", "", "").await?;
        Ok(expect::<Cart>(&made, 201)?.id)
    }

    /// One unit into a cart. False when it is sold out.
    ///
    /// # Errors
    /// Any other answer.
    pub async fn put(&mut self, cart: &str, variant: &str) -> anyhow::Result<bool> {
        let line = format!(r#"{{"variant_id":"{variant}","quantity":1}}"#);
        let answer = self.connection.post(&format!("/api/v1/carts/{cart}/lines"), "", &line).await?;
        granted(&answer)
    }

    /// Has the units of a cart kept. False when they are sold out.
    ///
    /// # Errors
    /// Any other answer.
    pub async fn hold(&mut self, cart: &str) -> anyhow::Result<bool> {
        granted(&self.connection.post(&format!("/api/v1/carts/{cart}/hold"), "", "").await?)
    }

    /// From a cart to a confirmed order. The cart's id serves as the idempotency key; each cart is of a person of its own, who lives by
    /// themselves, so that nobody meets a cap for what others have bought.
    ///
    /// # Errors
    /// An answer that neither confirms nor refuses.
    pub async fn pay(&mut self, cart: &str) -> anyhow::Result<End> {
        let form = format!(
            r#"{{"email":"buyer-{cart}@example.com","shipping_address":{{"name":"Ada Lovelace","line1":"{cart} Engine Way","city":"Portland","region":"OR","postal_code":"97201","country":"US"}},"shipping_method":"standard","payment":{{"provider":"sandbox","token":"tok_ok"}}}}"#
        );
        let (path, key) = (format!("/api/v1/carts/{cart}/checkout"), format!("idempotency-key: {cart}\r\n"));
        let answer = self.connection.post(&path, &key, &form).await?;
        if answer.status != 202 {
            return sold_out(&answer).map(|()| End::OutOfStock);
        }
        let placed: Placed = expect(&answer, 202)?;
        self.last_order = Some(placed.order.token.clone());
        match placed.order.status.as_str() {
            "confirmed" => Ok(End::Confirmed),
            "pending" => self.wait_for(&placed.order.token).await,
            other => bail!("the order is {other}"),
        }
    }

    async fn wait_for(&mut self, token: &str) -> anyhow::Result<End> {
        let (path, started) = (format!("/api/v1/orders/{token}"), Instant::now());
        while started.elapsed() < SETTLED_WITHIN {
            tokio::time::sleep(LOOK_AGAIN).await;
            let order: Order = expect(&self.connection.get(&path).await?, 200)?;
            match order.status.as_str() {
                "confirmed" => return Ok(End::ConfirmedLater),
                "pending" => {}
                other => bail!("the order is {other}"),
            }
        }
        bail!("the order is still pending after {SETTLED_WITHIN:?}")
    }
}

/// Reads an answer that has to have `status`.
///
/// # Errors
/// A [`Refusal`] when the shop has no time; otherwise tells what came instead.
pub fn expect<'a, T: Deserialize<'a>>(answer: &Answer<'a>, status: u16) -> anyhow::Result<T> {
    if let Some(refusal) = answer.refusal().filter(|_| answer.status != status) {
        return Err(refusal.into());
    }
    if answer.status != status {
        bail!("{}", answer.text());
    }
    serde_json::from_slice(answer.body).with_context(|| answer.text())
}

/// Whether units were to be had.
fn granted(answer: &Answer<'_>) -> anyhow::Result<bool> {
    match answer.status {
        200 => Ok(true),
        _ => sold_out(answer).map(|()| false),
    }
}

fn sold_out(answer: &Answer<'_>) -> anyhow::Result<()> {
    let problem: Problem = expect(answer, 409)?;
    if problem.code != "out_of_stock" {
        bail!("{}", answer.text());
    }
    Ok(())
}

/// What came of a crowd.
#[derive(Debug, Default)]
pub struct Crowd {
    /// Seconds from the first request to the last answer.
    pub seconds: f64,
    /// Orders confirmed.
    pub confirmed: usize,
    /// Of those, not yet in the checkout's own answer.
    pub later: usize,
    /// Refused with `out_of_stock`.
    pub out_of_stock: usize,
    /// Not let in, and told when to come again.
    pub refused: usize,
    /// Anything else, in words.
    pub failed: Vec<String>,
    /// Of each purchase, refused ones too.
    pub times: Times,
}

impl Crowd {
    /// Purchases per second.
    pub fn per_second(&self) -> f64 {
        self.confirmed as f64 / self.seconds.max(f64::MIN_POSITIVE)
    }

    /// Counts a purchase.
    pub fn note(&mut self, end: anyhow::Result<End>, time: Duration) {
        self.times.add(time);
        match end {
            Ok(End::Confirmed) => self.confirmed += 1,
            Ok(End::ConfirmedLater) => (self.confirmed, self.later) = (self.confirmed + 1, self.later + 1),
            Ok(End::OutOfStock) => self.out_of_stock += 1,
            Err(error) if error.downcast_ref::<Refusal>().is_some_and(|refusal| refusal.told) => self.refused += 1,
            Err(error) => self.failed.push(format!("{error:#}")),
        }
    }

    fn join(&mut self, other: Self) {
        self.confirmed += other.confirmed;
        self.later += other.later;
        self.out_of_stock += other.out_of_stock;
        self.refused += other.refused;
        self.failed.extend(other.failed);
        self.times.extend(other.times);
    }
}

/// `connections` shoppers buy one thing after the other for `time`; what they have begun they finish. Each takes the next of
/// `variants`, so that they are sold alike.
///
/// # Errors
/// When a shopper's task dies.
pub async fn buy_for(
    addr: SocketAddr,
    connections: usize,
    time: Duration,
    variants: &Arc<Vec<String>>,
) -> anyhow::Result<Crowd> {
    let (started, next) = (Instant::now(), Arc::new(AtomicU64::new(0)));
    let mut shoppers = JoinSet::new();
    for _ in 0..connections {
        let (variants, next) = (Arc::clone(variants), Arc::clone(&next));
        shoppers.spawn(async move {
            let mut crowd = Crowd::default();
            let mut buyer = Buyer::at(addr);
            while started.elapsed() < time {
                let turn = next.fetch_add(1, Ordering::Relaxed) as usize;
                let begun = Instant::now();
                let end = buyer.buy(&variants[turn % variants.len()]).await;
                if end.is_err() {
                    // A server that refuses at once is not asked in a tight loop.
                    tokio::time::sleep(LOOK_AGAIN).await;
                }
                crowd.note(end, begun.elapsed());
            }
            crowd
        });
    }
    let mut all = Crowd::default();
    while let Some(crowd) = shoppers.join_next().await {
        all.join(crowd?);
    }
    all.seconds = started.elapsed().as_secs_f64();
    Ok(all)
}
