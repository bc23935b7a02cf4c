//! The seam to the outside: what every payment provider can do. No card data passes here, only tokens.

use async_trait::async_trait;
use types::Money;

use crate::{Cx, Result};

/// What is asked of a provider.
#[derive(Clone, Debug)]
pub struct ChargeRequest {
    /// The provider charges at most once per key, however often it is asked.
    pub key: String,
    /// What the provider's own form returned for the card.
    pub token: String,
    /// How much.
    pub amount: Money,
    /// The order's number, for the provider's own pages.
    pub description: String,
}

/// A charge as the provider knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The provider's name for it.
    pub reference: String,
    /// Where it stands.
    pub state: ChargeState,
}

/// Where a charge stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeState {
    /// The money is ours.
    Captured,
    /// Refused.
    Declined {
        /// Stable reason: `card_declined`, `insufficient_funds`.
        reason: String,
    },
    /// The customer has to approve it first.
    ActionRequired {
        /// Where.
        url: String,
    },
    /// It never charged and never will.
    Voided,
}

/// Why a provider gave no answer that counts.
#[derive(Debug, thiserror::Error)]
pub enum ProviderError {
    /// It failed before it did anything; asking again with the same key is safe.
    #[error("the payment provider failed: {0}")]
    Failed(String),
    /// It may or may not have charged.
    #[error("the payment provider did not answer: {0}")]
    Silent(String),
}

/// Something a provider told us without being asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderEvent {
    /// The provider's id for it: the same event may come twice.
    pub id: String,
    /// The charge it is about, by our key.
    pub key: String,
}

/// A payment provider. Calls end within the caller's time-out; the caller sets it.
#[async_trait]
pub trait Provider: Send + Sync {
    /// As orders and addresses name it.
    fn name(&self) -> &'static str;

    /// Charges, or says why not.
    async fn charge(&self, cx: &Cx, request: &ChargeRequest) -> Result<Charge, ProviderError>;

    /// What became of the charge with this key; none when the provider has never heard of it.
    async fn look_up(&self, cx: &Cx, key: &str) -> Result<Option<Charge>, ProviderError>;

    /// Makes certain that this key never charges from now on. Answers with the charge as it then stands: `Captured` when it was
    /// too late.
    async fn void(&self, cx: &Cx, key: &str) -> Result<Charge, ProviderError>;

    /// Pays `amount` of a captured charge back, at most once per `refund_key`. Answers with the provider's name for it.
    async fn refund(&self, cx: &Cx, key: &str, refund_key: &str, amount: Money) -> Result<String, ProviderError>;

    /// Reads an event and checks that the provider itself sent it.
    ///
    /// # Errors
    /// `unauthorized` for a bad signature, `bad_request` for what cannot be read.
    fn read_event(&self, signature: Option<&str>, body: &[u8]) -> Result<ProviderEvent>;
}
