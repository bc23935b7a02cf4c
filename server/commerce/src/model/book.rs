//! What the model knows: units in the house, who holds which, carts and orders. Nothing is counted twice: what is held and what is
//! sold is read from the holds each time.

use types::{ErrorCode, order::OrderStatus};

use super::step::{BOWL, CUP, NAMES, PLATE, SET};

/// Seconds units are kept for a cart, how long at most, and how long a bowl is.
pub const KEEP: i64 = 575;
pub const CEILING: i64 = 1525;
pub const KEEP_BOWL: i64 = 125;
/// Units of cups, plates and bowls at each place in the beginning.
pub const START: [[i64; 2]; 3] = [[2, 2], [2, 0], [1, 1]];
/// Units one person may have.
pub const CAPS: [Option<i64>; 4] = [None, Some(2), None, Some(2)];

/// Why not, in the shop's words; of other refusals than for want of stock only the code counts.
pub type Refusal = (ErrorCode, String);

/// What a step came to: until when units are held, or where an order stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Done,
    Held(Option<i64>),
    Order(OrderStatus),
}

#[derive(Clone, Debug)]
pub struct Hold {
    pub owner: Owner,
    pub wanted: usize,
    pub part: usize,
    pub place: usize,
    pub units: i64,
    pub back: i64,
    pub counted: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    Cart { cart: usize, until: i64, ceiling: i64 },
    Order(usize),
}

#[derive(Clone, Debug, Default)]
pub struct Cart {
    pub lines: Vec<(usize, i64)>,
    pub held_until: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct Line {
    pub goods: usize,
    pub quantity: i64,
    pub refunded: i64,
}

#[derive(Clone, Debug)]
pub struct Order {
    pub cart: usize,
    pub status: OrderStatus,
    pub lines: Vec<Line>,
    /// The customer can say yes or no to the payment; the shop gives up some time after this.
    pub approve_by: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct Book {
    pub now: i64,
    pub on_hand: [[i64; 2]; 3],
    pub open: [bool; 2],
    pub tracked: [bool; 3],
    pub set: Vec<(usize, i64)>,
    pub holds: Vec<Hold>,
    pub carts: [Cart; 3],
    pub orders: Vec<Order>,
}

/// What can be seen from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    pub for_sale: Vec<Option<i64>>,
    /// Held for somebody and sold, of goods with stock of their own.
    pub held: Vec<i64>,
    pub sold: Vec<i64>,
    pub on_hand: [[i64; 2]; 3],
    pub orders: Vec<OrderStatus>,
    pub carts: Vec<Vec<(usize, i64)>>,
}

impl Book {
    pub fn new() -> Self {
        Self {
            now: 0,
            on_hand: START,
            open: [true; 2],
            tracked: [true; 3],
            set: vec![(CUP, 2), (PLATE, 1)],
            holds: Vec::new(),
            carts: Default::default(),
            orders: Vec::new(),
        }
    }

    pub fn seen(&self) -> Seen {
        let at_open = |part| (0..2).filter(|place| self.open[*place]).map(|place| self.held(part, place)).sum();
        Seen {
            for_sale: (0..4).map(|goods| self.for_sale(goods)).collect(),
            held: (0..3).map(at_open).collect(),
            sold: (0..3).map(|part| self.sold(part)).collect(),
            on_hand: self.on_hand,
            orders: self.orders.iter().map(|order| order.status).collect(),
            carts: self.carts.iter().map(|cart| cart.lines.clone()).collect(),
        }
    }

    pub fn parts(&self, goods: usize) -> Vec<(usize, i64)> {
        if goods == SET { self.set.clone() } else { vec![(goods, 1)] }
    }

    /// Nobody has to wait for a sweep: a hold whose time is over is none.
    fn stands(&self, hold: &Hold) -> bool {
        match hold.owner {
            Owner::Cart { until, .. } => until > self.now,
            Owner::Order(order) => self.orders[order].status == OrderStatus::Pending,
        }
    }

    pub fn held(&self, part: usize, place: usize) -> i64 {
        let at = |hold: &&Hold| hold.part == part && hold.place == place && hold.counted && self.stands(hold);
        self.holds.iter().filter(at).map(|hold| hold.units).sum()
    }

    fn sold(&self, part: usize) -> i64 {
        let sold = |hold: &&Hold| match hold.owner {
            Owner::Order(order) => hold.part == part && self.orders[order].status != OrderStatus::Pending,
            Owner::Cart { .. } => false,
        };
        self.holds.iter().filter(sold).map(|hold| hold.units - hold.back).sum()
    }

    pub fn free(&self, part: usize, place: usize) -> i64 {
        if self.open[place] { self.on_hand[part][place] - self.held(part, place) } else { 0 }
    }

    pub fn for_sale(&self, goods: usize) -> Option<i64> {
        let parts = self.parts(goods).into_iter().filter(|(part, _)| self.tracked[*part]);
        parts.map(|(part, each)| (self.free(part, 0) + self.free(part, 1)) / each).min()
    }

    /// Units somebody at that door or with that mailbox has of something. They count until all of a line are back.
    pub fn bought(&self, goods: usize, is_same: impl Fn(usize) -> bool) -> i64 {
        let of =
            |at: usize| self.holds.iter().filter(move |hold| hold.owner == Owner::Order(at) && hold.wanted == goods);
        let counts = |at: &usize| of(*at).any(|hold| hold.back < hold.units) && is_same(self.orders[*at].cart);
        let orders = (0..self.orders.len()).filter(counts);
        orders.flat_map(|at| &self.orders[at].lines).filter(|line| line.goods == goods).map(|line| line.quantity).sum()
    }
}

pub fn refuse<T>(code: ErrorCode) -> Result<T, Refusal> {
    Err((code, String::new()))
}

/// Bowls are held as soon as they are in a cart.
pub fn held_at_once(lines: &[(usize, i64)]) -> bool {
    lines.iter().any(|(goods, _)| *goods == BOWL)
}

pub fn short(goods: usize, left: i64) -> String {
    match left {
        0 => format!("{} is sold out.", NAMES[goods]),
        _ => format!("Only {left} of {} left.", NAMES[goods]),
    }
}
