//! What a browser calls its cart: the cart's id, signed. An id alone opens the cart as well, since programs make carts of their own; but
//! who brings the shop's signature has been given the name by the shop, and is no newcomer under pressure.

use types::CartId;

use crate::signed_id;

const PURPOSE: &str = "cart";

/// The name the shop gives to `cart`.
#[must_use]
pub fn name(secret: &[u8], cart: CartId) -> String {
    signed_id::sign(secret, PURPOSE, cart.0)
}

/// The cart that is called `name`, whoever says so.
#[must_use]
pub fn named(name: &str) -> Option<CartId> {
    name.split_once('.').map_or(name, |(id, _)| id).parse().ok()
}

/// Whether the shop has given out `name`.
#[must_use]
pub fn was_given(secret: &[u8], name: &str) -> bool {
    signed_id::read(secret, PURPOSE, name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_believed_only_where_the_shop_has_given_it() {
        let (cart, other) = (CartId::random(), CartId::random());
        let given = name(b"secret", cart);
        assert_eq!((named(&given), was_given(b"secret", &given)), (Some(cart), true));
        assert!(!was_given(b"another", &given));
        let made_up = given.replace(&cart.to_string(), &other.to_string());
        for text in [made_up, other.to_string()] {
            assert_eq!((named(&text), was_given(b"secret", &text)), (Some(other), false));
        }
        assert_eq!(named("x"), None);
    }
}
