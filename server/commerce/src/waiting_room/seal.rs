//! What the shop hands out and believes when it comes back: bytes with a signature, so that nothing of them need be remembered.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use types::CartId;

/// Bytes of the signature that travel.
const MAC: usize = 16;
/// Bytes by which a cart is known. Guessing a second cart that fits would take 2^63 tries.
pub(super) const CART: usize = 8;
/// What is longer is not read.
const LONGEST: usize = 256;

/// `body` as it travels. Good for `purpose` alone.
pub(super) fn seal(secret: &[u8], purpose: &[u8], body: &[u8]) -> String {
    let signature = mac(secret, purpose, body).finalize().into_bytes();
    URL_SAFE_NO_PAD.encode([body, &signature[..MAC]].concat())
}

/// The body of what travelled; none when the shop has not sealed it for `purpose`.
pub(super) fn open<const BODY: usize>(secret: &[u8], purpose: &[u8], text: &str) -> Option<[u8; BODY]> {
    if text.len() > LONGEST {
        return None;
    }
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (body, signature) = bytes.split_first_chunk::<BODY>()?;
    if signature.len() != MAC {
        return None;
    }
    mac(secret, purpose, body).verify_truncated_left(signature).ok()?;
    Some(*body)
}

/// What a cart is known by to those who may not learn its id.
pub(super) fn cart_mark(secret: &[u8], cart: CartId) -> [u8; CART] {
    let bytes = mac(secret, b"floodgate queue cart", cart.0.as_bytes()).finalize().into_bytes();
    let mut mark = [0; CART];
    mark.copy_from_slice(&bytes[..CART]);
    mark
}

/// What is signed for one purpose is no good for another.
fn mac(secret: &[u8], purpose: &[u8], text: &[u8]) -> Hmac<Sha256> {
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

    proptest! {
        #[test]
        fn what_is_sealed_is_opened_for_its_purpose_and_with_no_byte_changed(body: [u8; 9], at in 0_usize..9 + MAC, by in 1_u8..) {
            let text = seal(b"secret", b"one", &body);
            prop_assert_eq!(open(b"secret", b"one", &text), Some(body));
            prop_assert_eq!(open::<9>(b"secret", b"other", &text), None);
            prop_assert_eq!(open::<9>(b"another secret", b"one", &text), None);
            prop_assert_eq!(open::<8>(b"secret", b"one", &text), None);
            let mut bytes = URL_SAFE_NO_PAD.decode(text).unwrap();
            bytes[at] ^= by;
            prop_assert_eq!(open::<9>(b"secret", b"one", &URL_SAFE_NO_PAD.encode(bytes)), None);
        }
    }
}
