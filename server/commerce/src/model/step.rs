//! What can happen in a shop.

use proptest::{prelude::*, sample::select};

/// Goods of the model. A set is a bundle of cups and plates.
pub const CUP: usize = 0;
pub const PLATE: usize = 1;
pub const BOWL: usize = 2;
pub const SET: usize = 3;
pub const NAMES: [&str; 4] = ["Cup", "Plate", "Bowl", "Set"];

/// One thing that happens. Orders are named by their place among those that were placed, over and over.
#[derive(Clone, Copy, Debug)]
pub enum Step {
    Add { cart: usize, goods: usize, quantity: i64 },
    Enter { cart: usize },
    Place { cart: usize, card: Card },
    Set { cart: usize, goods: usize, quantity: i64 },
    Leave { cart: usize },
    Wait { seconds: i64 },
    Approve { order: usize, yes: bool },
    Settle,
    Sweep,
    Cancel { order: usize },
    Refund { order: usize, line: usize, quantity: i64, restock: bool },
    RefundAll { order: usize },
    Fulfil { order: usize },
    Count { goods: usize, place: usize, units: i64 },
    Move { goods: usize, from: usize, units: i64 },
    Open { place: usize, open: bool },
    Track { goods: usize, tracked: bool },
    Bundle { cups: i64 },
}

/// How an order is paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Card {
    Good,
    Declined,
    NeedsApproval,
    /// The provider does not answer; what it did is found out later.
    Silent,
    SilentCharged,
}

impl Card {
    pub fn token(self) -> &'static str {
        match self {
            Card::Good => "tok_ok",
            Card::Declined => "tok_declined",
            Card::NeedsApproval => "tok_action",
            Card::Silent => "tok_timeout",
            Card::SilentCharged => "tok_timeout_charged",
        }
    }

    pub fn is_silent(self) -> bool {
        matches!(self, Card::Silent | Card::SilentCharged)
    }
}

/// Waits are multiples of 50 s and all that ends does so 25 s beside one: the time a test takes decides nothing.
const WAITS: &[i64] = &[50, 100, 300, 600];

pub fn step() -> impl Strategy<Value = Step> {
    let (cart, goods, kept, place, order) =
        (0..3_usize, select(&[CUP, PLATE, BOWL, SET, SET]), 0..3_usize, 0..2_usize, 0..4_usize);
    let card = prop_oneof![
        5 => Just(Card::Good), 2 => Just(Card::NeedsApproval), 2 => Just(Card::Declined), 1 => Just(Card::Silent),
        1 => Just(Card::SilentCharged)
    ];
    prop_oneof![
        12 => (cart.clone(), goods.clone(), 1..3_i64).prop_map(|(cart, goods, quantity)| Step::Add { cart, goods, quantity }),
        8 => cart.clone().prop_map(|cart| Step::Enter { cart }),
        8 => (cart.clone(), card).prop_map(|(cart, card)| Step::Place { cart, card }),
        4 => (cart.clone(), goods, 0..4_i64).prop_map(|(cart, goods, quantity)| Step::Set { cart, goods, quantity }),
        1 => cart.prop_map(|cart| Step::Leave { cart }),
        5 => select(WAITS).prop_map(|seconds| Step::Wait { seconds }),
        3 => (order.clone(), any::<bool>()).prop_map(|(order, yes)| Step::Approve { order, yes }),
        1 => Just(Step::Settle),
        1 => Just(Step::Sweep),
        2 => order.clone().prop_map(|order| Step::Cancel { order }),
        4 => (order.clone(), 0..3_usize, 1..3_i64, any::<bool>())
            .prop_map(|(order, line, quantity, restock)| Step::Refund { order, line, quantity, restock }),
        1 => order.clone().prop_map(|order| Step::RefundAll { order }),
        1 => order.prop_map(|order| Step::Fulfil { order }),
        2 => (kept.clone(), place.clone(), 0..6_i64).prop_map(|(goods, place, units)| Step::Count { goods, place, units }),
        2 => (kept.clone(), place.clone(), 1..4_i64).prop_map(|(goods, from, units)| Step::Move { goods, from, units }),
        2 => (place, any::<bool>()).prop_map(|(place, open)| Step::Open { place, open }),
        1 => (kept, any::<bool>()).prop_map(|(goods, tracked)| Step::Track { goods, tracked }),
        1 => (1..3_i64).prop_map(|cups| Step::Bundle { cups }),
    ]
}
