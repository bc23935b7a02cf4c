//! The seam to the outside: what every payment provider can do. No card data passes here, only tokens.

use std::fmt;

use async_trait::async_trait;
use types::{Millis, Money};

use crate::{Cx, Result};

/// A charge as we ask a provider for it. All of it is frozen when the order is placed: a provider that is asked twice under one key
/// is asked for the same.
#[derive(Clone)]
pub struct ChargeRequest {
    /// The provider charges at most once per key, however often it is asked.
    pub key: String,
    /// What the provider's own form returned for the card.
    pub token: String,
    /// How much.
    pub amount: Money,
    /// The order's id, for the provider's own pages.
    pub description: String,
    /// The provider's name for the charge, once it has told us.
    pub reference: Option<String>,
    /// When the order was placed: providers forget keys after a day.
    pub created_at: Millis,
}

/// The token stays out of logs.
impl fmt::Debug for ChargeRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChargeRequest")
            .field("key", &self.key)
            .field("amount", &self.amount)
            .field("reference", &self.reference)
            .finish_non_exhaustive()
    }
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
        /// Stable reason: `card_declined`, `insufficient_funds`. Shoppers are told it in words.
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
    /// Nobody asked it: it has been failing, and is left alone for a while.
    #[error("the payment provider {0} is left alone for a while: it has been failing")]
    Resting(&'static str),
}

impl ProviderError {
    /// This call has certainly charged nobody.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        !matches!(self, ProviderError::Silent(_))
    }
}

/// Something a provider told us without being asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderEvent {
    /// The provider's id for it: the same event may come twice.
    pub id: String,
    /// The charge it is about, by our key; empty when it is about none of ours.
    pub key: String,
    /// The charge it is about, by the provider's name.
    pub reference: Option<String>,
}

/// A payment provider. Calls end within the caller's time-out; the caller sets it.
#[async_trait]
pub trait Provider: Send + Sync {
    /// As orders and addresses name it.
    fn name(&self) -> &'static str;

    /// Providers of one family take each other's tokens.
    fn family(&self) -> &'static str;

    /// Whether `token` looks like one of its own.
    fn issued(&self, token: &str) -> bool;

    /// Whether `token` is one that plays a fault: what it does says nothing about how the provider is.
    fn is_scripted(&self, _token: &str) -> bool {
        false
    }

    /// The header in which its events come signed.
    fn signature_header(&self) -> &'static str;

    /// Whether it may know the card behind `token` by something, so that asking is worth while.
    fn knows_card(&self, _token: &str) -> bool {
        false
    }

    /// What the provider knows the card behind `token` by, whatever token it comes with: caps per person count it. None where it does
    /// not tell.
    async fn fingerprint(&self, _token: &str) -> Result<Option<String>, ProviderError> {
        Ok(None)
    }

    /// Charges, or says why not.
    async fn charge(&self, cx: &Cx, request: &ChargeRequest) -> Result<Charge, ProviderError>;

    /// What became of a charge. None when the provider has never heard of it, or cannot tell without its own reference: then
    /// [`Provider::void`] has the exact answer.
    async fn look_up(&self, cx: &Cx, request: &ChargeRequest) -> Result<Option<Charge>, ProviderError>;

    /// Makes certain that this key never charges from now on. Answers with the charge as it then stands: `Captured` when it was
    /// too late.
    async fn void(&self, cx: &Cx, request: &ChargeRequest) -> Result<Charge, ProviderError>;

    /// Pays `amount` of a captured charge back, at most once per `refund_key`. Answers with the provider's name for it.
    async fn refund(
        &self,
        cx: &Cx,
        request: &ChargeRequest,
        refund_key: &str,
        amount: Money,
    ) -> Result<String, ProviderError>;

    /// Reads an event and checks that the provider itself sent it, not long before `now`.
    ///
    /// # Errors
    /// `unauthorized` for a bad signature, `bad_request` for what cannot be read.
    fn read_event(&self, now: Millis, signature: Option<&str>, body: &[u8]) -> Result<ProviderEvent>;
}
