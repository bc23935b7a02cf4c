//! A payment provider that lives inside the shop and behaves like the worst of the real ones, chosen by token. Its books are tables
//! of their own: like a real provider's, they survive the shop's crashes and know charges the shop never heard about.

mod behaviour;
mod books;
mod events;

use std::{future::pending, time::Duration};

use async_trait::async_trait;
use types::{Millis, Money, checkout::SandboxCard};

pub use behaviour::is_known;
pub use books::Entry as BookEntry;
pub use events::DeliverSandboxEvent;

use self::behaviour::{Behaviour, Moment};
use super::{Charge, ChargeRequest, ChargeState, Provider, ProviderError, ProviderEvent};
use crate::{Cx, Error, Result, Settings};

/// As orders name it.
pub const NAME: &str = "sandbox";
/// A second sandbox beside it, to see one provider step in for another.
pub const SECOND_NAME: &str = "sandbox_b";

/// Fails at the first sandbox before anything is done, and succeeds at the second: an outage to be played with.
const OUTAGE: &str = "tok_outage";

const SLOW: Duration = Duration::from_secs(3);

/// The sandbox provider. Both sandboxes keep one set of books, the second with its name before every key: to the shop they are as
/// separate as two real providers are.
pub struct Sandbox {
    name: &'static str,
    /// Signs events, as a real provider's webhook secret would.
    secret: Vec<u8>,
}

impl Sandbox {
    pub(super) fn new(name: &'static str, settings: &Settings) -> Self {
        Self { name, secret: event_secret(settings) }
    }

    /// As the books write a key.
    fn key(&self, key: &str) -> String {
        match self.name {
            NAME => key.to_owned(),
            name => format!("{name}:{key}"),
        }
    }
}

fn event_secret(settings: &Settings) -> Vec<u8> {
    [b"sandbox events:".as_slice(), &settings.secret].concat()
}

/// A key of the books, and whose it is.
fn split(key: &str) -> (&str, &str) {
    key.split_once(':').unwrap_or((NAME, key))
}

#[async_trait]
impl Provider for Sandbox {
    fn name(&self) -> &'static str {
        self.name
    }

    fn family(&self) -> &'static str {
        NAME
    }

    fn issued(&self, token: &str) -> bool {
        is_known(token) || token == OUTAGE
    }

    fn knows_card(&self, token: &str) -> bool {
        behaviour::split(token).1.is_some()
    }

    async fn fingerprint(&self, token: &str) -> Result<Option<String>, ProviderError> {
        Ok(behaviour::split(token).1.map(str::to_owned))
    }

    fn is_scripted(&self, token: &str) -> bool {
        Behaviour::of(token).is_fault()
    }

    fn signature_header(&self) -> &'static str {
        "sandbox-signature"
    }

    async fn charge(&self, cx: &Cx, request: &ChargeRequest) -> Result<Charge, ProviderError> {
        let behaviour = Behaviour::of(&request.token);
        if request.token == OUTAGE && self.name == NAME {
            return Err(ProviderError::Failed("the first sandbox is out of order".into()));
        }
        if behaviour.slow {
            tokio::time::sleep(SLOW).await;
        }
        if behaviour.moment == Moment::SilentUncharged {
            return pending().await;
        }
        let request = ChargeRequest { key: self.key(&request.key), ..request.clone() };
        let later = events::later(&self.secret, &request.key, behaviour.events)?;
        let charge = books::charge(cx, &request, &behaviour, later).await?;
        events::before(cx, &self.secret, &request.key, behaviour.events).await?;
        match behaviour.moment {
            Moment::SilentCharged => pending().await,
            _ => Ok(charge),
        }
    }

    async fn look_up(&self, cx: &Cx, request: &ChargeRequest) -> Result<Option<Charge>, ProviderError> {
        books::find(cx, &self.key(&request.key)).await
    }

    async fn void(&self, cx: &Cx, request: &ChargeRequest) -> Result<Charge, ProviderError> {
        books::void(cx, &self.key(&request.key)).await
    }

    async fn refund(
        &self,
        cx: &Cx,
        request: &ChargeRequest,
        refund_key: &str,
        amount: Money,
    ) -> Result<String, ProviderError> {
        books::refund(cx, &self.key(&request.key), refund_key, amount).await
    }

    /// Both sandboxes send their events through the first one's door; the key says whose it is.
    fn read_event(&self, _now: Millis, signature: Option<&str>, body: &[u8]) -> Result<ProviderEvent> {
        events::read(&self.secret, signature, body)
    }
}

/// Whether this is the name of a sandbox.
#[must_use]
pub fn is_one(name: &str) -> bool {
    matches!(name, NAME | SECOND_NAME)
}

/// Cards the checkout offers while this provider is on.
#[must_use]
pub fn cards() -> Vec<SandboxCard> {
    behaviour::CARDS.iter().map(|&(token, label)| SandboxCard { token: token.to_owned(), label: label() }).collect()
}

/// What the approval page shows of a charge: how much.
///
/// # Errors
/// `not_found` when there is no such charge, `conflict` when it no longer waits for approval.
pub async fn awaiting_approval(cx: &Cx, reference: &str) -> Result<Money> {
    let (charge, amount) = books::by_reference(cx, reference).await.map_err(Error::unavailable)?;
    match charge {
        Some(ChargeState::ActionRequired { .. }) => Ok(amount),
        Some(_) => Err(Error::conflict(words::t!("refused-decided"))),
        None => Err(Error::not_found("payment")),
    }
}

/// The customer approves or refuses on the sandbox's own page. The shop is told by an event, and looks at once.
///
/// # Errors
/// As [`awaiting_approval`]. Answers with the token of the order to return to.
pub async fn decide(cx: &Cx, reference: &str, approve: bool) -> Result<String> {
    awaiting_approval(cx, reference).await?;
    let key = books::decide(cx, reference, approve).await.map_err(Error::unavailable)?;
    let key = key.ok_or_else(|| Error::conflict(words::t!("refused-decided")))?;
    events::announce(cx, &event_secret(&cx.settings), &key).await?;
    crate::orders::token_of_payment(cx, split(&key).1).await
}
