//! Pure decisions of the checkout: what is a usable form, and what does an order come to.

use std::str::FromStr;

use lettre::Address as EmailAddress;
use types::{
    Currency, FieldError, Money, MoneyError,
    checkout::{Address, PlaceOrder, Totals},
    country_name,
};
use words::t;

use crate::{check::Check, promotions::normalized, tax};

const LONGEST_TEXT: usize = 120;
const LONGEST_EMAIL: usize = 254;
const LONGEST_TOKEN: usize = 200;

/// One line with its price and, once [`price`] has run, its tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedLine {
    /// Minor units.
    pub unit_price: i64,
    /// How many.
    pub quantity: i64,
    /// The tax applies to it.
    pub taxable: bool,
    /// Minor units taken off the whole line; at most what it costs.
    pub discount: i64,
}

/// Sending it, and what is taken off that; at most what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PricedShipping {
    /// What it costs.
    pub price: Money,
    /// Minor units taken off.
    pub discount: i64,
}

/// What an order comes to, and the tax of each line in the order given: on what is left of its price, so that paying a line back gives
/// back what was paid for it.
///
/// # Errors
/// When the sums do not fit an integer.
pub fn price(
    lines: &[PricedLine],
    shipping: PricedShipping,
    rate: tax::Rate,
    currency: Currency,
) -> Result<(Totals, Vec<i64>), MoneyError> {
    // Tax that is added is paid, in what can be paid; tax that is included only says what a part of the price is.
    let step = if rate.included { 1 } else { currency.step() };
    let tax_on = |amount: i64| tax::tax_on(amount / step, rate).saturating_mul(step);
    let zero = Money::zero(currency);
    let (mut subtotal, mut discount) = (zero, Money::new(shipping.discount, currency));
    let mut taxes = Vec::with_capacity(lines.len());
    for line in lines {
        let total = Money::new(line.unit_price, currency).checked_mul(line.quantity)?;
        subtotal = subtotal.checked_add(total)?;
        discount = discount.checked_add(Money::new(line.discount, currency))?;
        taxes.push(if line.taxable { tax_on(total.amount - line.discount) } else { 0 });
    }
    let to_send = shipping.price.amount - shipping.discount;
    let on_shipping = if rate.on_shipping { tax_on(to_send) } else { 0 };
    let tax = taxes
        .iter()
        .try_fold(Money::new(on_shipping, currency), |sum, tax| sum.checked_add(Money::new(*tax, currency)))?;
    let full = subtotal.checked_add(shipping.price)?;
    let net = Money::new(full.amount - discount.amount, currency);
    let total = if rate.included { net } else { net.checked_add(tax)? };
    let shipping = shipping.price;
    let totals = Totals { subtotal, discount, discount_code: None, shipping, tax, tax_included: rate.included, total };
    Ok((totals, taxes))
}

/// The form with stray white space removed and the country in capitals, and what is wrong with it.
#[must_use]
pub fn validate(form: &PlaceOrder) -> (PlaceOrder, Vec<FieldError>) {
    let form = trimmed(form);
    let mut check = Check::default();
    check.demand("email", is_email(&form.email), t!("wrong-email"));
    check_address(&mut check, &form.shipping_address);
    check.demand("shipping_method", is_text(&form.shipping_method, 1), t!("wrong-no-method"));
    let token = &form.payment.token;
    let token_fine =
        !token.is_empty() && token.len() <= LONGEST_TOKEN && token.bytes().all(|byte| byte.is_ascii_graphic());
    check.demand("payment.token", token_fine, t!("wrong-no-card"));
    (form, check.errors())
}

/// Notes what is wrong with an address that is tidy already.
fn check_address(check: &mut Check, to: &Address) {
    let mut demand = |field: &str, fine: bool, message: String| {
        check.demand(&format!("shipping_address.{field}"), fine, message);
    };
    demand("name", is_text(&to.name, 1), t!("wrong-address-name", most = LONGEST_TEXT));
    demand("line1", is_text(&to.line1, 1), t!("wrong-address-line1", most = LONGEST_TEXT));
    demand("line2", is_text(&to.line2, 0), t!("wrong-too-long", most = LONGEST_TEXT));
    demand("city", is_text(&to.city, 1), t!("wrong-address-city", most = LONGEST_TEXT));
    demand("region", is_text(&to.region, 0), t!("wrong-too-long", most = LONGEST_TEXT));
    demand("country", country_name(&to.country).is_some(), t!("wrong-address-country"));
    let code = is_text(&to.postal_code, usize::from(to.needs_postal_code())) && to.postal_code.len() <= 16;
    demand("postal_code", code, t!("wrong-address-postal-code", most = 16));
}

