//! What a place in a queue costs where the shop asks for it: a hash with so many leading zero bits, found by trying. For one person that
//! is a moment of their browser's time; a program with a thousand carts pays a thousand times. Whoever cannot calculate waits instead.
//!
//! The shop remembers no challenge: each is signed, for one room and one cart, and tells when it was made. Refusing costs one MAC and one
//! hash at most.

use sha2::{Digest, Sha256};
use types::{CartId, Millis, drops::ChallengeView};
use uuid::Uuid;

use super::{
    RoomId,
    seal::{CART, cart_mark, open, seal},
};
use crate::{
    Challenged, Cx, Error, Result, Scope,
    limits::{self, Class, Signal},
};

const PURPOSE: &[u8] = b"floodgate queue challenge";
const VERSION: u8 = 1;
const BODY: usize = 1 + 16 + CART + 1 + 8;
/// A solution is a number.
const LONGEST_SOLUTION: usize = 20;
/// Milliseconds for which a challenge is good. Longer than anyone has to wait.
const GOOD_FOR: Millis = 10 * 60 * 1000;

/// What somebody brings who was asked to do something first.
#[derive(Clone, Debug, Default)]
pub struct Proof {
    /// The challenge they were given; empty before.
    pub challenge: String,
    /// What solves it; empty where they have waited.
    pub solution: String,
}

/// A challenge as the shop has signed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Signed {
    room: RoomId,
    cart: [u8; CART],
    bits: u8,
    made_at: Millis,
}

impl Signed {
    fn text(&self, secret: &[u8]) -> String {
        let mut body = Vec::with_capacity(BODY);
        body.push(VERSION);
        body.extend_from_slice(self.room.0.as_bytes());
        body.extend_from_slice(&self.cart);
        body.push(self.bits);
        body.extend_from_slice(&self.made_at.to_be_bytes());
        seal(secret, PURPOSE, &body)
    }

    /// None when the shop has not signed it.
    fn read(secret: &[u8], text: &str) -> Option<Self> {
        let body = open::<BODY>(secret, PURPOSE, text)?;
        let (version, rest) = body.split_first()?;
        let (room, rest) = rest.split_first_chunk::<16>()?;
        let (cart, rest) = rest.split_first_chunk::<CART>()?;
        let (bits, made_at) = rest.split_first()?;
        (*version == VERSION).then_some(())?;
        let made_at = Millis::from_be_bytes(made_at.try_into().ok()?);
        Some(Self { room: RoomId(Uuid::from_bytes(*room)), cart: *cart, bits: *bits, made_at })
    }

    /// It was made for this cart in this room, a while ago at most.
    fn counts(&self, secret: &[u8], room: RoomId, cart: CartId, now: Millis) -> bool {
        self.room == room && self.cart == cart_mark(secret, cart) && now - self.made_at < GOOD_FOR
    }
}

/// How a proof is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Judged {
    /// The work is done.
    Solved,
    /// Nothing was solved, and the time is over.
    Waited,
    /// Nothing is solved yet, and so many milliseconds are left to wait.
    Early(Millis),
    /// It is for another cart or queue, or too old, or there is none.
    Void,
    /// It was never the shop's, or does not solve what it says it does.
    Forged,
}

fn judge(secret: &[u8], (room, cart): (RoomId, CartId), proof: &Proof, (wait, now): (Millis, Millis)) -> Judged {
    if proof.challenge.is_empty() {
        return Judged::Void;
    }
    let Some(signed) = Signed::read(secret, &proof.challenge) else { return Judged::Forged };
    if !signed.counts(secret, room, cart, now) {
        return Judged::Void;
    }
    if !proof.solution.is_empty() {
        return if solves(&proof.challenge, &proof.solution, signed.bits) { Judged::Solved } else { Judged::Forged };
    }
    match signed.made_at + wait - now {
        left if left > 0 => Judged::Early(left),
        _ => Judged::Waited,
    }
}

/// Whether SHA-256 of the challenge, a point and the solution begins with so many zero bits.
fn solves(challenge: &str, solution: &str, bits: u8) -> bool {
    if solution.len() > LONGEST_SOLUTION {
        return false;
    }
    let hash = Sha256::new().chain_update(challenge).chain_update(".").chain_update(solution).finalize();
    let zeros = hash.iter().take_while(|byte| **byte == 0).count();
    let next = hash.get(zeros).map_or(0, |byte| byte.leading_zeros() as usize);
    zeros * 8 + next >= usize::from(bits)
}

/// Lets those go on who need not do anything, or have done it.
///
/// # Errors
/// `challenge_required` with what to do; `rate_limited` where too many of one address have waited instead.
pub(super) async fn ask(cx: &Cx, room: RoomId, cart: CartId, proof: &Proof) -> Result<()> {
    let asked = match cx.settings.waiting_room.challenge.whom {
        Challenged::Nobody => false,
        Challenged::Suspects => limits::is_suspect(cx),
        Challenged::Everyone => true,
    };
    if !asked || cx.require(Scope::StockWrite).is_ok() {
        return Ok(());
    }
    let times = (wait(cx), cx.clock.now());
    match judge(&cx.settings.secret, (room, cart), proof, times) {
        Judged::Solved => Ok(()),
        Judged::Waited => limits::address(cx, Class::QueueWaited).await,
        Judged::Early(left) => Err(Error::challenge(view_of(cx, proof.challenge.clone(), left))),
        Judged::Void => Err(fresh(cx, room, cart)),
        Judged::Forged => {
            limits::suspect(cx, Signal::ForgedTicket);
            Err(fresh(cx, room, cart))
        }
    }
}

