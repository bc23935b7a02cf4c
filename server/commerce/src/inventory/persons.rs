//! Who counts as one person for a cap. Whoever shares any of an address of mail, an address of home, a card or an account is taken
//! for the same person. Only keyed hashes are kept.

use hmac::{Hmac, Mac};
use sha2::Sha256;
use types::checkout::Address;

use super::Person;

/// Bytes of a hash that are kept: collisions among a shop's customers are out of reach.
const KEPT: usize = 12;

/// The ways in which the shop recognises whoever buys with this mail and home address and card (`fingerprint`, where the provider
/// gives one). `secret` keys the hashes.
#[must_use]
pub fn persons(secret: &[u8], email: &str, home: &Address, fingerprint: Option<&str>) -> Vec<Person> {
    let mut persons = buyers(secret, email, fingerprint);
    persons.insert(1, person(secret, "home", &doorstep(home)));
    persons
}

/// The same without the home, which a family shares: by mail and card alone.
#[must_use]
pub fn buyers(secret: &[u8], email: &str, fingerprint: Option<&str>) -> Vec<Person> {
    let mut buyers = vec![person(secret, "mail", &mailbox(email))];
    buyers.extend(fingerprint.map(|fingerprint| person(secret, "card", fingerprint)));
    buyers
}

fn person(secret: &[u8], kind: &str, text: &str) -> Person {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(text.as_bytes());
    Person(format!("{kind}:{}", hex::encode(&mac.finalize().into_bytes()[..KEPT])))
}

/// The mailbox behind an address: letters' case, `+tags`, and at Gmail dots, make no other mailbox.
fn mailbox(email: &str) -> String {
    let email = email.trim().to_lowercase();
    let Some((local, domain)) = email.rsplit_once('@') else { return email };
    let local = local.split('+').next().unwrap_or(local);
    match domain {
        "gmail.com" | "googlemail.com" => format!("{}@gmail.com", local.replace('.', "")),
        _ => format!("{local}@{domain}"),
    }
}

/// Where it is delivered, however it is written: letters and digits only, without the name.
fn doorstep(home: &Address) -> String {
    let plain = |text: &str| {
        text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    [&home.country, &home.postal_code, &home.city, &home.line1, &home.line2].map(|part| plain(part)).join("|")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home() -> Address {
        Address { line1: "1 Main St.".into(), city: "Springfield".into(), country: "US".into(), ..Address::default() }
    }

    #[test]
    fn one_mailbox_has_many_spellings() {
        let mail = |email| persons(b"s", email, &home(), None)[0].clone();
        for same in ["ada@example.com", " Ada@Example.com", "ada+drop@example.com"] {
            assert_eq!(mail(same), mail("ada@example.com"), "{same}");
        }
        assert_eq!(mail("a.d.a@gmail.com"), mail("ada+1@googlemail.com"));
        assert_ne!(mail("a.da@example.com"), mail("ada@example.com"), "dots matter elsewhere");
    }

    #[test]
    fn one_doorstep_has_many_spellings_and_any_tenant() {
        let at = |line1: &str, name: &str| {
            let home = Address { line1: line1.into(), name: name.into(), ..home() };
            persons(b"s", "x@example.com", &home, None)[1].clone()
        };
        assert_eq!(at("1 Main St.", "Ada"), at("1 MAIN ST", "Bob"));
        assert_ne!(at("1 Main St.", "Ada"), at("2 Main St.", "Ada"));
    }

    #[test]
    fn a_card_is_one_more_way_and_nothing_is_kept_in_the_clear() {
        let all = persons(b"s", "ada@example.com", &home(), Some("fp_1"));
        assert_eq!(all.len(), 3);
        assert!(all.iter().all(|person| !person.0.contains("ada") && !person.0.contains("fp_1")));
        assert_ne!(all, persons(b"other", "ada@example.com", &home(), Some("fp_1")), "the hash is keyed");
    }
}
