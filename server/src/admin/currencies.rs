//! `/admin/currencies`, `/admin/currencies/{code}`, `/admin/variants/{id}/prices`

use app::admin::{self, Posted};
use commerce::{Seen, prices};
use http::StatusCode;
use types::{
    Currency, ErrorCode, FieldError, Money, MoneyError, Problem, VariantId,
    prices::{CurrencyInput, Rate, SetPrice, VariantPrices},
};

use super::{
    fields::{Fields, apply, mendable},
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathId},
    problem::Refused,
    visitor::Answer,
};

const PATH: &str = "/admin/currencies";
/// Beginnings of names of fields.
const PRICE: &str = "price_";
const COMPARE_AT: &str = "compare_at_";

pub async fn list(staff: SignedIn) -> Answer {
    page(&staff, StatusCode::OK, None).await
}

pub async fn set(staff: SignedIn, PathId(code): PathId<Currency>, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(input(&fields), |input| prices::set_rate(&staff.cx, code, input)).await;
    match outcome {
        Ok(()) => staff.done(PATH, &format!("The rate is saved. Prices in {code} follow at once.")).await,
        Err(refused) => {
            let (status, errors) = mendable(refused, form_name)?;
            page(&staff, status, Some(fields.returned(code, errors))).await
        }
    }
}

async fn page(staff: &SignedIn, status: StatusCode, posted: Option<Posted<Currency>>) -> Answer {
    let (rows, base) = (prices::currencies(&staff.cx).await?, staff.cx.settings.currency);
    staff.page(status, |chrome| admin::currencies(chrome, base, &rows, posted.as_ref())).await
}

/// The form has the rate as people write it; the currency is its address.
fn form_name(field: &str) -> Option<String> {
    match field {
        "rate_ppm" => Some("rate".to_owned()),
        "currency" => None,
        other => Some(other.to_owned()),
    }
}

fn input(fields: &Fields) -> Result<CurrencyInput, Refused> {
    let words = |error| match error {
        MoneyError::Overflow => "A rate is more than nothing and at most a million.",
        _ => "Write a rate like 0.92, with six digits after the point at most.",
    };
    let rate_ppm = Rate::parse(fields.get("rate")).map_err(|error| Refused::field("rate", words(error)))?;
    let rounding = fields.get("rounding").parse().map_err(|text: String| Refused::field("rounding", text))?;
    Ok(CurrencyInput { rate_ppm, rounding })
}

pub async fn prices(staff: SignedIn, PathId(id): PathId<VariantId>) -> Answer {
    prices_page(&staff, id, StatusCode::OK, None).await
}

pub async fn set_prices(staff: SignedIn, PathId(id): PathId<VariantId>, Form(fields): Form<Fields>) -> Answer {
    let (read, currencies) = typed(&fields)?;
    let outcome = apply(read, |new| prices::replace_variant_prices(&staff.cx, id, Seen::Any, new)).await;
    match outcome {
        Ok(()) => staff.done(&format!("/admin/variants/{id}/prices"), "The prices are saved.").await,
        Err(refused) => {
            let (status, errors) = mendable(refused, |field| Some(price_name(&currencies, field)))?;
            prices_page(&staff, id, status, Some(fields.returned((), errors))).await
        }
    }
}

async fn prices_page(staff: &SignedIn, id: VariantId, status: StatusCode, posted: Option<Posted<()>>) -> Answer {
    let pricing = prices::pricing(&staff.cx, id).await?;
    staff.page(status, |chrome| admin::variant_prices(chrome, &pricing, posted.as_ref())).await
}

/// The prices that are not left empty, and their currencies in that order; or everything that is no amount.
///
/// # Errors
/// For a field of a currency that is none.
fn typed(fields: &Fields) -> Result<(Result<VariantPrices, Refused>, Vec<Currency>), Refused> {
    let (mut prices, mut errors) = (Vec::new(), Vec::new());
    for (code, _) in fields.prefixed(PRICE) {
        let unknown = |_| Refused::field(&format!("{PRICE}{code}"), "The shop does not know this currency.");
        match set_price(fields, code, code.parse().map_err(unknown)?) {
            Ok(set) => prices.extend(set),
            Err(wrong) => errors.extend(wrong),
        }
    }
    let currencies = prices.iter().map(|set: &SetPrice| set.price.currency).collect();
    if errors.is_empty() {
        return Ok((Ok(VariantPrices { prices }), currencies));
    }
    let problem = Problem { errors, ..Problem::new(ErrorCode::Invalid, "Some fields need another look.") };
    Ok((Err(problem.into()), currencies))
}

