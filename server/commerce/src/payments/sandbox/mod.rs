//! A payment provider that lives inside the shop and behaves like the worst of the real ones, chosen by token. Its books are tables
//! of their own: like a real provider's, they survive the shop's crashes and know charges the shop never heard about.

mod behaviour;
mod books;
mod events;

use std::{future::pending, time::Duration};

use async_trait::async_trait;
use types::{Money, checkout::SandboxCard};

pub use behaviour::is_known;
pub use books::Entry as BookEntry;
pub use events::DeliverSandboxEvent;

use self::behaviour::{Behaviour, Moment};
use super::{Charge, ChargeRequest, ChargeState, Provider, ProviderError, ProviderEvent};
use crate::{Cx, Error, Result, Settings};

/// As orders name it.
pub const NAME: &str = "sandbox";

const SLOW: Duration = Duration::from_secs(3);

/// The sandbox provider.
pub struct Sandbox {
    /// Signs events, as a real provider's webhook secret would.
    secret: Vec<u8>,
}

impl Sandbox {
    pub(super) fn new(settings: &Settings) -> Self {
        Self { secret: [b"sandbox events:".as_slice(), &settings.secret].concat() }
    }
}

#[async_trait]
impl Provider for Sandbox {
    fn name(&self) -> &'static str {
        NAME
    }

    async fn charge(&self, cx: &Cx, request: &ChargeRequest) -> Result<Charge, ProviderError> {
        let behaviour = Behaviour::of(&request.token);
        if behaviour.slow {
            tokio::time::sleep(SLOW).await;
        }
        if behaviour.moment == Moment::SilentUncharged {
            return pending().await;
        }
        let later = events::later(&self.secret, &request.key, behaviour.events)?;
        let charge = books::charge(cx, request, &behaviour, later).await?;
        events::before(cx, &self.secret, &request.key, behaviour.events).await?;
        match behaviour.moment {
            Moment::SilentCharged => pending().await,
            _ => Ok(charge),
        }
    }

    async fn look_up(&self, cx: &Cx, key: &str) -> Result<Option<Charge>, ProviderError> {
        books::find(cx, key).await
    }

    async fn void(&self, cx: &Cx, key: &str) -> Result<Charge, ProviderError> {
        books::void(cx, key).await
    }

    async fn refund(&self, cx: &Cx, key: &str, refund_key: &str, amount: Money) -> Result<String, ProviderError> {
        books::refund(cx, key, refund_key, amount).await
    }

    fn read_event(&self, signature: Option<&str>, body: &[u8]) -> Result<ProviderEvent> {
        events::read(&self.secret, signature, body)
    }
}

/// Cards the checkout offers while this provider is on.
#[must_use]
pub fn cards() -> Vec<SandboxCard> {
    behaviour::CARDS
        .iter()
        .map(|&(token, label)| SandboxCard { token: token.to_owned(), label: label.to_owned() })
        .collect()
}

/// What the approval page shows of a charge: how much.
///
/// # Errors
/// `not_found` when there is no such charge, `conflict` when it no longer waits for approval.
pub async fn awaiting_approval(cx: &Cx, reference: &str) -> Result<Money> {
    let (charge, amount) = books::by_reference(cx, reference).await.map_err(Error::unavailable)?;
    match charge {
        Some(ChargeState::ActionRequired { .. }) => Ok(amount),
        Some(_) => Err(Error::conflict("This payment has already been decided.")),
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
    let key = key.ok_or_else(|| Error::conflict("This payment has already been decided."))?;
    events::announce(cx, &cx.providers.sandbox.secret, &key).await?;
    crate::orders::token_of_payment(cx, &key).await
}
