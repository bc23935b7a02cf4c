//! One shape for everything that can be refused, the same on every face of the shop.

use serde::{Deserialize, Serialize};

use crate::{cart::CartView, drops::ChallengeView};

macro_rules! error_codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $status:literal;)*) => {
        /// Stable, documented reasons. Programs branch on these; the text beside them may change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
        #[serde(rename_all = "snake_case")]
        pub enum ErrorCode { $($(#[$doc])* $name,)* }

        impl ErrorCode {
            /// Every code, in the order of the table.
            pub const ALL: &'static [ErrorCode] = &[$(ErrorCode::$name,)*];

            /// The code as programs see it.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(ErrorCode::$name => $code,)* }
            }

            /// The HTTP status that goes with it. This table is the only place where the two meet.
            #[must_use]
            pub fn status(self) -> u16 {
                match self { $(ErrorCode::$name => $status,)* }
            }
        }
    };
}

error_codes! {
    /// The request could not be read at all: broken JSON, a bad header, a missing key.
    BadRequest = "bad_request", 400;
    /// Sign in, or bring a valid key.
    Unauthorized = "unauthorized", 401;
    /// The payment was refused by the provider.
    PaymentDeclined = "payment_declined", 402;
    /// Signed in, but not allowed to do this.
    Forbidden = "forbidden", 403;
    /// A place in this queue costs a calculation or some waiting first; `challenge` says which, `retry_after` for how long.
    ChallengeRequired = "challenge_required", 403;
    /// There is no such thing, or not for you.
    NotFound = "not_found", 404;
    /// The path exists, the method does not.
    MethodNotAllowed = "method_not_allowed", 405;
    /// The thing has changed meanwhile, or its state does not allow this.
    Conflict = "conflict", 409;
    /// Fewer are left than were asked for.
    OutOfStock = "out_of_stock", 409;
    /// More than one person may have.
    QuantityLimit = "quantity_limit", 409;
    /// The first request with this idempotency key is still running.
    InProgress = "in_progress", 409;
    /// The thing is not as `If-Match` says.
    PreconditionFailed = "precondition_failed", 412;
    /// The body is larger than allowed here.
    TooLarge = "too_large", 413;
    /// The body is of a type that is not read here.
    UnsupportedMediaType = "unsupported_media_type", 415;
    /// Read, but one or more fields are wrong; `errors` names them.
    Invalid = "invalid", 422;
    /// The same idempotency key came with another body.
    IdempotencyKeyReused = "idempotency_key_reused", 422;
    /// Too many requests from this address; `retry_after` says when.
    RateLimited = "rate_limited", 429;
    /// A place in a queue comes first; `queue` says where, `retry_after` when to look again.
    QueueRequired = "queue_required", 429;
    /// The header section is too large.
    HeadersTooLarge = "headers_too_large", 431;
    /// Our fault. The text never says more than the request id does.
    Internal = "internal", 500;
    /// Busy or starting; `retry_after` says when to come back.
    Unavailable = "unavailable", 503;
    /// We did not manage in time; nothing was lost.
    Timeout = "timeout", 504;
}

/// One field that is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// Path of the field: `email`, `shipping_address.postal_code`.
    pub field: String,
    /// What to do about it, in words for a person.
    pub message: String,
}

impl FieldError {
    /// A field and what is wrong with it.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// An error as RFC 9457 `application/problem+json` carries it; server functions use the same shape.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[cfg_attr(feature = "native", derive(utoipa::ToSchema))]
#[error("{detail}")]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// Stable reason.
    pub code: ErrorCode,
    /// One or two sentences for a person.
    pub detail: String,
    /// Which fields are wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u32>,
    /// The cart as it is now, where it was changed meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cart: Option<Box<CartView>>,
    /// Path of the page where a place in the queue is to be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<String>,
    /// What has to be done before a place in a queue is had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge: Option<Box<ChallengeView>>,
    /// Quote this when asking for help.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

impl Problem {
    /// A problem with `code`'s own status and no fields.
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self {
            status: code.status(),
            code,
            detail: detail.into(),
            errors: Vec::new(),
            retry_after: None,
            cart: None,
            queue: None,
            challenge: None,
            request_id: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_on_the_wire_is_the_code_in_the_table() {
        for code in ErrorCode::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
        }
    }

    #[test]
    fn every_code_has_the_status_programs_rely_on() {
        let table: Vec<_> = ErrorCode::ALL.iter().map(|code| (code.as_str(), code.status())).collect();
        let pinned = [
            ("bad_request", 400),
            ("unauthorized", 401),
            ("payment_declined", 402),
            ("forbidden", 403),
            ("challenge_required", 403),
            ("not_found", 404),
            ("method_not_allowed", 405),
            ("conflict", 409),
            ("out_of_stock", 409),
            ("quantity_limit", 409),
            ("in_progress", 409),
            ("precondition_failed", 412),
            ("too_large", 413),
            ("unsupported_media_type", 415),
            ("invalid", 422),
            ("idempotency_key_reused", 422),
            ("rate_limited", 429),
            ("queue_required", 429),
            ("headers_too_large", 431),
            ("internal", 500),
            ("unavailable", 503),
            ("timeout", 504),
        ];
        assert_eq!(table, pinned);
    }
}
