//! Ids that leave the shop in a link and come back: signed, so that the rows they name need not hold anything that opens them.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use uuid::Uuid;

/// Hexadecimal digits of the signature.
const SIGNATURE: usize = 32;

/// `id` as it travels. Good for `purpose` alone.
pub(crate) fn sign(secret: &[u8], purpose: &str, id: Uuid) -> String {
    let signature = hex::encode(mac(secret, purpose, id).finalize().into_bytes());
    format!("{id}.{}", &signature[..SIGNATURE])
}

/// Reads one back; none when the shop has not signed it for `purpose`.
pub(crate) fn read(secret: &[u8], purpose: &str, text: &str) -> Option<Uuid> {
    let (id, signature) = text.split_once('.')?;
    let (id, given) = (Uuid::parse_str(id).ok()?, hex::decode(signature).ok()?);
    let wide = given.len() * 2 == SIGNATURE;
    // In constant time.
    (wide && mac(secret, purpose, id).verify_truncated_left(&given).is_ok()).then_some(id)
}

fn mac(secret: &[u8], purpose: &str, id: Uuid) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(purpose.as_bytes());
    mac.update(id.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_shop_has_signed_for_this_purpose_is_read() {
        let id = Uuid::now_v7();
        let text = sign(b"secret", "reset", id);
        assert_eq!(read(b"secret", "reset", &text), Some(id));
        assert_eq!(read(b"secret", "confirm", &text), None);
        assert_eq!(read(b"other", "reset", &text), None);
        let other = Uuid::now_v7().to_string();
        assert_eq!(read(b"secret", "reset", &text.replace(&id.to_string(), &other)), None);
        for cut in 0..text.len() {
            assert_eq!(read(b"secret", "reset", &text[..cut]), None);
        }
    }
}
