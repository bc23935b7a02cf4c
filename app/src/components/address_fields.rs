use leptos::prelude::*;
use types::{
    FieldError,
    checkout::{Address, Country},
};
use words::t;

use super::{FieldMessages, TextField, described_by, field_id};

/// Id of the field that REST calls `path`: fields of an address go by their last part.
#[must_use]
pub fn anchor(path: &str) -> String {
    field_id(&match path.split_once('.') {
        Some(("shipping_address", name)) => name.to_owned(),
        Some((group, name)) => format!("{group}_{name}"),
        None => path.to_owned(),
    })
}

/// What is wrong with the field that REST calls `path`.
#[must_use]
pub fn error_of(errors: &[FieldError], path: &str) -> Option<String> {
    let wanted = anchor(path);
    errors.iter().find(|error| anchor(&error.field) == wanted).map(|error| error.message.clone())
}

/// Where something is sent, but for the country, which decides more than an address.
pub fn address_fields(address: Address, errors: &[FieldError]) -> AnyView {
    let no_code = !address.needs_postal_code();
    let error = |name: &str| error_of(errors, &format!("shipping_address.{name}"));
    view! {
        <TextField name="name" label=t!("address-name") autocomplete="shipping name" value=address.name error=error("name")/>
        <TextField
            name="line1" label=t!("address-line1") autocomplete="shipping address-line1"
            value=address.line1 error=error("line1")
        />
        <TextField
            name="line2" label=t!("address-line2") autocomplete="shipping address-line2"
            value=address.line2 error=error("line2") optional=true
        />
        <TextField name="city" label=t!("address-city") autocomplete="shipping address-level2" value=address.city error=error("city")/>
        <div class="field-pair">
            <TextField
                name="region" label=t!("address-region") autocomplete="shipping address-level1"
                value=address.region error=error("region") optional=true
            />
            <TextField
                name="postal_code" label=t!("address-postal-code") autocomplete="shipping postal-code"
                value=address.postal_code error=error("postal_code") optional=no_code max_length=16
            />
        </div>
    }
    .into_any()
}

/// The country an address is in.
pub fn country_field(countries: &[Country], chosen: &str, errors: &[FieldError]) -> AnyView {
    let error = error_of(errors, "shipping_address.country");
    let wrong = error.is_some();
    let describedby = described_by("field-country", false, wrong);
    let options = in_order(countries).into_iter().map(|(code, name)| {
        let selected = code == chosen;
        view! { <option value=code selected=selected>{name}</option> }
    });
    let options = options.collect_view();
    view! {
        <div class="field">
            <label for="field-country">{t!("address-country")}</label>
            <select
                id="field-country"
                name="country"
                autocomplete="shipping country"
                required
                aria-describedby=describedby
                aria-invalid=wrong.then_some("true")
            >
                {options}
            </select>
            <FieldMessages id="field-country".to_owned() error/>
        </div>
    }
    .into_any()
}

/// Code and name of each, in the order of the names as they are read.
fn in_order(countries: &[Country]) -> Vec<(String, String)> {
    let named = countries.iter().map(|country| (country.code.clone(), words::country(&country.code)));
    let mut named: Vec<_> = named.collect();
    // "Österreich" stands among the O, as in a dictionary; Arabic's letters are in order as they are.
    let filed = |name: &str| name.to_lowercase().replace('ä', "a").replace('ö', "o").replace('ü', "u");
    named.sort_by_cached_key(|(_, name)| filed(name));
    named
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_finds_its_field() {
        assert_eq!(anchor("shipping_address.postal_code"), "field-postal_code");
        assert_eq!(anchor("payment.token"), "field-payment_token");
        assert_eq!(anchor("email"), "field-email");
        let errors = [FieldError::new("shipping_address.city", "Name the town.")];
        assert_eq!(error_of(&errors, "shipping_address.city").as_deref(), Some("Name the town."));
        assert_eq!(error_of(&errors, "email"), None);
    }

    #[test]
    fn countries_stand_in_the_order_of_their_names() {
        let names = || in_order(&types::countries()).into_iter().map(|(_, name)| name).collect::<Vec<_>>();
        let english: Vec<_> = types::countries().into_iter().map(|country| country.name).collect();
        assert_eq!(names(), english);
        let german = words::speaking(types::Locale::De, names);
        assert_eq!(
            german[german.len() - 4..],
            ["Tschechien", "Vereinigte Arabische Emirate", "Vereinigte Staaten", "Vereinigtes Königreich"]
        );
        let austria = german.iter().position(|name| name == "Österreich").unwrap();
        assert_eq!(german[austria - 1], "Norwegen");
    }
}
