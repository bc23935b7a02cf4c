//! `/payments/{provider}/webhook`

use axum::body::Bytes;
use commerce::payments;
use http::{HeaderMap, StatusCode};

use crate::{extract::Name, problem::Refused, visitor::Visitor};

/// Tell the shop about a payment
///
/// For payment providers. Answered once the event is stored; the same event may come twice, and in any order.
#[utoipa::path(
    post, path = "/payments/{provider}/webhook", tag = "service", operation_id = "receive_payment_event",
    params(
        ("provider" = String, Path, description = "`sandbox`, `stripe`"),
        ("Sandbox-Signature" = Option<String>, Header, description = "HMAC-SHA256 of the body in hex, for the sandbox"),
        ("Stripe-Signature" = Option<String>, Header, description = "`t=…,v1=…`, for Stripe"),
    ),
    request_body(content = serde_json::Value, description = "The event as the provider writes it", content_type = "application/json"),
    responses(
        (status = NO_CONTENT, description = "Stored"),
        (status = UNAUTHORIZED, description = "`unauthorized`: the signature is missing or wrong"),
    )
)]
pub(super) async fn receive(
    visitor: Visitor,
    Name(provider): Name,
    headers: HeaderMap,
    body: Bytes,
) -> Result<StatusCode, Refused> {
    let header = payments::signature_header(&visitor.cx, &provider)?;
    // A signature is over the body's bytes, so the body is not read here.
    let signature = headers.get(header).and_then(|signature| signature.to_str().ok());
    payments::receive_event(&visitor.cx, &provider, signature, &body).await?;
    Ok(StatusCode::NO_CONTENT)
}
