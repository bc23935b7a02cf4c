//! Stripe, by PaymentIntents. A charge is one call that makes an intent and confirms it, under our key as `Idempotency-Key`.
//!
//! # Finding a charge without its name
//!
//! When that call's answer is lost we know our key but not the intent. Stripe's search would find it by its metadata, but lags behind
//! by up to a minute, and "not found" proves nothing. Its idempotency layer is exact for as long as it remembers a key (24 h): one
//! key has one request, with one set of parameters, and one answer. [`Provider::void`] makes use of that: it asks, *under the key of
//! the charge*, for an intent that is not confirmed and has no card.
//!
//! - Stripe makes it: the charge never arrived. From now on the key stands for this other request, so the charge is refused should
//!   it still be on its way. The intent itself can charge nobody, and is cancelled.
//! - Stripe refuses it, because the key was used with other parameters: the charge did arrive. The same call once more gets the
//!   first answer again, with the intent's name.
//! - Stripe is still at it (409): silence, and we ask again.
//!
//! So nothing is asked that could charge anyone, and [`Provider::look_up`] without a name leaves it at that: it knows of none. For a
//! payment so old that its key may be forgotten, search is exact, because by then it has long caught up.

mod amount;
mod client;
mod events;
mod intent;

use std::time::Duration;

use async_trait::async_trait;
use serde::Deserialize;
use types::{Millis, Money};

use self::{
    amount::sent,
    client::{Client, Trouble},
    intent::{Intent, Refund, RefundList, SearchResult},
};
use super::{Charge, ChargeRequest, ChargeState, Provider, ProviderError, ProviderEvent};
use crate::{Cx, Result, Secret, StripeSettings, orders};

/// As orders name it.
pub const NAME: &str = "stripe";

/// Stripe forgets keys after 24 h; we stop relying on them well before.
const KEY_REMEMBERED: Millis = 20 * 60 * 60 * 1000;

/// The provider.
pub struct Stripe {
    client: Client,
    webhook_secret: Option<Secret>,
}

impl Stripe {
    pub(super) fn new(settings: &StripeSettings, limit: Duration) -> Result<Self> {
        Ok(Self { client: Client::new(settings, limit)?, webhook_secret: settings.webhook_secret.clone() })
    }

    /// Makes an intent and confirms it; asked again under the same key within a day, gets the first answer again.
    async fn create(&self, request: &ChargeRequest) -> Result<Intent, Trouble> {
        let mut form = intent_form(request);
        form.extend([("payment_method", request.token.clone()), ("confirm", "true".to_owned())]);
        self.client.post("/v1/payment_intents", &form, Some(&request.key)).await
    }

    async fn retrieve(&self, reference: &str) -> Result<Intent, Trouble> {
        self.client.get(&format!("/v1/payment_intents/{reference}"), &[]).await
    }

    /// Where an intent stands. One that waits for the customer is given the order's page to send them back to, which makes Stripe
    /// name a page to send them to.
    async fn stand(&self, cx: &Cx, request: &ChargeRequest, intent: Intent) -> Result<Charge, ProviderError> {
        if !intent.needs_page() {
            return intent.charge().ok_or_else(|| ProviderError::Silent(format!("the intent is {}", intent.status)));
        }
        let page = orders::page_of_payment(cx, &request.key).await;
        let page = page.map_err(|error| ProviderError::Silent(error.source_chain()))?;
        let form = [("return_url", page)];
        let key = format!("{}-approval", request.key);
        match self.client.post::<Intent>(&format!("/v1/payment_intents/{}/confirm", intent.id), &form, Some(&key)).await
        {
            Ok(intent) if !intent.needs_page() => {
                intent.charge().ok_or_else(|| ProviderError::Silent(format!("the intent is {}", intent.status)))
            }
            Ok(_) | Err(Trouble::Refused(_)) => self.refuse_approval(intent).await,
            Err(trouble) => Err(trouble.into_silence()),
        }
    }

