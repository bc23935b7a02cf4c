use leptos::prelude::*;
use types::{
    AddressId, FieldError,
    checkout::Address,
    countries,
    customer::{MAX_ADDRESSES, SavedAddress},
};
use words::t;

use super::{Room, inside, summary};
use crate::{
    components::{AddressBlock, address_fields, country_field},
    layout::Shell,
    pages::Notes,
};

/// `/account/addresses`
pub fn addresses(shell: Shell, saved: Vec<SavedAddress>, notes: Notes) -> String {
    inside(shell, Room::Addresses, Room::Addresses.name(), notes, move || {
        let more = match saved.len() >= MAX_ADDRESSES {
            true => view! { <p class="quiet">{t!("addresses-full")}</p> }.into_any(),
            false => {
                view! { <p><a class="button" href="/account/addresses/new">{t!("addresses-add")}</a></p> }.into_any()
            }
        };
        let none = saved.is_empty().then(|| {
            view! { <p class="quiet">{t!("addresses-none")}</p> }
        });
        view! {
            {none}
            <ul class="saved-addresses">{saved.into_iter().map(card).collect_view()}</ul>
            {more}
        }
        .into_any()
    })
}

fn card(saved: SavedAddress) -> AnyView {
    let SavedAddress { id, address, is_default } = saved;
    let whose = address.name.clone();
    let first = match is_default {
        true => view! { <p class="eyebrow">{t!("addresses-first")}</p> }.into_any(),
        false => view! {
            <form method="post" action=format!("/account/addresses/{id}/default")>
                <button class="link-button">{t!("addresses-make-first")}</button>
            </form>
        }
        .into_any(),
    };
    view! {
        <li class="saved-card">
            <AddressBlock address/>
            {first}
            <div class="saved-card-acts">
                <a href=format!("/account/addresses/{id}")>{t!("addresses-change")}<span class="visually-hidden">{format!(" {whose}")}</span></a>
                <form method="post" action=format!("/account/addresses/{id}/delete")>
                    <button class="link-button">{t!("addresses-remove")}<span class="visually-hidden">{format!(" {whose}")}</span></button>
                </form>
            </div>
        </li>
    }
    .into_any()
}

/// An address as it is being written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AddressForm {
    /// Which is changed; none for a new one.
    pub id: Option<AddressId>,
    /// As typed.
    pub address: Address,
    /// By field.
    pub errors: Vec<FieldError>,
    /// About the whole.
    pub problem: Option<String>,
}

/// `/account/addresses/new`, `/account/addresses/{id}`
pub fn address_form(shell: Shell, form: AddressForm) -> String {
    let title = if form.id.is_some() { t!("addresses-change-one") } else { t!("addresses-add") };
    inside(shell, Room::Address, title, Notes::default(), move || {
        let AddressForm { id, address, errors, problem } = form;
        let action = id.map_or_else(|| "/account/addresses".to_owned(), |id| format!("/account/addresses/{id}"));
        let country = country_field(&countries(), &address.country, &errors);
        let (summary, fields) = (summary(problem, &errors), address_fields(address, &errors));
        view! {
            {summary}
            <form class="door-form" method="post" action=action>
                {fields}
                {country}
                <button class="button button-wide" type="submit">{t!("addresses-keep")}</button>
                <p><a href="/account/addresses">{t!("addresses-back")}</a></p>
            </form>
        }
        .into_any()
    })
}
