//! Holds in the model: taking them, and what becomes of them.

use types::{ErrorCode, order::OrderStatus};

use super::{
    book::{Book, CAPS, CEILING, Hold, KEEP, KEEP_BOWL, Owner, Refusal, held_at_once, short},
    step::NAMES,
};

impl Book {
    /// All lines or none. What the cart holds is its own to take again.
    pub fn take(&mut self, cart: usize, order: Option<usize>, lines: &[(usize, i64)]) -> Result<Option<i64>, Refusal> {
        let (before, now) = (self.holds.clone(), self.now);
        let mut ceiling = now + CEILING;
        self.holds.retain(|hold| match hold.owner {
            Owner::Cart { cart: owner, until, ceiling: bound } if owner == cart && until > now => {
                ceiling = ceiling.min(bound);
                false
            }
            _ => true,
        });
        let until = ceiling.min(now + if held_at_once(lines) { KEEP_BOWL } else { KEEP });
        let owner = order.map_or(Owner::Cart { cart, until, ceiling }, Owner::Order);
        let (mut words, mut code) = (Vec::new(), ErrorCode::QuantityLimit);
        for (goods, quantity) in lines.iter().copied() {
            if let Some(most) = CAPS[goods]
                && (quantity > most || order.is_some() && self.most_bought(goods, cart) + quantity > most)
            {
                words.push(format!("At most {most} of {} per person.", NAMES[goods]));
                continue;
            }
            if let Some(left) = self.for_sale(goods).filter(|left| *left < quantity) {
                code = ErrorCode::OutOfStock;
                words.push(short(goods, left));
                continue;
            }
            for (part, each) in self.parts(goods) {
                self.put_aside(owner, goods, part, each * quantity);
            }
        }
        if words.is_empty() {
            return Ok((!lines.is_empty()).then_some(until));
        }
        self.holds = before;
        Err((code, words.join(" ")))
    }

    /// The first two carts belong to two people in one house.
    fn most_bought(&self, goods: usize, cart: usize) -> i64 {
        let home = |cart: usize| cart == 2;
        self.bought(goods, |other| other == cart).max(self.bought(goods, |other| home(other) == home(cart)))
    }

    /// From the first place that has them all, or from several. What is not counted is only written down.
    fn put_aside(&mut self, owner: Owner, wanted: usize, part: usize, units: i64) {
        let counted = self.tracked[part];
        let whole = (0..2).find(|place| self.open[*place] && (!counted || self.free(part, *place) >= units));
        let mut rest = units;
        for place in whole.map_or(0..2, |place| place..place + 1) {
            let units = if counted { rest.min(self.free(part, place)) } else { rest };
            rest -= units;
            if units > 0 {
                self.holds.push(Hold { owner, wanted, part, place, units, back: 0, counted });
            }
        }
    }

    pub fn let_go(&mut self, cart: usize) {
        self.holds.retain(|hold| !matches!(hold.owner, Owner::Cart { cart: owner, .. } if owner == cart));
        self.carts[cart].held_until = None;
    }

    /// The money is here.
    pub fn confirm(&mut self, order: usize) {
        self.orders[order].status = OrderStatus::Confirmed;
        for hold in self.holds.iter().filter(|hold| hold.owner == Owner::Order(order) && hold.counted) {
            self.on_hand[hold.part][hold.place] -= hold.units;
        }
    }

    /// There will be no money.
    pub fn end_unpaid(&mut self, order: usize) {
        self.holds.retain(|hold| hold.owner != Owner::Order(order));
        let (cart, lines) = (self.orders[order].cart, self.orders[order].lines.clone());
        self.orders[order].status = OrderStatus::Cancelled;
        for line in lines {
            let kept = &mut self.carts[cart].lines;
            if kept.iter().all(|(goods, _)| *goods != line.goods) {
                kept.push((line.goods, line.quantity));
            }
        }
    }

    /// Units of a line come back to where they lay.
    pub fn restock(&mut self, order: usize, line: usize, quantity: i64) {
        let (goods, of) = (self.orders[order].lines[line].goods, self.orders[order].lines[line].quantity);
        for part in 0..3 {
            let own = |hold: &Hold| hold.owner == Owner::Order(order) && hold.wanted == goods && hold.part == part;
            let all: i64 = self.holds.iter().filter(|hold| own(hold)).map(|hold| hold.units).sum();
            let mut rest = all / of * quantity;
            for place in 0..2 {
                for hold in self.holds.iter_mut().filter(|hold| own(hold) && hold.place == place) {
                    let units = rest.min(hold.units - hold.back);
                    rest -= units;
                    hold.back += units;
                    self.on_hand[part][place] += if hold.counted { units } else { 0 };
                }
            }
        }
    }
}