/// An address with stray white space removed and the country in capitals, and what is wrong with it.
#[must_use]
pub fn validate_address(to: &Address) -> (Address, Vec<FieldError>) {
    let to = trimmed_address(to);
    let mut check = Check::default();
    check_address(&mut check, &to);
    (to, check.errors())
}

fn trimmed_address(to: &Address) -> Address {
    let trim = |text: &String| text.trim().to_owned();
    Address {
        name: trim(&to.name),
        line1: trim(&to.line1),
        line2: trim(&to.line2),
        city: trim(&to.city),
        region: trim(&to.region),
        postal_code: trim(&to.postal_code),
        country: trim(&to.country).to_uppercase(),
    }
}

fn trimmed(form: &PlaceOrder) -> PlaceOrder {
    let trim = |text: &String| text.trim().to_owned();
    let mut trimmed = form.clone();
    trimmed.email = trim(&form.email);
    trimmed.shipping_address = trimmed_address(&form.shipping_address);
    trimmed.shipping_method = trim(&form.shipping_method);
    trimmed.payment.provider = trim(&form.payment.provider);
    trimmed.payment.token = trim(&form.payment.token);
    trimmed.discount_code = form.discount_code.as_deref().map(normalized).filter(|code| !code.is_empty());
    trimmed
}

fn is_text(text: &str, least: usize) -> bool {
    (least..=LONGEST_TEXT).contains(&text.chars().count()) && !text.chars().any(char::is_control)
}

