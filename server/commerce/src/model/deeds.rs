//! What each step does in the model.

use types::{ErrorCode, order::OrderStatus};

use super::{
    book::{Answer, Book, KEEP, Line, Order, Refusal, held_at_once, refuse},
    step::{CUP, Card, PLATE, Step},
};

impl Book {
    /// `charged`: what a provider that did not answer has done, as only it knows.
    pub fn apply(&mut self, step: &Step, charged: bool) -> Result<Answer, Refusal> {
        let order = |at: usize| at % self.orders.len().max(1);
        match *step {
            Step::Add { cart, goods, quantity } => self.add(cart, goods, quantity),
            Step::Set { cart, goods, quantity } => match self.in_cart(cart, goods) {
                None => refuse(ErrorCode::NotFound),
                Some(_) => self.change(cart, goods, quantity),
            },
            Step::Enter { cart } => self.enter(cart),
            Step::Leave { cart } => {
                self.let_go(cart);
                Ok(Answer::Done)
            }
            Step::Wait { seconds } => {
                self.now += seconds;
                Ok(Answer::Done)
            }
            Step::Place { cart, card } => self.place(cart, card, charged),
            Step::Approve { order: at, yes } => self.approve(order(at), yes),
            Step::Settle => {
                (0..self.orders.len()).for_each(|at| self.give_up(at));
                Ok(Answer::Done)
            }
            Step::Sweep => Ok(Answer::Done),
            Step::Cancel { order: at } => self.cancel(order(at)),
            Step::Refund { order: at, line, quantity, restock } => self.refund(order(at), line, quantity, restock),
            Step::RefundAll { order: at } => self.refund_all(order(at)),
            Step::Fulfil { order: at } => match self.orders[order(at)].status {
                OrderStatus::Confirmed => self.now_is(order(at), OrderStatus::Fulfilled),
                _ => refuse(ErrorCode::Conflict),
            },
            Step::Count { goods, place, units } => {
                let change = units - self.on_hand[goods][place];
                self.put(goods, place, change).map(|()| Answer::Done)
            }
            Step::Move { goods, from, units } => {
                self.put(goods, from, -units)?;
                self.put(goods, 1 - from, units).map(|()| Answer::Done)
            }
            Step::Open { place, open } if !open && !self.open[1 - place] => refuse(ErrorCode::Conflict),
            Step::Open { place, open } => {
                self.open[place] = open;
                Ok(Answer::Done)
            }
            Step::Track { goods, tracked } => {
                self.tracked[goods] = tracked;
                Ok(Answer::Done)
            }
            Step::Bundle { cups } => {
                self.set = vec![(CUP, cups), (PLATE, 1)];
                Ok(Answer::Done)
            }
        }
    }

    fn in_cart(&self, cart: usize, goods: usize) -> Option<i64> {
        self.carts[cart].lines.iter().find(|line| line.0 == goods).map(|line| line.1)
    }

    fn add(&mut self, cart: usize, goods: usize, more: i64) -> Result<Answer, Refusal> {
        let quantity = self.in_cart(cart, goods).unwrap_or(0) + more;
        self.change(cart, goods, quantity)
    }

    /// A cart that holds, or has something that is held at once, holds what it has now; others are told how many are left. To want
    /// less is always granted.
    fn change(&mut self, cart: usize, goods: usize, quantity: i64) -> Result<Answer, Refusal> {
        let had = self.in_cart(cart, goods).unwrap_or(0);
        let mut lines = self.carts[cart].lines.clone();
        match lines.iter().position(|line| line.0 == goods) {
            Some(at) if quantity == 0 => _ = lines.remove(at),
            Some(at) => lines[at].1 = quantity,
            None => lines.push((goods, quantity)),
        }
        let mut until = self.carts[cart].held_until.filter(|until| *until > self.now);
        if until.is_some() || held_at_once(&lines) {
            match self.take(cart, None, &lines) {
                Ok(held) => until = held,
                Err(_) if quantity < had => {}
                Err(refusal) => return Err(refusal),
            }
        } else if let Some(left) = self.for_sale(goods).filter(|left| *left < quantity) {
            let words = match left {
                0 => super::book::short(goods, 0),
                _ => format!("Only {left} of {} left, and your cart would hold {quantity}.", super::step::NAMES[goods]),
            };
            return Err((ErrorCode::OutOfStock, words));
        }
        (self.carts[cart].lines, self.carts[cart].held_until) = (lines, until);
        Ok(Answer::Done)
    }