    /// There is no page on which the customer could approve: the charge ends.
    async fn refuse_approval(&self, intent: Intent) -> Result<Charge, ProviderError> {
        let charge = self.cancel(&intent.id).await?;
        Ok(match charge.state {
            ChargeState::Voided => {
                Charge { state: ChargeState::Declined { reason: "authentication_failed".into() }, ..charge }
            }
            _ => charge,
        })
    }

    /// Cancels an intent, unless it has come to something.
    async fn cancel(&self, reference: &str) -> Result<Charge, ProviderError> {
        match self.client.post::<Intent>(&format!("/v1/payment_intents/{reference}/cancel"), &[], None).await {
            Ok(intent) => Ok(Charge { reference: intent.id, state: ChargeState::Voided }),
            Err(Trouble::Refused(_)) => {
                let intent = self.retrieve(reference).await.map_err(Trouble::into_silence)?;
                let unclear =
                    || ProviderError::Silent(format!("the intent cannot be cancelled: it is {}", intent.status));
                intent.charge().filter(|charge| !intent::is_open(charge)).ok_or_else(unclear)
            }
            Err(trouble) => Err(trouble.into_silence()),
        }
    }

    /// The exact answer without the intent's name; see the module.
    async fn void_by_key(&self, request: &ChargeRequest) -> Result<Charge, ProviderError> {
        let mut form = intent_form(request);
        form.push(("metadata[barred]", "true".to_owned()));
        match self.client.post::<Intent>("/v1/payment_intents", &form, Some(&request.key)).await {
            Ok(barred) => {
                // Tidiness: without a card it charges nobody, cancelled or not.
                if let Err(cause) = self.cancel(&barred.id).await {
                    tracing::debug!(%cause, "an intent that only bars its key is left open");
                }
                Ok(Charge { reference: barred.id, state: ChargeState::Voided })
            }
            Err(Trouble::KeyUsed) => self.void_what_arrived(request).await,
            Err(trouble) => Err(trouble.into_silence()),
        }
    }

    async fn void_what_arrived(&self, request: &ChargeRequest) -> Result<Charge, ProviderError> {
        match self.create(request).await {
            Ok(intent) => self.void_named(&intent.id, &request.key).await,
            Err(Trouble::Refused(refusal)) => Ok(refusal.declined()),
            // Stripe failed while it was at it, and gives that answer for ever.
            Err(trouble) => match self.search(&request.key).await? {
                Some(intent) => self.void_named(&intent.id, &request.key).await,
                None => Err(trouble.into_silence()),
            },
        }
    }

    async fn void_named(&self, reference: &str, key: &str) -> Result<Charge, ProviderError> {
        let intent = self.retrieve(reference).await.map_err(Trouble::into_silence)?;
        if intent.metadata.payment != key {
            return Err(ProviderError::Silent("the intent is not this payment's".into()));
        }
        match intent.charge() {
            Some(charge) if !intent::is_open(&charge) => Ok(charge),
            _ => self.cancel(reference).await,
        }
    }

    async fn search(&self, key: &str) -> Result<Option<Intent>, ProviderError> {
        let query = [("query", format!("metadata['payment']:'{key}'"))];
        let found: SearchResult =
            self.client.get("/v1/payment_intents/search", &query).await.map_err(Trouble::into_silence)?;
        Ok(found.data.into_iter().find(|intent| intent.metadata.payment == key))
    }

    async fn refund_made(&self, charge: &str, refund_key: &str) -> Result<Option<Refund>, ProviderError> {
        let query = [("charge", charge.to_owned()), ("limit", "100".to_owned())];
        let made: RefundList = self.client.get("/v1/refunds", &query).await.map_err(Trouble::into_silence)?;
        Ok(made.data.into_iter().find(|refund| refund.metadata.refund == refund_key))
    }
}

/// What every intent of a payment has; the same however often it is asked for.
fn intent_form(request: &ChargeRequest) -> Vec<(&'static str, String)> {
    vec![
        ("amount", sent(request.amount)),
        ("currency", request.amount.currency.code().to_ascii_lowercase()),
        ("metadata[payment]", request.key.clone()),
        ("metadata[order]", request.description.clone()),
    ]
}

