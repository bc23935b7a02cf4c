//! The sandbox's events. They go through the same door as those of a provider outside: signed, stored, looked up.

use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use types::ErrorCode;

use super::{
    super::{ProviderError, ProviderEvent, receive_event},
    NAME,
    behaviour::Events,
};
use crate::{
    Cx, Error, Result,
    jobs::{self, Done, Job, When},
};

/// How long after the answer an event comes.
const DELAY_MILLIS: i64 = 150;

#[derive(Serialize, Deserialize)]
struct Event {
    id: String,
    charge_key: String,
}

/// Sends the event of a charge, as often and as early as its token says.
pub(super) async fn announce(cx: &Cx, secret: &[u8], key: &str, events: Events) -> Result<(), ProviderError> {
    let event = Event { id: format!("evt_{key}"), charge_key: key.to_owned() };
    let body = serde_json::to_string(&event).map_err(|cause| ProviderError::Failed(cause.to_string()))?;
    let signature = sign(secret, body.as_bytes());
    let sent = match events {
        Events::Never => Ok(()),
        Events::Before => receive_event(cx, NAME, Some(&signature), body.as_bytes()).await,
        Events::After => deliver_later(cx, &body, &signature, 1).await,
        Events::Twice => deliver_later(cx, &body, &signature, 2).await,
    };
    sent.map_err(|error| ProviderError::Silent(error.source_chain()))
}

async fn deliver_later(cx: &Cx, body: &str, signature: &str, times: i64) -> Result<()> {
    for time in 1..=times {
        let job = DeliverSandboxEvent { body: body.to_owned(), signature: signature.to_owned() };
        let when = When { run_at: cx.clock.now() + time * DELAY_MILLIS, dedupe_key: None };
        jobs::enqueue(cx.db.write(), &job, when).await?;
    }
    Ok(())
}

/// Brings an event to the shop, as a webhook call would.
#[derive(Debug, Serialize, Deserialize)]
pub struct DeliverSandboxEvent {
    body: String,
    signature: String,
}

impl Job for DeliverSandboxEvent {
    const KIND: &'static str = "sandbox.event";

    async fn run(self, cx: &Cx) -> Result<Done> {
        receive_event(cx, NAME, Some(&self.signature), self.body.as_bytes()).await?;
        Ok(Done::Finished)
    }
}

fn mac(secret: &[u8], body: &[u8]) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(body);
    mac
}

fn sign(secret: &[u8], body: &[u8]) -> String {
    hex::encode(mac(secret, body).finalize().into_bytes())
}

/// Reads an event whose signature is right; comparing takes the same time whatever is wrong with it.
pub(super) fn read(secret: &[u8], signature: Option<&str>, body: &[u8]) -> Result<ProviderEvent> {
    let forged = || Error::new(ErrorCode::Unauthorized, "The event's signature is missing or wrong.");
    let signature = hex::decode(signature.ok_or_else(forged)?).map_err(|_| forged())?;
    mac(secret, body).verify_slice(&signature).map_err(|_| forged())?;
    let event: Event =
        serde_json::from_slice(body).map_err(|_| Error::new(ErrorCode::BadRequest, "The event is not readable."))?;
    Ok(ProviderEvent { id: event.id, key: event.charge_key, reference: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_sandbox_signed_is_read() {
        let body = br#"{"id":"evt_1","charge_key":"k"}"#;
        let signature = sign(b"secret", body);
        assert_eq!(read(b"secret", Some(&signature), body).unwrap().key, "k");
        for forged in [None, Some(""), Some("00"), Some("zz"), Some(sign(b"other", body).as_str())] {
            assert_eq!(read(b"secret", forged, body).unwrap_err().code(), ErrorCode::Unauthorized);
        }
        let tampered = br#"{"id":"evt_1","charge_key":"x"}"#;
        assert!(read(b"secret", Some(&signature), tampered).is_err());
    }
}