    fn enter(&mut self, cart: usize) -> Result<Answer, Refusal> {
        let lines = self.carts[cart].lines.clone();
        if lines.is_empty() {
            return Ok(Answer::Held(None));
        }
        self.carts[cart].held_until = self.take(cart, None, &lines)?;
        Ok(Answer::Held(self.carts[cart].held_until))
    }

    fn place(&mut self, cart: usize, card: Card, charged: bool) -> Result<Answer, Refusal> {
        let lines = self.carts[cart].lines.clone();
        if lines.is_empty() {
            return refuse(ErrorCode::Conflict);
        }
        let at = self.orders.len();
        let approve_by = (card == Card::NeedsApproval).then_some(self.now + KEEP);
        let frozen = lines.iter().map(|&(goods, quantity)| Line { goods, quantity, refunded: 0 }).collect();
        self.orders.push(Order { cart, status: OrderStatus::Pending, lines: frozen, approve_by });
        if let Err(refusal) = self.take(cart, Some(at), &lines) {
            self.orders.pop();
            return Err(refusal);
        }
        self.carts[cart] = Default::default();
        match card {
            Card::NeedsApproval => {}
            Card::Good => self.confirm(at),
            Card::Silent | Card::SilentCharged if charged => self.confirm(at),
            _ => self.end_unpaid(at),
        }
        Ok(Answer::Order(self.orders[at].status))
    }

    fn now_is(&mut self, order: usize, status: OrderStatus) -> Result<Answer, Refusal> {
        self.orders[order].status = status;
        Ok(Answer::Order(status))
    }

    fn approve(&mut self, order: usize, yes: bool) -> Result<Answer, Refusal> {
        if self.orders[order].approve_by.take().is_none() {
            return refuse(ErrorCode::Conflict);
        }
        // Money for an order that staff have called off goes back.
        match self.orders[order].status {
            OrderStatus::Pending if yes => self.confirm(order),
            OrderStatus::Pending => self.end_unpaid(order),
            _ => {}
        }
        Ok(Answer::Order(self.orders[order].status))
    }

    fn give_up(&mut self, order: usize) {
        if self.orders[order].approve_by.is_some_and(|by| by <= self.now) {
            self.orders[order].approve_by = None;
            if self.orders[order].status == OrderStatus::Pending {
                self.end_unpaid(order);
            }
        }
    }

    fn cancel(&mut self, order: usize) -> Result<Answer, Refusal> {
        match self.orders[order].status {
            OrderStatus::Pending => self.holds.retain(|hold| hold.owner != super::book::Owner::Order(order)),
            OrderStatus::Confirmed => self.restock_rest(order),
            _ => return refuse(ErrorCode::Conflict),
        }
        self.now_is(order, OrderStatus::Cancelled)
    }

    fn restock_rest(&mut self, order: usize) {
        for line in 0..self.orders[order].lines.len() {
            let rest = self.orders[order].lines[line].quantity - self.orders[order].lines[line].refunded;
            self.restock(order, line, rest);
        }
        self.orders[order].lines.iter_mut().for_each(|line| line.refunded = line.quantity);
    }

    fn refund(&mut self, order: usize, line: usize, quantity: i64, restock: bool) -> Result<Answer, Refusal> {
        let status = self.orders[order].status;
        if !matches!(status, OrderStatus::Confirmed | OrderStatus::Fulfilled) {
            return refuse(ErrorCode::Conflict);
        }
        let at = line % self.orders[order].lines.len();
        let line = &mut self.orders[order].lines[at];
        if quantity > line.quantity - line.refunded {
            return refuse(ErrorCode::Invalid);
        }
        line.refunded += quantity;
        if restock {
            self.restock(order, at, quantity);
        }
        // Sending was paid for as well: something is always left to pay back.
        self.now_is(order, status)
    }

    fn refund_all(&mut self, order: usize) -> Result<Answer, Refusal> {
        match self.orders[order].status {
            // What has left the house stays with the customer.
            OrderStatus::Fulfilled => {}
            OrderStatus::Confirmed => self.restock_rest(order),
            _ => return refuse(ErrorCode::Conflict),
        }
        self.now_is(order, OrderStatus::Refunded)
    }

    fn put(&mut self, goods: usize, place: usize, change: i64) -> Result<(), Refusal> {
        let after = self.on_hand[goods][place] + change;
        if after < self.held(goods, place) {
            return refuse(ErrorCode::Conflict);
        }
        self.on_hand[goods][place] = after;
        Ok(())
    }
}
