//! Discount codes, as the sample has them.

use types::promotions::{AdminDiscount, DiscountInput, DiscountKind, DiscountPage};

use super::{
    attribute, count, parsed,
    sample::{PLAIN, Words, id, usd},
    text,
};
use crate::admin::*;

impl Words {
    pub fn discount(self) -> AdminDiscount {
        let say = |text: &str| (self.0)(text);
        AdminDiscount {
            id: id(7),
            input: DiscountInput {
                code: say("WELCOME10"),
                kind: DiscountKind::Percent,
                amount: 1_250,
                minimum_subtotal: 3_000,
                starts_at: Some(say("2026-11-27T18:00:00Z")),
                ends_at: None,
                max_uses: Some(100),
                uses_per_person: Some(1),
                products: vec![say("skerry-waxed-tote")],
                collections: vec![say("bags")],
                active: true,
            },
            uses: 7,
            revenue: usd(70_000),
            given: usd(10_000),
        }
    }

    pub fn discounts(self) -> DiscountPage {
        DiscountPage { items: vec![self.discount()], next_cursor: Some((self.0)("0193")) }
    }

    pub fn posted_discount_forms(self) -> Vec<Posted<DiscountForm>> {
        let fields = [("code", "x!"), ("amount", "much"), ("products", "no\nsuch"), ("starts_at", "soon")];
        let stored = DiscountForm::Stored(self.discount().id);
        vec![self.posted(DiscountForm::New, &fields), self.posted(stored, &fields)]
    }
}

#[test]
fn a_code_is_shown_as_people_write_it() {
    let document = parsed(discount(&PLAIN.chrome(), &PLAIN.discount(), None));
    let value = |name: &str| attribute(&document, &format!("#discount-{name}"), "value");
    assert_eq!(value("amount").as_deref(), Some("12.5"));
    assert_eq!(value("minimum_subtotal").as_deref(), Some("30.00"));
    assert_eq!(value("max_uses").as_deref(), Some("100"));
    let facts = text(&document, "section[aria-labelledby=facts]");
    for words in ["12.5 %", "7 of 100", "$100.00", "$700.00"] {
        assert!(facts.contains(words), "{words} in {facts}");
    }
}

#[test]
fn what_orders_use_is_switched_off_and_not_deleted() {
    let actions = |view: &AdminDiscount| {
        let document = parsed(discount(&PLAIN.chrome(), view, None));
        (count(&document, "form[action$='/delete']"), count(&document, "form[action$='/deactivate']"))
    };
    assert_eq!(actions(&PLAIN.discount()), (0, 1));
    let mut unused = AdminDiscount { uses: 0, ..PLAIN.discount() };
    unused.input.active = false;
    assert_eq!(actions(&unused), (1, 0));
}
