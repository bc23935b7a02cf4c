//! Drops and queues as visitors, programs and several instances meet them.

mod instances;
mod languages;
mod pages;
mod rest;
mod streams;

use std::time::Duration;

use commerce::{drops, rfc3339};
use types::{
    VariantId,
    drops::{DropGoods, DropInput},
};

pub use instances::people_take_places;

use crate::{
    api::{Goods, goods},
    shop::TestShop,
};

/// A drop that is announced.
struct Event {
    goods: Goods,
}

/// Gathers from the first minute on, begins in the second, ends in the eleventh. Its address is `/drops/lamp`.
async fn announced(shop: &TestShop, units: i64) -> Event {
    let goods = goods(shop, units).await;
    let id = drops::create(&shop.cx(), plan(shop, goods.variant, units)).await.unwrap();
    drops::schedule(&shop.cx(), id).await.unwrap();
    Event { goods }
}

fn plan(shop: &TestShop, variant_id: VariantId, units: i64) -> DropInput {
    let now = shop.services.clock.now();
    let at = |minutes: i64| rfc3339(now + minutes * 60_000);
    DropInput {
        title: "Lamp".into(),
        message_before: "Come early & bring <friends>.".into(),
        queue_opens_at: Some(at(1)),
        starts_at: at(2),
        ends_at: at(11),
        admit_per_minute: 6_000,
        pass_seconds: 60,
        hold_seconds: Some(120),
        goods: vec![DropGoods { variant_id, units, price: Some(1500) }],
        ..DropInput::default()
    }
}

const A_MINUTE: Duration = Duration::from_secs(60);
const A_MOMENT: Duration = Duration::from_secs(1);
