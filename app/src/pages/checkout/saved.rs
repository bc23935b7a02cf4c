//! What an account spares its owner at the till. Choosing an address posts the form as changing the delivery does: all else stays as
//! it was typed, and the total is worked out for the country of that address.

use leptos::prelude::*;
use types::{checkout::Address, customer::SavedAddress};
use words::t;

/// Addresses to fill the form with.
pub(super) fn choice(addresses: &[SavedAddress]) -> Option<AnyView> {
    if addresses.is_empty() {
        return None;
    }
    let options = addresses.iter().map(|saved| {
        view! { <option value=saved.id.to_string()>{in_one_line(&saved.address)}</option> }
    });
    let options = options.collect_view();
    Some(
        view! {
            <div class="field">
                <label for="field-saved_address">{t!("checkout-saved")}</label>
                <div class="saved-address">
                    <select id="field-saved_address" name="saved_address" autocomplete="off">{options}</select>
                    <button class="button button-quiet" type="submit" name="use_saved" value="1"
                        formaction="/checkout/delivery" formnovalidate>{t!("checkout-use-saved")}</button>
                </div>
            </div>
        }
        .into_any(),
    )
}

fn in_one_line(address: &Address) -> String {
    let Address { name, line1, city, country, .. } = address;
    let country = words::country(country);
    t!("checkout-saved-line", name = name, line1 = line1, city = city, country = country)
}

/// Whether what is typed is to be kept for the next time.
pub(super) fn keep(checked: bool) -> AnyView {
    view! {
        <label class="tick">
            <input type="checkbox" name="keep_address" value="1" checked=checked/>
            <span>{t!("checkout-keep-address")}</span>
        </label>
    }
    .into_any()
}