fn fresh(cx: &Cx, room: RoomId, cart: CartId) -> Error {
    let (settings, secret) = (cx.settings.waiting_room.challenge, &cx.settings.secret);
    let signed = Signed { room, cart: cart_mark(secret, cart), bits: settings.bits, made_at: cx.clock.now() };
    Error::challenge(view_of(cx, signed.text(secret), wait(cx)))
}

fn view_of(cx: &Cx, challenge: String, left: Millis) -> ChallengeView {
    let bits = Signed::read(&cx.settings.secret, &challenge).map_or(0, |signed| signed.bits);
    let wait_seconds = u32::try_from(left.max(0).unsigned_abs().div_ceil(1000)).unwrap_or(u32::MAX);
    ChallengeView { challenge, bits: bits.into(), wait_seconds }
}

/// A challenge as it stands by now, where it counts for the visitor's cart in this room.
pub(super) fn look(cx: &Cx, room: RoomId, challenge: &str) -> Option<ChallengeView> {
    let (secret, now) = (&cx.settings.secret, cx.clock.now());
    let signed = Signed::read(secret, challenge)?;
    let left = signed.made_at + wait(cx) - now;
    signed.counts(secret, room, cx.cart_id?, now).then(|| view_of(cx, challenge.to_owned(), left))
}

fn wait(cx: &Cx) -> Millis {
    Millis::try_from(cx.settings.waiting_room.challenge.wait.as_millis()).unwrap_or(GOOD_FOR)
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    const SECRET: &[u8] = b"a secret of tests";
    const NOW: Millis = 1_700_000_000_000;
    const WAIT: Millis = 30_000;
    const ROOM: RoomId = RoomId(Uuid::from_u128(7));

    fn made(cart: CartId) -> String {
        Signed { room: ROOM, cart: cart_mark(SECRET, cart), bits: 8, made_at: NOW }.text(SECRET)
    }

    /// As a browser does it.
    pub(in crate::waiting_room) fn solve(challenge: &str, bits: u8) -> String {
        (0_u64..).map(|number| number.to_string()).find(|solution| solves(challenge, solution, bits)).unwrap()
    }

    fn judged(proof: &Proof, cart: CartId, now: Millis) -> Judged {
        judge(SECRET, (ROOM, cart), proof, (WAIT, now))
    }

    #[test]
    fn work_or_time_is_enough_and_neither_can_be_borrowed() {
        let (cart, other) = (CartId::random(), CartId::random());
        let challenge = made(cart);
        let solved = Proof { solution: solve(&challenge, 8), challenge: challenge.clone() };
        assert_eq!(judged(&solved, cart, NOW), Judged::Solved);
        assert_eq!(judged(&solved, other, NOW), Judged::Void, "another cart");
        let elsewhere = judge(SECRET, (RoomId(Uuid::nil()), cart), &solved, (WAIT, NOW));
        assert_eq!(elsewhere, Judged::Void, "another queue");
        assert_eq!(judged(&solved, cart, NOW + GOOD_FOR), Judged::Void, "too old");
        let second = Proof { challenge: made(other), ..solved.clone() };
        let fits = solves(&second.challenge, &second.solution, 8);
        assert_eq!(judged(&second, other, NOW) == Judged::Solved, fits, "a solution is of one challenge");
        let waited = Proof { challenge, solution: String::new() };
        assert_eq!(judged(&waited, cart, NOW + WAIT - 1), Judged::Early(1));
        assert_eq!(judged(&waited, cart, NOW + WAIT), Judged::Waited);
        assert_eq!(judged(&waited, other, NOW + WAIT), Judged::Void);
        assert_eq!(judged(&Proof::default(), cart, NOW), Judged::Void);
    }

    #[test]
    fn what_is_not_ours_or_solves_nothing_is_forged() {
        let cart = CartId::random();
        let proof = |challenge: &str, solution: &str| Proof { challenge: challenge.into(), solution: solution.into() };
        for text in ["x", "AAAA", &"A".repeat(67), &"A".repeat(10_000)] {
            assert_eq!(judged(&proof(text, "1"), cart, NOW), Judged::Forged, "{text}");
        }
        let challenge = made(cart);
        let wrong = (0..).map(|number: u64| number.to_string()).find(|text| !solves(&challenge, text, 8)).unwrap();
        assert_eq!(judged(&proof(&challenge, &wrong), cart, NOW + WAIT), Judged::Forged);
        assert_eq!(judged(&proof(&challenge, &"1".repeat(21)), cart, NOW), Judged::Forged);
    }

    proptest! {
        /// A bit more is never easier, and what solves nothing at no bits there is not.
        #[test]
        fn more_bits_are_harder(solution in "[0-9]{1,12}", bits in 0_u8..32) {
            prop_assert!(solves("challenge", &solution, 0));
            prop_assert!(solves("challenge", &solution, bits) || !solves("challenge", &solution, bits + 1));
        }
    }
}
