//! What an account spares its owner at the till.

use types::{
    AddressId,
    checkout::{Address, PlaceOrder},
    customer::{AtTheTill, SavedAddress},
};

use super::{addresses, store};
use crate::{Cx, Error, Result};

/// Fills in what has not been typed: the account's address of mail, and its default address or the one that was `chosen`.
///
/// # Errors
/// `unauthorized`.
pub async fn at_the_till(cx: &Cx, draft: PlaceOrder, chosen: Option<AddressId>) -> Result<(PlaceOrder, AtTheTill)> {
    let row = store::by_id(cx.db.write(), cx.customer()?).await?.ok_or_else(|| Error::not_found("account"))?;
    let addresses = addresses(cx).await?;
    let order = filled_in(draft, &row.email, &addresses, chosen);
    Ok((order, AtTheTill { email: row.email, addresses, keep_address: false }))
}

fn filled_in(draft: PlaceOrder, email: &str, saved: &[SavedAddress], chosen: Option<AddressId>) -> PlaceOrder {
    let mut order = draft;
    if order.email.is_empty() {
        email.clone_into(&mut order.email);
    }
    let wanted = match chosen {
        Some(id) => saved.iter().find(|saved| saved.id == id),
        None if is_blank(&order.shipping_address) => saved.iter().find(|saved| saved.is_default),
        None => None,
    };
    if let Some(saved) = wanted {
        order.shipping_address.clone_from(&saved.address);
    }
    order
}

/// Nothing has been typed. A country alone is only where the form begins.
fn is_blank(address: &Address) -> bool {
    let Address { name, line1, line2, city, region, postal_code, country: _ } = address;
    [name, line1, line2, city, region, postal_code].iter().all(|text| text.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(city: &str, is_default: bool) -> SavedAddress {
        let address = Address { city: city.into(), country: "GB".into(), ..Address::default() };
        SavedAddress { id: AddressId::new(), address, is_default }
    }

    #[test]
    fn what_was_typed_stays_and_what_was_not_is_filled_in() {
        let kept = [saved("Leeds", true), saved("York", false)];
        let city = |draft: PlaceOrder, chosen| filled_in(draft, "ada@example.com", &kept, chosen).shipping_address.city;
        let mut typed = PlaceOrder::default();
        assert_eq!(filled_in(typed.clone(), "ada@example.com", &kept, None).email, "ada@example.com");
        assert_eq!(city(typed.clone(), None), "Leeds");
        typed.shipping_address.city = "Hull".into();
        typed.email = "other@example.com".into();
        assert_eq!(city(typed.clone(), None), "Hull");
        assert_eq!(city(typed.clone(), Some(kept[1].id)), "York");
        assert_eq!(city(typed.clone(), Some(AddressId::new())), "Hull", "an address of somebody else is none");
        assert_eq!(filled_in(typed, "ada@example.com", &kept, None).email, "other@example.com");
    }
}
