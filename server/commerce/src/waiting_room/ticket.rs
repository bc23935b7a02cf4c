//! Tickets: signed, so that the shop needs to remember none of them.

use types::{CartId, Millis};
use uuid::Uuid;

use super::{
    RoomId,
    seal::{CART, cart_mark, open, seal},
};

const PURPOSE: &[u8] = b"floodgate queue ticket";
const VERSION: u8 = 1;
const BODY: usize = 1 + 16 + 8 + 8 + CART;

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
        seal(secret, PURPOSE, &self.body())
    }

    /// Reads a ticket; none when the shop has not signed it.
    #[must_use]
    pub fn read(secret: &[u8], text: &str) -> Option<Self> {
        let body = open::<BODY>(secret, PURPOSE, text)?;
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

#[cfg(test)]
mod tests {
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
}
