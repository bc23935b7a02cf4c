//! Using a code: looked at before a cart becomes an order, taken with it, given back when the order comes to nothing.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use types::{DiscountId, OrderId, ProductId, VariantId, cart::CartView};

use super::{
    input::can_be_one,
    rules::{self, Discount, Line, Off, Refusal},
    store::{self, NewUse, Question, Taken},
};
use crate::{Result, catalog::SellableVariant, db::Together, inventory::Person, prices::Selling};

/// A cart that would use a code.
#[derive(Clone, Debug)]
pub(crate) struct Wish<'a> {
    /// In its one spelling.
    pub code: &'a str,
    pub cart: &'a CartView,
    /// Who counts as the one who uses it.
    pub persons: Vec<Person>,
    /// In which money the cart is.
    pub selling: Selling,
}

/// What codes are decided on: for a batch of orders, locked.
#[derive(Debug, Default)]
pub(crate) struct Codes {
    known: HashMap<String, Discount>,
    included: HashSet<(DiscountId, ProductId)>,
    used: HashMap<(DiscountId, String), Vec<Option<i64>>>,
}

/// A use that an order is about to make.
#[derive(Clone, Debug)]
pub(crate) struct Use {
    pub discount: DiscountId,
    persons: Vec<(Person, Option<i64>)>,
}

/// What carts hold, as the catalogue knows it.
type Goods = HashMap<VariantId, SellableVariant>;

impl Codes {
    /// Locks the codes of `wishes` and reads what they are decided on. Without wishes nothing is asked of the database; with some, one
    /// statement, and a second where a code is for some goods or so many uses per person only.
    pub async fn lock(tx: &DatabaseTransaction, wishes: &[Wish<'_>], goods: &Goods) -> Result<Self> {
        Self::read(tx, wishes, goods, true).await
    }

    /// The same without a lock: what is seen may change.
    pub async fn look(connection: &impl ConnectionTrait, wish: &Wish<'_>, goods: &Goods) -> Result<Self> {
        Self::read(connection, std::slice::from_ref(wish), goods, false).await
    }

    async fn read(connection: &impl ConnectionTrait, wishes: &[Wish<'_>], goods: &Goods, locked: bool) -> Result<Self> {
        let mut spellings: Vec<&str> = wishes.iter().map(|wish| wish.code).filter(|code| can_be_one(code)).collect();
        spellings.sort_unstable();
        spellings.dedup();
        let mut codes = Self::default();
        for row in store::by_codes(connection, &spellings, locked).await? {
            codes.known.insert(row.terms.code.clone(), row);
        }
        let mut questions: Vec<Question> = wishes.iter().flat_map(|wish| codes.questions(wish, goods)).collect();
        questions.sort_unstable();
        questions.dedup();
        for fact in store::facts(connection, &questions).await? {
            match (fact.product_id, fact.person) {
                (Some(product), _) => _ = codes.included.insert((fact.discount_id, product)),
                (None, Some(person)) => codes.used.entry((fact.discount_id, person)).or_default().push(fact.slot),
                (None, None) => {}
            }
        }
        Ok(codes)
    }

    fn questions(&self, wish: &Wish<'_>, goods: &Goods) -> Vec<Question> {
        let Some(discount) = self.known.get(wish.code) else { return Vec::new() };
        let discount_id = discount.id;
        let products =
            wish.cart.lines.iter().filter(|_| discount.limited).filter_map(|line| goods.get(&line.variant_id));
        let products = products.map(|goods| Question { discount_id, product_id: Some(goods.product_id), person: None });
        let persons = wish.persons.iter().filter(|_| discount.terms.uses_per_person.is_some());
        let persons = persons.map(|one| Question { discount_id, product_id: None, person: Some(one.as_str().into()) });
        products.chain(persons).collect()
    }

    /// What the code of `wish` takes off its cart now.
    pub fn judge(&self, wish: &Wish<'_>, goods: &Goods, now: types::Millis) -> Result<Off, Refusal> {
        let discount = self.known.get(wish.code).ok_or(Refusal::Unknown)?;
        let is_included = |variant: &VariantId| {
            let product = goods.get(variant).map(|goods| goods.product_id);
            product.is_some_and(|product| !discount.limited || self.included.contains(&(discount.id, product)))
        };
        let lines: Vec<Line> = wish
            .cart
            .lines
            .iter()
            .map(|line| Line {
                variant: line.variant_id,
                total: line.line_total.amount,
                included: is_included(&line.variant_id),
            })
            .collect();
        let off = rules::judge_sold(discount, &lines, wish.selling, now)?;
        let used = |person: &Person| self.used_by(discount.id, person).len();
        let most = discount.terms.uses_per_person.map(|most| usize::try_from(most).unwrap_or(usize::MAX));
        if most.is_some_and(|most| wish.persons.iter().any(|person| used(person) >= most)) {
            return Err(Refusal::UsedByYou);
        }
        Ok(off)
    }

    fn used_by(&self, discount: DiscountId, person: &Person) -> &[Option<i64>] {
        self.used.get(&(discount, person.as_str().to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Takes a use for `wish`, which was judged: those of the batch that come after it find one less. Should stock refuse its order yet,
    /// they have been told too early that the code is used up; never too late.
    pub fn take(&mut self, wish: &Wish<'_>) -> Option<Use> {
        let known = self.known.get_mut(wish.code)?;
        known.uses += 1;
        let (discount, counts) = (known.id, known.terms.uses_per_person.is_some());
        let mut persons = Vec::with_capacity(wish.persons.len());
        for person in &wish.persons {
            let slot = counts.then(|| free_slot(self.used_by(discount, person)));
            self.used.entry((discount, person.as_str().to_owned())).or_default().push(slot);
            persons.push((person.clone(), slot));
        }
        Some(Use { discount, persons })
    }
}

/// The first slot nobody has.
fn free_slot(used: &[Option<i64>]) -> i64 {
    (1..).find(|slot| !used.contains(&Some(*slot))).unwrap_or(i64::MAX)
}

/// Writes the uses of orders, with whatever else makes them.
pub(crate) fn write<'a>(together: &mut Together, uses: impl Iterator<Item = (OrderId, &'a Use)>) -> Result<()> {
    let (mut taken, mut new) = (HashMap::<DiscountId, i64>::new(), Vec::new());
    for (order_id, one) in uses {
        *taken.entry(one.discount).or_default() += 1;
        new.extend(one.persons.iter().map(|(person, slot)| NewUse {
            order_id,
            person: person.as_str().to_owned(),
            discount_id: one.discount,
            slot: *slot,
        }));
    }
    let taken: Vec<_> = taken.into_iter().map(|(id, taken)| Taken { id, taken }).collect();
    store::write_uses(together, &taken, &new)
}

/// Gives back the uses of orders that have come to nothing. Whoever calls has ended them in this transaction, and locks no stock before.
pub(crate) async fn give_back(tx: &DatabaseTransaction, orders: &[OrderId]) -> Result<()> {
    if orders.is_empty() { Ok(()) } else { store::give_back(tx, orders).await }
}
