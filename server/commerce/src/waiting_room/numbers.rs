//! Numbers of tickets: the database hands them out, whoever joins meanwhile together and with one write. So no two people share a place,
//! whatever becomes of Redis and however many instances there are, and the draw is held among exactly those it was said to be.

use std::collections::BTreeMap;

use sea_orm::DatabaseTransaction;
use types::CartId;
use uuid::Uuid;

use super::{RoomId, store};
use crate::{
    Cx, Result, Services,
    combine::{Combined, Queue},
};

/// Somebody about to have a ticket.
pub struct TakeNumber {
    pub(super) room: RoomId,
    pub(super) cart: CartId,
}

impl Combined for TakeNumber {
    type Key = (RoomId, CartId);
    type Answer = u64;
    const LAPSES: bool = true;

    fn key(&self) -> Self::Key {
        (self.room, self.cart)
    }

    fn queue(services: &Services) -> &Queue<Self> {
        &services.queue_numbers
    }

    async fn write(cx: &Cx, tx: &DatabaseTransaction, batch: &[Self]) -> Result<Vec<Result<u64>>> {
        // In the order of their ids, so that two instances never wait for each other.
        let mut next: BTreeMap<Uuid, u64> = BTreeMap::new();
        for taking in batch {
            *next.entry(taking.room.0).or_default() += 1;
        }
        for (room, count) in &mut next {
            *count = store::take_numbers(tx, RoomId(*room), *count, cx.clock.now()).await?;
        }
        let number = |taking: &Self| {
            let next = next.entry(taking.room.0).or_default();
            *next += 1;
            Ok(*next - 1)
        };
        Ok(batch.iter().map(number).collect())
    }
}
