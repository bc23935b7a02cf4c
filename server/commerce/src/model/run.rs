//! The shop's side: the same steps through the operations everyone uses, and what can be seen of it afterwards.

use std::time::Duration;

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{
    CartId, ErrorCode, LocationId, Millis, OrderId, VariantId,
    admin::{BundlePart, LocationInput, RefundLine, RefundRequest, SalePolicy, StockAdjustment, StockTransfer},
    order::OrderStatus,
};
use uuid::Uuid;

use super::{
    book::{Answer, Book, CAPS, CEILING, KEEP, KEEP_BOWL, Refusal, START, Seen},
    step::{BOWL, CUP, Card, NAMES, PLATE, SET, Step},
};
use crate::{
    Cx, Result, Services, cart, checkout,
    db::{rows, sql},
    inventory,
    jobs::{Job, Worker},
    orders, payments,
    test_shop::{self, TestShop},
    verify,
};

/// A shop that many runs share, with two places.
pub struct Stage {
    shop: TestShop,
    /// The same shop for those who do not wait for a silent provider.
    hasty: Cx,
    places: [LocationId; 2],
}

impl Stage {
    pub async fn open(on_server: bool, breakage: &str) -> Self {
        let settings = |settings: &mut crate::Settings| {
            settings.hold_time = Duration::from_secs(KEEP.unsigned_abs());
            settings.hold_ceiling = Duration::from_secs(CEILING.unsigned_abs());
        };
        let shop = if on_server { TestShop::on_server(settings).await } else { TestShop::open_as(settings).await };
        if !on_server {
            // Nobody cuts the power of a test.
            shop.cx.db.write().execute_unprepared("PRAGMA synchronous = OFF").await.unwrap();
        }
        if !breakage.is_empty() {
            shop.cx.db.write().execute_unprepared(breakage).await.unwrap();
        }
        let hasty = hasty(&shop.cx).await;
        let first = inventory::locations(&shop.cx).await.unwrap()[0].id;
        let input = LocationInput { name: "Shop floor".into(), priority: 5, active: true };
        let second = inventory::add_location(&shop.cx, input).await.unwrap();
        Self { shop, hasty, places: [first, second] }
    }

    /// Those who do not wait have seen the first provider fail so often that they leave it alone: on a busy machine, whose answers are
    /// late, it comes to that.
    pub fn leave_the_first_alone(&self) {
        self.hasty.providers.leave_alone(payments::sandbox::NAME, self.hasty.clock.now());
    }
}

async fn hasty(cx: &Cx) -> Cx {
    let settings = crate::Settings { payment_timeout: Duration::from_millis(25), ..cx.settings.clone() };
    let services = Services::connect(settings).await.unwrap();
    let mut services = std::sync::Arc::into_inner(services).unwrap();
    (services.db, services.clock) = (cx.db.clone(), cx.clock.clone());
    Cx::system(services.into())
}

#[derive(FromQueryResult)]
struct Placed {
    id: OrderId,
    number: i64,
    payment: Uuid,
}

#[derive(FromQueryResult)]
struct Status {
    status: OrderStatus,
}

/// One sequence.
pub struct Run<'a> {
    stage: &'a Stage,
    cx: &'a Cx,
    goods: Vec<VariantId>,
    carts: Vec<CartId>,
    orders: Vec<Placed>,
    begun: Millis,
    /// Follows the names of its goods.
    suffix: String,
    book: Book,
}