/// Whether mail could be sent there.
pub(crate) fn is_email(text: &str) -> bool {
    text.len() <= LONGEST_EMAIL && EmailAddress::from_str(text).is_ok_and(|address| address.domain().contains('.'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use types::checkout::PaymentChoice;

    use super::*;

    fn good() -> PlaceOrder {
        PlaceOrder {
            email: " ada@example.com ".into(),
            shipping_address: Address {
                name: "Ada Lovelace".into(),
                line1: "12 St James's Square".into(),
                city: "London".into(),
                postal_code: "SW1Y 4JH".into(),
                country: "gb".into(),
                ..Address::default()
            },
            shipping_method: "standard".into(),
            payment: PaymentChoice { provider: "sandbox".into(), token: "tok_ok".into() },
            discount_code: Some("  ".into()),
            expected_total: None,
            currency: None,
        }
    }

    #[test]
    fn a_good_form_is_tidied_and_passes() {
        let (form, errors) = validate(&good());
        assert_eq!(errors, []);
        assert_eq!((form.email.as_str(), form.shipping_address.country.as_str()), ("ada@example.com", "GB"));
    }

    #[test]
    fn every_empty_field_is_named() {
        let (_, errors) = validate(&PlaceOrder::default());
        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        let all = [
            "email",
            "shipping_address.name",
            "shipping_address.line1",
            "shipping_address.city",
            "shipping_address.country",
            "shipping_address.postal_code",
            "shipping_method",
            "payment.token",
        ];
        assert_eq!(fields, all);
    }

    #[test]
    fn mail_addresses_that_cannot_work_are_refused() {
        for email in
            ["", "ada", "ada@", "@example.com", "ada@localhost", "a b@example.com", "ada@example.com\r\nBcc: x@y.z"]
        {
            let (_, errors) = validate(&PlaceOrder { email: email.into(), ..good() });
            assert_eq!(errors.first().map(|error| error.field.as_str()), Some("email"), "{email:?}");
        }
    }

    #[test]
    fn a_code_is_read_in_any_case_and_an_empty_one_is_none() {
        let code = |code: &str| validate(&PlaceOrder { discount_code: Some(code.into()), ..good() }).0.discount_code;
        assert_eq!(code(" welcome10 ").as_deref(), Some("WELCOME10"));
        assert_eq!(code("  "), None);
    }

    /// Lines with any part of them taken off.
    fn lines() -> impl Strategy<Value = Vec<PricedLine>> {
        let line = (0_i64..10_000_000, 1_i64..99, any::<bool>(), 0_i64..=100).prop_map(
            |(unit_price, quantity, taxable, percent)| PricedLine {
                unit_price,
                quantity,
                taxable,
                discount: unit_price * quantity * percent / 100,
            },
        );
        prop::collection::vec(line, 0..20)
    }

    fn sending(price: i64, discount: i64) -> PricedShipping {
        PricedShipping { price: Money::new(price, Currency::USD), discount }
    }

    proptest! {
        #[test]
        fn totals_add_up(lines in lines(), shipping in 0_i64..100_000, free: bool, ppm in 0_i64..400_000, included: bool, on_shipping: bool) {
            let rate = tax::Rate { ppm, included, on_shipping };
            let off_shipping = if free { shipping } else { 0 };
            let (totals, taxes) = price(&lines, sending(shipping, off_shipping), rate, Currency::USD).unwrap();
            let goods: i64 = lines.iter().map(|line| line.unit_price * line.quantity).sum();
            let off = off_shipping + lines.iter().map(|line| line.discount).sum::<i64>();
            let shipping_tax = if on_shipping { tax::tax_on(shipping - off_shipping, rate) } else { 0 };
            prop_assert_eq!((totals.subtotal.amount, totals.discount.amount), (goods, off));
            prop_assert_eq!(totals.tax.amount, taxes.iter().sum::<i64>() + shipping_tax);
            let added = if included { 0 } else { totals.tax.amount };
            prop_assert_eq!(totals.total.amount, goods - off + shipping + added);
            prop_assert!((0..=totals.total.amount).contains(&totals.tax.amount));
        }

        #[test]
        fn what_is_made_of_sums_that_can_be_paid_can_be_paid(lines in lines(), shipping in 0_i64..10_000, ppm in 0_i64..400_000, included: bool) {
            let tens = |line: PricedLine| PricedLine { unit_price: line.unit_price * 10, discount: line.discount * 10, ..line };
            let lines: Vec<_> = lines.into_iter().map(tens).collect();
            let rate = tax::Rate { ppm, included, on_shipping: true };
            let dinars: Currency = "KWD".parse().unwrap();
            let sending = PricedShipping { price: Money::new(shipping * 10, dinars), discount: 0 };
            let (totals, taxes) = price(&lines, sending, rate, dinars).unwrap();
            prop_assert_eq!(totals.total.amount % 10, 0);
            let exact: i128 = lines.iter().filter(|line| line.taxable).map(|line| {
                i128::from(line.unit_price * line.quantity - line.discount) * i128::from(ppm)
            }).sum();
            let off = i128::from(taxes.iter().sum::<i64>()) * 1_000_000 - exact;
            prop_assert!(included || off.abs() <= 5_000_000 * i128::try_from(lines.len()).unwrap());
        }

        #[test]
        fn what_is_left_of_a_price_is_what_is_taxed(lines in lines(), ppm in 0_i64..400_000, included: bool) {
            let rate = tax::Rate { ppm, included, on_shipping: false };
            let (_, taxes) = price(&lines, sending(0, 0), rate, Currency::USD).unwrap();
            for (line, tax) in lines.iter().zip(taxes) {
                let left = line.unit_price * line.quantity - line.discount;
                prop_assert_eq!(tax, if line.taxable { tax::tax_on(left, rate) } else { 0 });
                prop_assert!(!included || tax <= left);
            }
        }

        #[test]
        fn sums_that_do_not_fit_are_refused_not_wrapped(price_of_one in i64::MAX / 2..i64::MAX, quantity in 3_i64..99) {
            let line = PricedLine { unit_price: price_of_one, quantity, taxable: true, discount: 0 };
            prop_assert!(price(&[line], sending(0, 0), tax::Rate::NONE, Currency::USD).is_err());
        }

        #[test]
        fn validating_never_panics(email in ".{0,300}", name in ".{0,300}", country in ".{0,4}", token in ".{0,300}") {
            let mut form = good();
            form.email = email;
            form.shipping_address.name = name;
            form.shipping_address.country = country;
            form.payment.token = token;
            let _ = validate(&form);
        }
    }
}
