//! Currencies, as the sample has them.

use types::{
    Currency, Money,
    prices::{CurrencyInput, CurrencyRow, CurrencyView, Rate, Rounding, SetPrice, VariantPriceRow, VariantPricing},
};

use super::{
    attribute, count, parsed,
    sample::{PLAIN, Words, id, usd, variant_id},
    text,
};
use crate::admin::*;

fn euros(amount: i64) -> Money {
    Money::new(amount, "EUR".parse().unwrap())
}

impl Words {
    pub fn currencies(self) -> Vec<CurrencyRow> {
        let view = CurrencyView {
            currency: euros(0).currency,
            input: CurrencyInput { rate_ppm: Rate(920_000), rounding: Rounding::NinetyFive },
            set_by: (self.0)("ada@tern.example"),
            set_at: (self.0)("2026-11-20T09:00:00Z"),
        };
        let sold = CurrencyRow {
            currency: view.currency,
            view: Some(view),
            preview: vec![(usd(1_999), euros(1_795)), (usd(4_500), euros(4_195))],
        };
        vec![CurrencyRow { currency: "AED".parse().unwrap(), view: None, preview: Vec::new() }, sold]
    }

    pub fn pricing(self) -> VariantPricing {
        VariantPricing {
            variant_id: variant_id(1),
            product_id: id(2),
            title: (self.0)("Lantern No. 7 (Moss)"),
            own: usd(24_800),
            rows: vec![VariantPriceRow {
                set: Some(SetPrice { price: euros(22_900), compare_at: Some(euros(24_900)) }),
                converted: euros(22_795),
            }],
        }
    }

    pub fn posted_currency(self) -> Posted<Currency> {
        self.posted(euros(0).currency, &[("rate", "ninety-two"), ("rounding", "sometimes")])
    }

    pub fn posted_prices(self) -> Posted<()> {
        self.posted((), &[("price_EUR", "free"), ("compare_at_EUR", "dear")])
    }
}

#[test]
fn a_rate_is_shown_with_what_it_makes_of_prices() {
    let page = parsed(currencies(&PLAIN.chrome(), Currency::USD, &PLAIN.currencies(), None));
    assert_eq!(count(&page, "form[action^='/admin/currencies/']"), 2);
    assert_eq!(attribute(&page, "#currency-EUR-rate", "value").as_deref(), Some("0.92"));
    assert_eq!(text(&page, "#currency-EUR-rounding option[selected]"), "To .95");
    assert_eq!(text(&page, ".admin-table tbody tr"), "$19.99 €17.95");
    assert_eq!(attribute(&page, "#currency-AED-rate", "value").as_deref(), Some(""));
}

#[test]
fn a_price_that_is_set_stands_beside_what_it_would_come_to() {
    let page = parsed(variant_prices(&PLAIN.chrome(), &PLAIN.pricing(), None));
    assert_eq!(attribute(&page, "#prices-price_EUR", "value").as_deref(), Some("229.00"));
    assert_eq!(text(&page, "label[for='prices-price_EUR']"), "EUR (€227.95 if left empty)");
    assert_eq!(attribute(&page, "#prices-compare_at_EUR", "value").as_deref(), Some("249.00"));
}

#[test]
fn a_form_that_came_back_holds_what_was_typed() {
    let page = parsed(currencies(&PLAIN.chrome(), Currency::USD, &PLAIN.currencies(), Some(&PLAIN.posted_currency())));
    assert_eq!(attribute(&page, "#currency-EUR-rate", "value").as_deref(), Some("ninety-two"));
    let page = parsed(variant_prices(&PLAIN.chrome(), &PLAIN.pricing(), Some(&PLAIN.posted_prices())));
    assert_eq!(attribute(&page, "#prices-price_EUR", "value").as_deref(), Some("free"));
    assert_eq!(attribute(&page, "#prices-compare_at_EUR", "value").as_deref(), Some("dear"));
}