impl<'a> Run<'a> {
    pub async fn begin(stage: &'a Stage) -> Self {
        let (cx, mut goods, mut carts) = (&stage.shop.cx, Vec::new(), Vec::new());
        let suffix = format!(" {}", Uuid::new_v4().simple());
        for place in 0..2 {
            open(stage, place, true).await.unwrap();
        }
        for (name, cap) in NAMES.iter().zip(CAPS) {
            let id = stage.shop.stocked(&format!("{name}{suffix}"), 0).await;
            let bowl = *name == NAMES[BOWL];
            let policy =
                SalePolicy { cap_per_person: cap, hold_seconds: bowl.then_some(KEEP_BOWL), hold_in_cart: bowl };
            inventory::set_policy(cx, id, policy).await.unwrap();
            goods.push(id);
            carts.push(cart::create(cx).await.unwrap().id);
        }
        carts.truncate(3);
        let begun = cx.clock.now();
        let run = Self { stage, cx, goods, carts, orders: Vec::new(), begun, suffix, book: Book::new() };
        for (goods, places) in START.iter().enumerate() {
            for (place, units) in places.iter().enumerate() {
                run.count(goods, place, *units).await.unwrap();
            }
        }
        run.bundle(2).await.unwrap();
        run
    }

    /// Plays the steps on both sides; the first difference is the answer.
    pub async fn play(mut self, steps: &[Step]) -> Result<(), String> {
        self.compare("the beginning").await?;
        for (at, step) in steps.iter().enumerate() {
            self.step(step).await.map_err(|why| format!("step {}, {step:?}: {why}", at + 1))?;
        }
        for step in [Step::Settle, Step::Wait { seconds: 600 }, Step::Settle, Step::Wait { seconds: 1600 }, Step::Sweep]
        {
            self.step(&step).await.map_err(|why| format!("in the end, {step:?}: {why}"))?;
        }
        let report = verify::run(self.cx).await.unwrap();
        let breaches: Vec<_> = report.checks.iter().filter(|check| check.breaches > 0).collect();
        if breaches.is_empty() { Ok(()) } else { Err(format!("{breaches:?}")) }
    }

    async fn step(&mut self, step: &Step) -> Result<(), String> {
        // Time passes between any two clicks.
        self.cx.clock.advance(Duration::from_millis(10));
        let of_order = matches!(
            step,
            Step::Approve { .. }
                | Step::Cancel { .. }
                | Step::Refund { .. }
                | Step::RefundAll { .. }
                | Step::Fulfil { .. }
        );
        if of_order && self.orders.is_empty() {
            return Ok(());
        }
        let answer = self.apply(step).await.map_err(|error| self.refusal(&error));
        let expected = self.book.apply(step, self.charged().await);
        let held = |until: Option<Millis>| until.map(|until| (until - self.begun) / 25_000 * 25);
        let answer = answer.map(|answer| match answer {
            Answer::Held(until) => Answer::Held(held(until)),
            other => other,
        });
        if answer != expected {
            return Err(format!("the shop answers {answer:?}, the model {expected:?}"));
        }
        self.compare("afterwards").await
    }

    async fn compare(&self, when: &str) -> Result<(), String> {
        let (shop, model) = (self.seen().await.unwrap(), self.book.seen());
        if shop == model { Ok(()) } else { Err(format!("{when} the shop is\n {shop:?}, the model\n {model:?}")) }
    }

