//! The sandbox's events. They go through the same door as those of a provider outside: signed, stored, looked up.

use std::time::Duration;

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
    jobs::{self, Done, Job, UNWATCHED, When},
};

/// How long after the answer an event comes.
pub(super) const DELAY_MILLIS: i64 = 150;

#[derive(Serialize, Deserialize)]
struct Event {
    id: String,
    charge_key: String,
}

/// The event of a charge, once per time that it is to come after the answer.
pub(super) fn later(secret: &[u8], key: &str, events: Events) -> Result<Vec<DeliverSandboxEvent>, ProviderError> {
    let times = match events {
        Events::Never | Events::Before => 0,
        Events::After => 1,
        Events::Twice => 2,
    };
    Ok(vec![event(secret, key)?; times])
}

/// Brings the event of a charge before the answer, where its token says so.
pub(super) async fn before(cx: &Cx, secret: &[u8], key: &str, events: Events) -> Result<(), ProviderError> {
    if events != Events::Before {
        return Ok(());
    }
    let event = event(secret, key)?;
    let sent = receive_event(cx, NAME, Some(&event.signature), event.body.as_bytes()).await;
    sent.map_err(|error| ProviderError::Silent(error.source_chain()))
}

fn event(secret: &[u8], key: &str) -> Result<DeliverSandboxEvent, ProviderError> {
    let event = Event { id: format!("evt_{key}"), charge_key: key.to_owned() };
    let body = serde_json::to_string(&event).map_err(|cause| ProviderError::Failed(cause.to_string()))?;
    let signature = sign(secret, body.as_bytes());
    Ok(DeliverSandboxEvent { body, signature })
}

/// Sends the event of a charge that was decided after the answer.
pub(super) async fn announce(cx: &Cx, secret: &[u8], key: &str) -> Result<()> {
    let event = event(secret, key).map_err(Error::unavailable)?;
    let when = When { run_at: cx.clock.now() + DELAY_MILLIS, dedupe_key: None };
    jobs::enqueue(cx.db.write(), &event, when).await
}

/// Brings an event to the shop, as a webhook call would.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeliverSandboxEvent {
    body: String,
    signature: String,
}

impl Job for DeliverSandboxEvent {
    const KIND: &'static str = "sandbox.event";
    const PATIENCE: Duration = UNWATCHED;

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
