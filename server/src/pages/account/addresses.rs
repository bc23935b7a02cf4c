//! `/account/addresses`

use app::pages::account::{self, AddressForm};
use commerce::{checkout, customers};
use http::StatusCode;
use serde::Deserialize;
use types::{AddressId, checkout::Address};
use words::t;

use super::{again, shown};
use crate::{
    customer::SignedIn,
    extract::{Form, PathId},
    visitor::Answer,
};

const LIST: &str = "/account/addresses";

/// What the form sends.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct Fields {
    name: String,
    line1: String,
    line2: String,
    city: String,
    region: String,
    postal_code: String,
    country: String,
}

impl From<Fields> for Address {
    fn from(fields: Fields) -> Self {
        let Fields { name, line1, line2, city, region, postal_code, country } = fields;
        Self { name, line1, line2, city, region, postal_code, country }
    }
}

pub async fn list(signed_in: SignedIn) -> Answer {
    let saved = customers::addresses(&signed_in.visitor.cx).await?;
    let notes = signed_in.notes().await?;
    shown(&signed_in.visitor, StatusCode::OK, |shell| account::addresses(shell, saved, notes)).await
}

pub async fn new(signed_in: SignedIn) -> Answer {
    let address = Address { country: checkout::HOME_COUNTRY.to_owned(), ..Address::default() };
    let form = AddressForm { address, ..AddressForm::default() };
    shown(&signed_in.visitor, StatusCode::OK, |shell| account::address_form(shell, form)).await
}

pub async fn add(signed_in: SignedIn, Form(fields): Form<Fields>) -> Answer {
    let address = Address::from(fields);
    let outcome = customers::add_address(&signed_in.visitor.cx, &address).await;
    answer(signed_in, None, address, outcome).await
}

pub async fn show(signed_in: SignedIn, PathId(id): PathId<AddressId>) -> Answer {
    let address = customers::address(&signed_in.visitor.cx, id).await?.address;
    let form = AddressForm { id: Some(id), address, ..AddressForm::default() };
    shown(&signed_in.visitor, StatusCode::OK, |shell| account::address_form(shell, form)).await
}

pub async fn update(signed_in: SignedIn, PathId(id): PathId<AddressId>, Form(fields): Form<Fields>) -> Answer {
    let address = Address::from(fields);
    let outcome = customers::update_address(&signed_in.visitor.cx, id, &address).await;
    answer(signed_in, Some(id), address, outcome).await
}

async fn answer(signed_in: SignedIn, id: Option<AddressId>, address: Address, outcome: commerce::Result<()>) -> Answer {
    match outcome {
        Ok(()) => signed_in.done(LIST, &t!("addresses-kept")).await,
        Err(error) => {
            again(&signed_in.visitor, error, |shell, problem| {
                let (errors, problem) = (problem.errors.clone(), Some(problem.detail.clone()));
                account::address_form(shell, AddressForm { id, address, errors, problem })
            })
            .await
        }
    }
}

pub async fn make_default(signed_in: SignedIn, PathId(id): PathId<AddressId>) -> Answer {
    customers::make_default(&signed_in.visitor.cx, id).await?;
    signed_in.done(LIST, &t!("addresses-now-first")).await
}

pub async fn remove(signed_in: SignedIn, PathId(id): PathId<AddressId>) -> Answer {
    customers::remove_address(&signed_in.visitor.cx, id).await?;
    signed_in.done(LIST, &t!("addresses-removed")).await
}
