//! Stripe's events: `Stripe-Signature: t=SECONDS,v1=HEX,…`, an HMAC-SHA256 over the time and the body.

use hmac::{Hmac, Mac};
use serde::Deserialize;
use sha2::Sha256;
use types::{ErrorCode, Millis};

use super::super::ProviderEvent;
use super::intent::Metadata;
use crate::{Error, Result, Secret};

/// Milliseconds by which an event's time may differ from ours, either way. What comes again within it is known by its id.
const TOLERANCE: Millis = 300_000;

#[derive(Deserialize)]
struct Event {
    id: String,
    data: Data,
}

#[derive(Deserialize)]
struct Data {
    object: Object,
}

/// What the event is about. Its state is not read: it may be old news, the truth is looked up.
#[derive(Deserialize)]
struct Object {
    object: Option<String>,
    id: Option<String>,
    #[serde(default)]
    metadata: Option<Metadata>,
}

/// Reads an event that Stripe signed not long before `now`, or after it, by a clock that is ahead.
pub(super) fn read(
    secret: Option<&Secret>,
    now: Millis,
    signature: Option<&str>,
    body: &[u8],
) -> Result<ProviderEvent> {
    let forged = || Error::new(ErrorCode::Unauthorized, "The event's signature is missing, wrong or out of date.");
    let header = Header::parse(signature.ok_or_else(forged)?).ok_or_else(forged)?;
    let secret = secret.ok_or_else(forged)?;
    if !header.signed(secret, body) || (now - header.at.saturating_mul(1000)).abs() > TOLERANCE {
        return Err(forged());
    }
    let event: Event =
        serde_json::from_slice(body).map_err(|_| Error::new(ErrorCode::BadRequest, "The event is not readable."))?;
    let object = event.data.object;
    let ours = object.object.as_deref() == Some("payment_intent");
    let key = object.metadata.filter(|_| ours).map(|metadata| metadata.payment).unwrap_or_default();
    Ok(ProviderEvent { id: event.id, key, reference: object.id.filter(|_| ours) })
}

/// The parts of the header that are understood.
struct Header<'a> {
    /// As it was signed: its text counts, not its value.
    time: &'a str,
    /// The same in seconds.
    at: i64,
    /// Several while the secret is being changed.
    signatures: Vec<Vec<u8>>,
}

impl<'a> Header<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let parts = || text.split(',').filter_map(|part| part.trim().split_once('='));
        let time = parts().find(|(name, _)| *name == "t")?.1;
        let at = time.parse().ok().filter(|at| *at >= 0)?;
        let signatures =
            parts().filter(|(name, _)| *name == "v1").filter_map(|(_, hex)| hex::decode(hex).ok()).collect();
        Some(Self { time, at, signatures })
    }

    /// Whether any signature is right; comparing takes the same time whatever is wrong with it.
    fn signed(&self, secret: &Secret, body: &[u8]) -> bool {
        self.signatures.iter().any(|signature| mac(secret, self.time, body).verify_slice(signature).is_ok())
    }
}

fn mac(secret: &Secret, time: &str, body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose().as_bytes()).expect("HMAC takes keys of any length");
    mac.update(time.as_bytes());
    mac.update(b".");
    mac.update(body);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_700_000_000_000;
    const BODY: &[u8] =
        br#"{"id":"evt_1","type":"x","data":{"object":{"object":"payment_intent","id":"pi_1","metadata":{"payment":"key"}}}}"#;

    fn signature(secret: &str, time: &str, body: &[u8]) -> String {
        hex::encode(mac(&Secret::new(secret), time, body).finalize().into_bytes())
    }

    fn read_with(header: &str, body: &[u8]) -> Result<ProviderEvent> {
        read(Some(&Secret::new("whsec")), NOW, Some(header), body)
    }

    /// Signed by another implementation: `printf '1700000000.{}' | openssl dgst -sha256 -hmac whsec`.
    #[test]
    fn the_signature_is_the_one_everybody_makes() {
        let theirs = "7d44587dddbaf4c7f70fef20f48cd594834ffea1641e3ac227b84408298738af";
        assert_eq!(signature("whsec", "1700000000", b"{}"), theirs);
    }

    #[test]
    fn what_was_signed_is_read() {
        let right = signature("whsec", "1700000000", BODY);
        let old = signature("old secret", "1700000000", BODY);
        for header in [
            format!("t=1700000000,v1={right}"),
            format!("t=1700000000,v1={old},v1={right},v0=00"),
            format!("v1={right}, t=1700000000"),
        ] {
            let event = read_with(&header, BODY).unwrap();
            assert_eq!(event, ProviderEvent { id: "evt_1".into(), key: "key".into(), reference: Some("pi_1".into()) });
        }
    }

    #[test]
    fn what_was_not_is_refused() {
        let right = signature("whsec", "1700000000", BODY);
        for header in [
            String::new(),
            "t=1700000000".into(),
            format!("v1={right}"),
            format!("t=1700000000,v0={right}"),
            format!("t=1700000001,v1={right}"),
            format!("t=1700000000,v1={}", &right[2..]),
            format!("t=1700000000,v1={}", signature("other", "1700000000", BODY)),
            format!("t=-5,v1={}", signature("whsec", "-5", BODY)),
            "t=99999999999999999999,v1=00".into(),
        ] {
            assert_eq!(read_with(&header, BODY).unwrap_err().code(), ErrorCode::Unauthorized, "{header}");
        }
        let tampered = [BODY, b" "].concat();
        assert!(read_with(&format!("t=1700000000,v1={right}"), &tampered).is_err());
        let header = format!("t=1700000000,v1={right}");
        assert!(read(None, NOW, Some(&header), BODY).is_err(), "without a secret nothing is believed");
        assert!(read(Some(&Secret::new("whsec")), NOW, None, BODY).is_err());
    }

    #[test]
    fn old_news_is_refused_and_so_is_news_from_the_future() {
        for (seconds, counts) in [(-301, false), (-300, true), (300, true), (301, false)] {
            let time = (NOW / 1000 + seconds).to_string();
            let header = format!("t={time},v1={}", signature("whsec", &time, BODY));
            assert_eq!(read_with(&header, BODY).is_ok(), counts, "{seconds}");
        }
        let far = i64::MAX.to_string();
        let header = format!("t={far},v1={}", signature("whsec", &far, BODY));
        assert!(read_with(&header, BODY).is_err());
    }

    #[test]
    fn an_event_about_something_else_names_no_charge() {
        for body in [
            r#"{"id":"evt_2","data":{"object":{"object":"customer","id":"cus_1","metadata":{"payment":"key"}}}}"#,
            r#"{"id":"evt_2","data":{"object":{"object":"payment_intent","id":"pi_1","metadata":null}}}"#,
        ] {
            let header = format!("t=1700000000,v1={}", signature("whsec", "1700000000", body.as_bytes()));
            assert_eq!(read_with(&header, body.as_bytes()).unwrap().key, "", "{body}");
        }
        let header = format!("t=1700000000,v1={}", signature("whsec", "1700000000", b"[]"));
        assert_eq!(read_with(&header, b"[]").unwrap_err().code(), ErrorCode::BadRequest);
    }
}