/// What is set in one currency; nothing where its fields are left empty.
fn set_price(fields: &Fields, code: &str, currency: Currency) -> Result<Option<SetPrice>, Vec<FieldError>> {
    let amount = |prefix: &str| {
        let name = format!("{prefix}{code}");
        let text = fields.get(&name).trim().to_owned();
        let wrong = |_| FieldError::new(name, format!("Write an amount like {}.", example(currency)));
        (!text.is_empty()).then(|| Money::parse(&text, currency)).transpose().map_err(wrong)
    };
    match (amount(PRICE), amount(COMPARE_AT)) {
        (Ok(Some(price)), Ok(compare_at)) => Ok(Some(SetPrice { price, compare_at })),
        (Ok(None), Ok(None)) => Ok(None),
        (Ok(None), Ok(Some(_))) => {
            Err(vec![FieldError::new(format!("{PRICE}{code}"), "Set the price that is compared with it.")])
        }
        (price, was) => Err([price.err(), was.err()].into_iter().flatten().collect()),
    }
}

fn example(currency: Currency) -> String {
    Money::new(25 * currency.scale(), currency).to_decimal()
}

/// `prices[1].amount` is a field of the second currency that was filled in.
fn price_name(currencies: &[Currency], field: &str) -> String {
    let place = field.strip_prefix("prices[").and_then(|rest| rest.split_once("]."));
    let found = place.and_then(|(at, part)| Some((currencies.get(at.parse::<usize>().ok()?)?, part)));
    match found {
        Some((currency, part)) if part.starts_with("compare_at") => format!("{COMPARE_AT}{currency}"),
        Some((currency, _)) => format!("{PRICE}{currency}"),
        None => field.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_price_is_said_at_its_field() {
        let currencies = ["EUR".parse().unwrap(), "AED".parse().unwrap()];
        assert_eq!(price_name(&currencies, "prices[1].amount"), "price_AED");
        assert_eq!(price_name(&currencies, "prices[0].compare_at"), "compare_at_EUR");
        assert_eq!(price_name(&currencies, "prices[2].amount"), "prices[2].amount");
        assert_eq!(price_name(&currencies, "price_EUR"), "price_EUR");
    }

    #[test]
    fn prices_left_empty_are_none_and_what_is_no_amount_is_named() {
        let (read, _) = typed(&Fields::of("price_EUR", " ".to_owned())).unwrap();
        assert_eq!(read.ok().map(|prices| prices.prices), Some(Vec::new()));
        let (read, _) = typed(&Fields::of("price_JPY", "9.50".to_owned())).unwrap();
        assert_eq!(read.err().unwrap().problem().errors[0].field, "price_JPY", "a yen has no decimals");
        assert!(typed(&Fields::of("price_XXX", "9".to_owned())).is_err());
    }

    #[test]
    fn what_a_price_is_compared_with_needs_one() {
        let fields = |price: &str, was: &str| -> Fields {
            serde_json::from_value(serde_json::json!([["price_EUR", price], ["compare_at_EUR", was]])).unwrap()
        };
        let read = |price: &str, was: &str| typed(&fields(price, was)).unwrap().0;
        let set = read("9.90", "12").ok().unwrap().prices[0];
        assert_eq!((set.price.amount, set.compare_at.map(|was| was.amount)), (990, Some(1_200)));
        for (price, was, wrong) in
            [("", "12", "price_EUR"), ("9.90", "dear", "compare_at_EUR"), ("", "dear", "compare_at_EUR")]
        {
            let errors = read(price, was).err().unwrap().problem().errors.clone();
            assert_eq!((errors.len(), errors[0].field.as_str()), (1, wrong));
        }
    }
}
