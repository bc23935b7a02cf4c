//! Stripe's objects, as far as the shop reads them, and what they mean.

use serde::{Deserialize, Deserializer};

use super::super::{Charge, ChargeState};

/// A PaymentIntent.
#[derive(Debug, Deserialize)]
pub(super) struct Intent {
    pub id: String,
    pub status: String,
    #[serde(default, deserialize_with = "or_default")]
    pub metadata: Metadata,
    pub last_payment_error: Option<PaymentError>,
    pub next_action: Option<NextAction>,
    pub latest_charge: Option<Named>,
}

/// What we wrote beside it.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Metadata {
    /// Our key of the payment.
    #[serde(default)]
    pub payment: String,
    /// Our key of the refund.
    #[serde(default)]
    pub refund: String,
}

/// An object by its id, or as a whole.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Named {
    Id(String),
    Whole { id: String },
}

impl Named {
    pub fn id(self) -> String {
        match self {
            Named::Id(id) | Named::Whole { id } => id,
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct NextAction {
    redirect_to_url: Option<Redirect>,
}

#[derive(Debug, Deserialize)]
struct Redirect {
    url: Option<String>,
}

/// Why a payment failed. Stripe's words and the card's details are not read.
#[derive(Debug, Default, Deserialize)]
pub(super) struct PaymentError {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub code: Option<String>,
    pub decline_code: Option<String>,
    pub param: Option<String>,
    pub payment_intent: Option<Box<Intent>>,
}

impl PaymentError {
    /// The reason as the shop keeps it.
    pub fn reason(&self) -> &'static str {
        match (self.code.as_deref(), self.decline_code.as_deref()) {
            (_, Some("insufficient_funds")) => "insufficient_funds",
            (_, Some("card_velocity_exceeded" | "withdrawal_count_limit_exceeded")) => "limit_exceeded",
            (_, Some("authentication_required"))
            | (Some("authentication_required" | "payment_intent_authentication_failure"), _) => "authentication_failed",
            (Some("expired_card"), _) => "expired_card",
            (Some("incorrect_cvc" | "invalid_cvc"), _) => "incorrect_cvc",
            _ => "card_declined",
        }
    }
}

/// What was paid back.
#[derive(Debug, Deserialize)]
pub(super) struct Refund {
    pub id: String,
    pub status: Option<String>,
    #[serde(default, deserialize_with = "or_default")]
    pub metadata: Metadata,
}

#[derive(Debug, Deserialize)]
pub(super) struct RefundList {
    pub data: Vec<Refund>,
}

#[derive(Debug, Deserialize)]
pub(super) struct SearchResult {
    pub data: Vec<Intent>,
}

fn or_default<'de, D: Deserializer<'de>, T: Default + Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

impl Intent {
    /// Waits for the customer, without a page that the shop could send them to.
    pub fn needs_page(&self) -> bool {
        self.status == "requires_action" && self.page().is_none()
    }

    /// Stripe is still at it.
    pub fn is_processing(&self) -> bool {
        self.status == "processing"
    }

    fn page(&self) -> Option<String> {
        self.next_action.as_ref()?.redirect_to_url.as_ref()?.url.clone()
    }

    /// The charge it stands for; none while it is not one yet.
    pub fn charge(&self) -> Option<Charge> {
        let state = match self.status.as_str() {
            "succeeded" => ChargeState::Captured,
            "canceled" => ChargeState::Voided,
            "requires_action" => ChargeState::ActionRequired { url: self.page()? },
            "requires_payment_method" => {
                ChargeState::Declined { reason: self.last_payment_error.as_ref()?.reason().into() }
            }
            _ => return None,
        };
        Some(Charge { reference: self.id.clone(), state })
    }
}

/// The customer may still approve it.
pub(super) fn is_open(charge: &Charge) -> bool {
    matches!(charge.state, ChargeState::ActionRequired { .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn state(json: &str) -> Option<ChargeState> {
        serde_json::from_str::<Intent>(json).unwrap().charge().map(|charge| charge.state)
    }

    #[test]
    fn each_status_means_one_thing() {
        let declined = |reason: &str| Some(ChargeState::Declined { reason: reason.into() });
        for (json, expected) in [
            (r#"{"id":"pi_1","status":"succeeded","metadata":null}"#, Some(ChargeState::Captured)),
            (r#"{"id":"pi_1","status":"canceled"}"#, Some(ChargeState::Voided)),
            (r#"{"id":"pi_1","status":"processing"}"#, None),
            (r#"{"id":"pi_1","status":"requires_payment_method"}"#, None),
            (
                r#"{"id":"pi_1","status":"requires_payment_method","last_payment_error":{"code":"card_declined","decline_code":"insufficient_funds"}}"#,
                declined("insufficient_funds"),
            ),
            (r#"{"id":"pi_1","status":"requires_action","next_action":{"type":"use_stripe_sdk"}}"#, None),
            (
                r#"{"id":"pi_1","status":"requires_action","next_action":{"redirect_to_url":{"url":"https://bank"}}}"#,
                Some(ChargeState::ActionRequired { url: "https://bank".into() }),
            ),
        ] {
            assert_eq!(state(json), expected, "{json}");
        }
    }

    #[test]
    fn a_charge_is_named_by_id_or_as_a_whole() {
        for json in [r#""ch_1""#, r#"{"id":"ch_1","amount":5}"#] {
            assert_eq!(serde_json::from_str::<Named>(json).unwrap().id(), "ch_1");
        }
    }
}