#[async_trait]
impl Provider for Stripe {
    fn name(&self) -> &'static str {
        NAME
    }

    fn family(&self) -> &'static str {
        NAME
    }

    fn issued(&self, token: &str) -> bool {
        ["pm_", "src_", "card_"].iter().any(|kind| token.starts_with(kind))
    }

    fn signature_header(&self) -> &'static str {
        "stripe-signature"
    }

    fn knows_card(&self, token: &str) -> bool {
        token.starts_with("pm_") && token.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
    }

    /// See <https://docs.stripe.com/api/payment_methods/object#payment_method_object-card-fingerprint>.
    async fn fingerprint(&self, token: &str) -> Result<Option<String>, ProviderError> {
        #[derive(Deserialize)]
        struct Method {
            card: Option<Card>,
        }
        #[derive(Deserialize)]
        struct Card {
            fingerprint: Option<String>,
        }
        match self.client.get::<Method>(&format!("/v1/payment_methods/{token}"), &[]).await {
            Ok(method) => Ok(method.card.and_then(|card| card.fingerprint)),
            Err(Trouble::Refused(_)) => Ok(None),
            Err(trouble) => Err(trouble.into_silence()),
        }
    }

    async fn charge(&self, cx: &Cx, request: &ChargeRequest) -> Result<Charge, ProviderError> {
        match self.create(request).await {
            Ok(intent) => self.stand(cx, request, intent).await,
            Err(Trouble::Refused(refusal)) => Ok(refusal.declined()),
            Err(trouble) => Err(trouble.into()),
        }
    }

    async fn look_up(&self, cx: &Cx, request: &ChargeRequest) -> Result<Option<Charge>, ProviderError> {
        let Some(reference) = &request.reference else { return Ok(None) };
        let intent = match self.retrieve(reference).await {
            Ok(intent) if intent.metadata.payment == request.key => intent,
            Ok(_) | Err(Trouble::Refused(_)) => return Ok(None),
            Err(trouble) => return Err(trouble.into_silence()),
        };
        if intent.charge().is_none() && !intent.needs_page() && !intent.is_processing() {
            return Ok(None);
        }
        self.stand(cx, request, intent).await.map(Some)
    }

    async fn void(&self, cx: &Cx, request: &ChargeRequest) -> Result<Charge, ProviderError> {
        if let Some(reference) = &request.reference {
            return self.void_named(reference, &request.key).await;
        }
        if cx.clock.now() < request.created_at + KEY_REMEMBERED {
            return self.void_by_key(request).await;
        }
        match self.search(&request.key).await? {
            Some(intent) => self.void_named(&intent.id, &request.key).await,
            // Nobody asks for a payment this old any more.
            None => Ok(Charge { reference: String::new(), state: ChargeState::Voided }),
        }
    }

    /// A refund that was made before is found by our key among the charge's refunds: jobs may come back after days, when Stripe has
    /// forgotten its own.
    async fn refund(
        &self,
        _cx: &Cx,
        request: &ChargeRequest,
        refund_key: &str,
        amount: Money,
    ) -> Result<String, ProviderError> {
        let missing = || ProviderError::Failed("there is no charge to pay back".into());
        let reference = request.reference.as_deref().ok_or_else(missing)?;
        let intent = self.retrieve(reference).await.map_err(Trouble::into_silence)?;
        let charge = intent.latest_charge.map(intent::Named::id).ok_or_else(missing)?;
        let refund = match self.refund_made(&charge, refund_key).await? {
            Some(refund) => refund,
            None => {
                let form = [("charge", charge), ("amount", sent(amount)), ("metadata[refund]", refund_key.to_owned())];
                self.client.post("/v1/refunds", &form, Some(refund_key)).await?
            }
        };
        match refund.status.as_deref() {
            Some("failed" | "canceled") => Err(ProviderError::Failed(format!("refund {} failed", refund.id))),
            _ => Ok(refund.id),
        }
    }

    fn read_event(&self, now: Millis, signature: Option<&str>, body: &[u8]) -> Result<ProviderEvent> {
        events::read(self.webhook_secret.as_ref(), now, signature, body)
    }
}
