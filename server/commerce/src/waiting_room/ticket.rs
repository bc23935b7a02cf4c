//! Tickets: signed, so that the shop needs to remember none of them.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use types::{CartId, Millis};
use uuid::Uuid;

use super::RoomId;

/// Bytes of the signature that travel.
pub(super) const MAC: usize = 16;
/// Bytes by which a ticket knows its cart. Guessing a second cart that fits would take 2^63 tries.
pub(super) const CART: usize = 8;
const VERSION: u8 = 1;
const BODY: usize = 1 + 16 + 8 + 8 + CART;
/// What is longer is not read.
const LONGEST: usize = 256;

/// A place in a queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// Where it counts.
    pub room: RoomId,
    /// In the order of arrival, from 0.
    pub number: u64,
    /// When it was handed out.
    pub issued_at: Millis,
    /// The one cart it may be used with. The cart's id is not in it: who sees a ticket learns of no cart.
    cart: [u8; CART],
}

impl Ticket {
    /// A ticket for whoever owns `cart`.
    #[must_use]
    pub fn new(secret: &[u8], room: RoomId, number: u64, cart: CartId, issued_at: Millis) -> Self {
        Self { room, number, issued_at, cart: cart_mark(secret, cart) }
    }

    /// It was handed out for this cart.
    #[must_use]
    pub fn is_for(&self, secret: &[u8], cart: CartId) -> bool {
        self.cart == cart_mark(secret, cart)
    }

    /// As it travels.
    #[must_use]
    pub fn sign(&self, secret: &[u8]) -> String {
        let body = self.body();
        let signature = mac(secret, b"floodgate queue ticket", &body).finalize().into_bytes();
        URL_SAFE_NO_PAD.encode([&body[..], &signature[..MAC]].concat())
    }

    /// Reads a ticket; none when the shop has not signed it.
    #[must_use]
    pub fn read(secret: &[u8], text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (body, signature) = bytes.split_at_checked(BODY)?;
        if signature.len() != MAC {
            return None;
        }
        mac(secret, b"floodgate queue ticket", body).verify_truncated_left(signature).ok()?;
        let (version, rest) = body.split_first()?;
        let (room, rest) = rest.split_first_chunk::<16>()?;
        let (number, rest) = rest.split_first_chunk::<8>()?;
        let (issued_at, cart) = rest.split_first_chunk::<8>()?;
        (*version == VERSION).then_some(())?;
        Some(Self {
            room: RoomId(Uuid::from_bytes(*room)),
            number: u64::from_be_bytes(*number),
            issued_at: Millis::from_be_bytes(*issued_at),
            cart: cart.try_into().ok()?,
        })
    }

    fn body(&self) -> Vec<u8> {
        let mut body = Vec::with_capacity(BODY);
        body.push(VERSION);
        body.extend_from_slice(self.room.0.as_bytes());
        body.extend_from_slice(&self.number.to_be_bytes());
        body.extend_from_slice(&self.issued_at.to_be_bytes());
        body.extend_from_slice(&self.cart);
        body
    }
}

pub(super) fn cart_mark(secret: &[u8], cart: CartId) -> [u8; CART] {
    let bytes = mac(secret, b"floodgate queue cart", cart.0.as_bytes()).finalize().into_bytes();
    let mut mark = [0; CART];
    mark.copy_from_slice(&bytes[..CART]);
    mark
}

/// What is signed for one purpose is no good for another.
pub(super) fn mac(secret: &[u8], purpose: &[u8], text: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(purpose);
    mac.update(&[0]);
    mac.update(text);
    mac
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRET: &[u8] = b"a secret of tests";

    fn ticket() -> (Ticket, CartId) {
        let cart = CartId::random();
        (Ticket::new(SECRET, RoomId(Uuid::now_v7()), 7, cart, 1_700_000_000_000), cart)
    }

    #[test]
    fn a_ticket_is_read_as_it_was_signed_and_knows_its_cart() {
        let (ticket, cart) = ticket();
        assert_eq!(Ticket::read(SECRET, &ticket.sign(SECRET)), Some(ticket));
        assert!(ticket.is_for(SECRET, cart));
        assert!(!ticket.is_for(SECRET, CartId::random()), "shared with another cart");
    }

    #[test]
    fn another_shops_ticket_is_none() {
        assert_eq!(Ticket::read(b"another secret", &ticket().0.sign(SECRET)), None);
        for text in ["", "x", "AAAA", &"A".repeat(76), &"A".repeat(10_000)] {
            assert_eq!(Ticket::read(SECRET, text), None);
        }
    }

    proptest! {
        #[test]
        fn a_ticket_with_any_byte_changed_is_none(at in 0_usize..BODY + MAC, by in 1_u8..) {
            let mut bytes = URL_SAFE_NO_PAD.decode(ticket().0.sign(SECRET)).unwrap();
            bytes[at] ^= by;
            prop_assert_eq!(Ticket::read(SECRET, &URL_SAFE_NO_PAD.encode(bytes)), None);
        }
    }
}
