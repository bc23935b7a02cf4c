//! Drops from the announcement to the report, with people who queue and people who try not to.

mod languages;
mod overdue;
mod plans;
mod queue;
mod report;
mod shop;
mod way;

use std::{sync::Arc, time::Duration};

use types::{
    CartId, DropId, ErrorCode, VariantId,
    drops::{DropGoods, DropInput, PlaceState, PlaceView},
};

use super::*;
use crate::{
    Actor,
    cart::{self, Missing},
    checkout,
    test_shop::{TestShop, order},
};

const MINUTE: i64 = 60_000;

/// Gathers from the tenth minute on, begins in the twentieth, ends in the eightieth.
async fn announced(shop: &TestShop, variant: VariantId, change: impl FnOnce(&mut DropInput)) -> DropId {
    let now = shop.cx.clock.now();
    let at = |minutes: i64| rfc3339(now + minutes * MINUTE);
    let mut input = DropInput {
        title: "Lantern No. 7".into(),
        queue_opens_at: Some(at(10)),
        starts_at: at(20),
        ends_at: at(80),
        admit_per_minute: 6_000,
        pass_seconds: 120,
        cap_per_person: None,
        hold_seconds: Some(300),
        goods: vec![DropGoods { variant_id: variant, units: 3, price: Some(800) }],
        ..DropInput::default()
    };
    change(&mut input);
    let id = create(&shop.cx, input).await.unwrap();
    schedule(&shop.cx, id).await.unwrap();
    id
}

/// Somebody with a cart and a ticket of their own.
struct Visitor {
    cx: Cx,
    cart: CartId,
}

impl Visitor {
    fn new(shop: &TestShop) -> Self {
        let mut cx = Cx::new(shop.cx.services().clone(), Actor::Shopper, "test");
        let cart = CartId::random();
        cx.cart_id = Some(cart);
        Self { cx, cart }
    }

    async fn joined(shop: &TestShop) -> Self {
        let mut visitor = Self::new(shop);
        visitor.join().await.unwrap();
        visitor
    }

    async fn join(&mut self) -> Result<PlaceView> {
        let (_, ticket) = join(&self.cx, &plan(&self.cx, "lantern-no-7").await?, self.cart, &Proof::default()).await?;
        self.cx.tickets = Arc::new([ticket.ticket]);
        Ok(ticket.place)
    }

    async fn place(&self) -> PlaceView {
        waiting_room::place(&self.cx, &plan(&self.cx, "lantern-no-7").await.unwrap()).await.unwrap()
    }

    async fn state(&self) -> PlaceState {
        self.place().await.state
    }

    async fn add(&self, variant: VariantId) -> Result<()> {
        cart::add_line(&self.cx, Some(self.cart), Missing::Make, variant, 1).await.map(|_| ())
    }

    /// To the till, where one unit is kept.
    async fn enter(&self, variant: VariantId) -> Result<()> {
        self.add(variant).await?;
        checkout::hold(&self.cx, self.cart).await.map(|_| ())
    }

    async fn pay(&self, token: &str) -> Result<()> {
        let key = uuid::Uuid::new_v4().to_string();
        let mut form = order(token);
        form.email = format!("{}@example.com", self.cart.0.simple());
        let placement = checkout::place(&self.cx, self.cart, &key, form).await?;
        placement.outcome.map(|_| ()).map_err(|problem| Error::new(problem.code, problem.detail))
    }
}

fn later(shop: &TestShop, minutes: u64, seconds: u64) {
    shop.cx.clock.advance(Duration::from_secs(minutes * 60 + seconds));
}

async fn price(shop: &TestShop, variant: VariantId) -> (i64, Option<i64>) {
    catalog::price_of(shop.cx.db.write(), variant).await.unwrap()
}

fn turned_away<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    let error = outcome.expect_err("nobody should get through");
    assert_eq!(error.code(), ErrorCode::QueueRequired, "{error}");
    assert_eq!(error.problem().queue.as_deref(), Some("/drops/lantern-no-7/queue"));
    assert!(error.problem().retry_after.is_some());
    error.problem().detail.clone()
}
