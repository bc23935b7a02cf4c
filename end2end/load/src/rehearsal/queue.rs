//! Visitors of a drop, over REST: people who stand in line as they are told, and programs that do not.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};

use crate::{
    http::{Connection, Refusal},
    journey::{Buyer, End, expect},
    open::{Done, Visitor},
    visitors::Outing,
};

/// Between two tries of a program, whatever it is told.
const HAMMERS_EVERY: Duration = Duration::from_millis(100);
/// Where a queue is not open yet, somebody comes again after this.
const NOT_YET: Duration = Duration::from_secs(1);

/// How somebody comes by a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    /// Takes a place and looks again when told to.
    Waits,
    /// Tries the door itself, again and again; takes a place because it has to, and does not look at it.
    Hammers,
}

/// What people, or programs, met on their way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Door {
    /// Places taken.
    pub joined: u64,
    /// Places whose turn came.
    pub let_in: u64,
    /// Those who had to wait for their turn although there was enough for them: for the pace of the queue.
    pub held_by_pace: u64,
    /// Those who had to wait because more were ahead than units are left.
    pub held_by_stock: u64,
    /// Those whom the limits per client address refused at least once.
    pub limited: u64,
    /// Answers with 429 `queue_required`.
    pub sent_to_queue: u64,
    /// Answers with 429 of the limits per client address.
    pub too_many: u64,
    /// Answers with 503.
    pub busy: u64,
}

/// What all visitors of one kind share.
#[derive(Debug)]
pub(super) struct Sale {
    /// Where, what is sold, and from which addresses they come.
    pub outing: Outing,
    /// The drop's name in addresses.
    pub slug: String,
    /// When it is over.
    pub ends: Instant,
    pub manner: Manner,
    pub door: Mutex<Door>,
}

impl Sale {
    pub fn door(&self) -> MutexGuard<'_, Door> {
        self.door.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[derive(Deserialize)]
struct Ticket {
    ticket: String,
    place: Place,
}

#[derive(Deserialize)]
struct Place {
    state: String,
    look_again_seconds: u32,
}

/// How far somebody has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Outside,
    Joining,
    InLine,
    Inside,
    AtTheTill,
    Paying,
}

/// Somebody who comes to the drop, each time somebody else.
pub(super) struct Comer {
    sale: Arc<Sale>,
    buyer: Buyer,
    stage: Stage,
    cart: String,
    /// Has a place.
    placed: bool,
    /// What held them up, and that limits did, is counted once.
    was_held: bool,
    was_limited: bool,
}

impl Comer {
    pub fn new(sale: &Arc<Sale>) -> Self {
        let buyer = Buyer::at(sale.outing.shop);
        let mut comer = Self {
            sale: Arc::clone(sale),
            buyer,
            stage: Stage::Outside,
            cart: String::new(),
            placed: false,
            was_held: false,
            was_limited: false,
        };
        comer.bring(None);
        comer
    }

    /// Says who they are with every request from now on.
    fn bring(&mut self, ticket: Option<&str>) {
        self.placed = ticket.is_some();
        let ticket = ticket.map(|ticket| format!("queue-ticket: {ticket}\r\n")).unwrap_or_default();
        let address = self.sale.outing.from.of(self.buyer.number());
        self.buyer.connection().always(format!("x-forwarded-for: {address}\r\n{ticket}"));
    }

    fn variant(&self) -> String {
        let variants = &self.sale.outing.goods.variants;
        variants[self.buyer.number() as usize % variants.len()].clone()
    }

    /// One request, and what follows from it; where it ends, how.
    async fn go_on(&mut self) -> anyhow::Result<Option<Done>> {
        let (cart, variant) = (self.cart.clone(), self.variant());
        self.stage = match self.stage {
            Stage::Outside => {
                self.cart = self.buyer.make_cart().await?;
                if self.sale.manner == Manner::Waits { Stage::Joining } else { Stage::Inside }
            }
            Stage::Joining => return self.join().await,
            Stage::InLine => {
                let path = format!("/api/v1/drops/{}/queue", self.sale.slug);
                let place: Place = expect(&self.buyer.connection().get(&path).await?, 200)?;
                return Ok(self.see(&place).await);
            }
            Stage::Inside => match self.buyer.put(&cart, &variant).await? {
                true => Stage::AtTheTill,
                false => return self.nothing_left().await,
            },
            Stage::AtTheTill => match self.buyer.hold(&cart).await? {
                true => Stage::Paying,
                false => return self.nothing_left().await,
            },
            Stage::Paying => {
                return Ok(Some(match self.buyer.pay(&cart).await? {
                    End::Confirmed | End::ConfirmedLater => Done::Bought,
                    End::OutOfStock => Done::SoldOut,
                }));
            }
        };
        Ok(None)
    }