    async fn apply(&mut self, step: &Step) -> Result<Answer> {
        let (cx, goods) = (self.cx, |at: usize| self.goods[at]);
        match *step {
            Step::Add { cart, goods: at, quantity } => {
                cart::add_line(cx, Some(self.carts[cart]), cart::Missing::Refuse, goods(at), quantity).await?;
            }
            Step::Set { cart, goods: at, quantity } => {
                cart::set_line(cx, self.carts[cart], goods(at), quantity, None).await?;
            }
            Step::Enter { cart } => return checkout::hold(cx, self.carts[cart]).await.map(Answer::Held),
            Step::Leave { cart } => checkout::release(cx, self.carts[cart]).await?,
            Step::Wait { seconds } => cx.clock.advance(Duration::from_secs(seconds.unsigned_abs())),
            Step::Place { cart, card } => return self.place(cart, card).await,
            Step::Approve { order, yes } => return self.approve(order, yes).await,
            Step::Settle => {
                for order in &self.orders {
                    payments::settle(cx, order.id).await?;
                }
                Worker::new(cx.services().clone()).run_due().await?;
            }
            Step::Sweep => _ = inventory::SweepHolds {}.run(cx).await?,
            Step::Cancel { order } => {
                return self.order(orders::cancel(cx, &self.number(order), "").await?.order.status);
            }
            Step::Refund { order, line, quantity, restock } => {
                let number = self.number(order);
                let lines = orders::order(cx, &number).await?.order.lines;
                let variant_id = lines[line % lines.len()].variant_id;
                let lines = vec![RefundLine { variant_id, quantity, restock }];
                let request = RefundRequest { lines, reason: String::new() };
                return self.order(orders::refund(cx, &number, request).await?.order.status);
            }
            Step::RefundAll { order } => {
                return self
                    .order(orders::refund(cx, &self.number(order), RefundRequest::default()).await?.order.status);
            }
            Step::Fulfil { order } => {
                return self.order(orders::fulfil(cx, &self.number(order), "").await?.order.status);
            }
            Step::Count { goods, place, units } => self.count(goods, place, units).await?,
            Step::Move { goods: at, from, units: quantity } => {
                // Staff see units as held until they are swept.
                _ = inventory::SweepHolds {}.run(cx).await?;
                let (from, to) = (self.stage.places[from], self.stage.places[1 - from]);
                inventory::transfer(cx, goods(at), StockTransfer { from, to, quantity }).await?;
            }
            Step::Open { place, open: is_open } => open(self.stage, place, is_open).await?,
            Step::Track { goods: at, tracked } => inventory::set_tracked(cx.db.write(), goods(at), tracked).await?,
            Step::Bundle { cups } => self.bundle(cups).await?,
        }
        Ok(Answer::Done)
    }

    async fn place(&mut self, cart: usize, card: Card) -> Result<Answer> {
        let mut form = test_shop::order(card.token());
        form.shipping_method = "express".into();
        form.email = format!("buyer{cart}@example.com");
        form.shipping_address.line1 = if cart == 2 { "2 Side Street".into() } else { form.shipping_address.line1 };
        let key = Uuid::new_v4().to_string();
        let cx = if card.is_silent() { &self.stage.hasty } else { self.cx };
        let outcome = checkout::place(cx, self.carts[cart], &key, form).await?.outcome;
        let select = "SELECT o.id, o.number, p.id AS payment FROM orders o JOIN payment p ON p.order_id = o.id
            WHERE o.idempotency_key = $1";
        let select = sql(self.cx.db.write(), select, [key.into()]);
        let Some(placed) = Placed::find_by_statement(select).one(self.cx.db.write()).await? else {
            let problem = outcome.unwrap_err();
            return Err(crate::Error::new(problem.code, problem.detail));
        };
        // What a silent provider did is the reconciler's to find out.
        payments::settle(self.cx, placed.id).await?;
        let status = orders::order(self.cx, &placed.number.to_string()).await?.order.status;
        assert!(card.is_silent() || outcome.is_ok() == (status != OrderStatus::Cancelled), "{outcome:?} of {status:?}");
        self.orders.push(placed);
        Ok(Answer::Order(status))
    }

    async fn approve(&self, order: usize, yes: bool) -> Result<Answer> {
        #[derive(FromQueryResult)]
        struct Charge {
            reference: String,
        }
        let order = &self.orders[order % self.orders.len()];
        let select = "SELECT reference FROM sandbox_charge WHERE key = $1";
        let select = sql(self.cx.db.write(), select, [order.payment.to_string().into()]);
        let charge = Charge::find_by_statement(select).one(self.cx.db.write()).await?.unwrap();
        payments::sandbox::decide(self.cx, &charge.reference, yes).await?;
        payments::settle(self.cx, order.id).await?;
        self.order(orders::order(self.cx, &order.number.to_string()).await?.order.status)
    }

