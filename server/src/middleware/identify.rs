//! Who asks, and under which id the request is known from here on.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::{SystemTime, UNIX_EPOCH},
};

use axum::{
    extract::{ConnectInfo, Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderValue};
use tracing::Instrument;

use super::{ClientIp, REQUEST_ID};
use crate::App;

/// Longest id taken over from a proxy.
const MAX_LENGTH: usize = 64;

/// Ties log lines, error pages and answers together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

impl RequestId {
    /// A new one.
    #[must_use]
    pub fn new() -> Self {
        // The process's own generator: the system's is a call into the kernel, on a path of microseconds.
        let millis = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
        let millis = u64::try_from(millis).unwrap_or_default();
        Self(uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid().to_string())
    }
}

/// The client's address and the request's id, a new one unless a trusted proxy has given it one.
pub fn request_id(app: &App, request: &Request) -> (ClientIp, String) {
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let client = ClientIp::of(peer, request.headers(), &app.server.trusted_proxies);
    let id = inbound(request.headers()).filter(|_| client.via_proxy).unwrap_or_else(|| RequestId::new().0);
    (client, id)
}

pub async fn identify(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let id = known(&app, &mut request).1;
    let span = tracing::info_span!("request", id);
    let mut response = next.run(request).instrument(span).await;
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// The same, found once and written into the request for all who look at it later.
pub fn known(app: &App, request: &mut Request) -> (ClientIp, String) {
    let (client, id) = (request.extensions().get::<ClientIp>(), request.extensions().get::<RequestId>());
    if let (Some(client), Some(id)) = (client, id) {
        return (*client, id.0.clone());
    }
    let (client, id) = request_id(app, request);
    request.extensions_mut().insert(client);
    request.extensions_mut().insert(RequestId(id.clone()));
    (client, id)
}

/// A proxy's id where it is one a log can carry.
fn inbound(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    ((1..=MAX_LENGTH).contains(&id.len()) && id.bytes().all(plain)).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_that_could_forge_a_log_line_is_not_taken_over() {
        let taken = |text: &'static str| inbound(&HeaderMap::from_iter([(REQUEST_ID, HeaderValue::from_static(text))]));
        assert_eq!(taken("f3b2-1.A_z").as_deref(), Some("f3b2-1.A_z"));
        assert_eq!(taken(""), None);
        assert_eq!(taken("a b"), None);
        assert_eq!(taken("id=1"), None);
        assert_eq!(taken("0123456789012345678901234567890123456789012345678901234567890123456789"), None);
    }
}