    async fn join(&mut self) -> anyhow::Result<Option<Done>> {
        let path = format!("/api/v1/drops/{}/queue", self.sale.slug);
        let answer = self.buyer.connection().post(&path, "", &format!(r#"{{"cart_id":"{}"}}"#, self.cart)).await?;
        if answer.status == 409 {
            // The queue is not open: not yet, or not any more.
            self.pause(NOT_YET).await;
            return Ok(None);
        }
        let Ticket { ticket, place } = expect(&answer, 201)?;
        self.bring(Some(&ticket));
        self.sale.door().joined += 1;
        match self.sale.manner {
            Manner::Waits => Ok(self.see(&place).await),
            Manner::Hammers => {
                self.stage = Stage::Inside;
                Ok(None)
            }
        }
    }

    /// Does as the place says.
    async fn see(&mut self, place: &Place) -> Option<Done> {
        match place.state.as_str() {
            "admitted" => {
                self.sale.door().let_in += 1;
                self.stage = Stage::Inside;
            }
            "sold_out" | "over" => return Some(Done::SoldOut),
            // Their turn is over, or the shop knows of none: they stand in line again.
            "passed" | "none" => {
                self.bring(None);
                self.stage = Stage::Joining;
            }
            state => {
                self.note_held(state);
                self.stage = Stage::InLine;
                self.pause(Duration::from_secs(place.look_again_seconds.into())).await;
            }
        }
        None
    }

    fn note_held(&mut self, state: &str) {
        if self.was_held || state == "gathering" {
            return;
        }
        self.was_held = true;
        let mut door = self.sale.door();
        *(if state == "standby" { &mut door.held_by_stock } else { &mut door.held_by_pace }) += 1;
    }

    /// People leave; a program hopes that something comes back.
    async fn nothing_left(&mut self) -> anyhow::Result<Option<Done>> {
        if self.sale.manner == Manner::Waits {
            return Ok(Some(Done::SoldOut));
        }
        self.pause(HAMMERS_EVERY).await;
        Ok(None)
    }

    /// What a refusal leads to. Only people do as it says.
    async fn refused(&mut self, refusal: Refusal) {
        {
            let mut door = self.sale.door();
            *(match (refusal.queue, refusal.status) {
                (true, _) => &mut door.sent_to_queue,
                (_, 429) => &mut door.too_many,
                _ => &mut door.busy,
            }) += 1;
            if !refusal.queue && refusal.status == 429 && !self.was_limited {
                self.was_limited = true;
                door.limited += 1;
            }
        }
        if refusal.queue {
            self.stage = match self.sale.manner {
                Manner::Waits if self.placed => Stage::InLine,
                Manner::Hammers if self.placed => Stage::Inside,
                _ => Stage::Joining,
            };
        }
        self.pause(Duration::from_secs(refusal.after.into())).await;
    }

    /// Waits as told, or not. Thousands wait at a time: nobody keeps a connection meanwhile.
    async fn pause(&mut self, told: Duration) {
        match self.sale.manner {
            Manner::Waits => {
                self.buyer.connection().hang_up();
                tokio::time::sleep(told).await;
            }
            Manner::Hammers => tokio::time::sleep(HAMMERS_EVERY).await,
        }
    }
}

impl Visitor for Comer {
    async fn visit(&mut self, _: usize) -> anyhow::Result<Done> {
        if self.stage != Stage::Outside {
            *self = Self::new(&Arc::clone(&self.sale));
        }
        loop {
            // After the end anyone can buy what is left: that is not the drop's any more.
            let is_outside = !matches!(self.stage, Stage::AtTheTill | Stage::Paying);
            if is_outside && Instant::now() >= self.sale.ends {
                return Ok(Done::SoldOut);
            }
            match self.go_on().await {
                Ok(None) => {}
                Ok(Some(done)) => return Ok(done),
                Err(error) => match error.downcast_ref::<Refusal>() {
                    Some(refusal) if Instant::now() < self.sale.ends => {
                        let refusal = *refusal;
                        self.refused(refusal).await;
                    }
                    _ => return Err(error),
                },
            }
        }
    }

    fn connection(&mut self) -> &mut Connection {
        self.buyer.connection()
    }
}