    fn order(&self, status: OrderStatus) -> Result<Answer> {
        Ok(Answer::Order(status))
    }

    fn number(&self, order: usize) -> String {
        self.orders[order % self.orders.len()].number.to_string()
    }

    async fn count(&self, goods: usize, place: usize, units: i64) -> Result<()> {
        _ = inventory::SweepHolds {}.run(self.cx).await?;
        let location_id = Some(self.stage.places[place]);
        let change = StockAdjustment { set: Some(units), delta: None, reason: "counted".into(), location_id };
        inventory::adjust(self.cx, self.goods[goods], change).await.map(|_| ())
    }

    async fn bundle(&self, cups: i64) -> Result<()> {
        let part = |at: usize, quantity| BundlePart { variant_id: self.goods[at], quantity };
        inventory::set_bundle(self.cx, self.goods[SET], vec![part(CUP, cups), part(PLATE, 1)]).await.map(|_| ())
    }

    /// Whether a provider has taken the money of the order placed last: the first one may have been left alone by then.
    async fn charged(&self) -> bool {
        let Some(last) = self.orders.last() else { return false };
        let select = "SELECT 1 AS one FROM sandbox_charge WHERE key IN ($1, $2) AND state = 'succeeded'";
        let (first, second) =
            (last.payment.to_string(), format!("{}:{}", payments::sandbox::SECOND_NAME, last.payment));
        let select = sql(self.cx.db.write(), select, [first.into(), second.into()]);
        self.cx.db.write().query_one_raw(select).await.unwrap().is_some()
    }

    /// Words count where they tell how many are left.
    fn refusal(&self, error: &crate::Error) -> Refusal {
        let words = match error.code() {
            ErrorCode::OutOfStock | ErrorCode::QuantityLimit => error.problem().detail.replace(&self.suffix, ""),
            ErrorCode::Internal | ErrorCode::Unavailable => error.source_chain(),
            _ => String::new(),
        };
        (error.code(), words)
    }

    async fn seen(&self) -> Result<Seen> {
        let (cx, now) = (self.cx, self.cx.clock.now());
        let levels = inventory::levels(cx.db.write(), &self.goods, now).await?;
        let levels: Vec<_> = self.goods.iter().map(|id| levels[id]).collect();
        let mut on_hand = [[0; 2]; 3];
        for (at, id) in self.goods.iter().take(3).enumerate() {
            for row in inventory::stock_item(cx, *id).await? {
                let place = self.stage.places.iter().position(|place| *place == row.location_id).unwrap();
                on_hand[at][place] = row.on_hand;
            }
        }
        let ids = rows::ids(self.orders.iter().map(|order| order.id.0));
        let select = "SELECT status FROM orders WHERE id IN (SELECT id FROM {rows}) ORDER BY number";
        let orders: Vec<Status> = rows::query(cx.db.write(), select, rows::ID, &ids, []).await?;
        let mut carts = Vec::new();
        for id in &self.carts {
            let lines = cart::view(cx, *id).await?.lines;
            let goods = |id: VariantId| self.goods.iter().position(|goods| *goods == id).unwrap();
            carts.push(lines.iter().map(|line| (goods(line.variant_id), line.quantity)).collect());
        }
        Ok(Seen {
            for_sale: levels.iter().map(|level| level.for_sale()).collect(),
            held: levels.iter().take(3).map(|level| level.held).collect(),
            sold: levels.iter().take(3).map(|level| level.sold).collect(),
            on_hand,
            orders: orders.into_iter().map(|order| order.status).collect(),
            carts,
        })
    }
}

async fn open(stage: &Stage, place: usize, active: bool) -> Result<()> {
    let (name, priority) = if place == 0 { ("Warehouse", 0) } else { ("Shop floor", 5) };
    let input = LocationInput { name: name.into(), priority, active };
    inventory::change_location(&stage.shop.cx, stage.places[place], input).await
}
