//! The cookies that keep a visitor's places in queues: one for each room, so that no place replaces another. Scripts cannot read them.

use axum_extra::extract::cookie::{Cookie, CookieJar};
use commerce::waiting_room::{MOST_TICKETS, RoomId};
use http::{HeaderMap, HeaderName};

use crate::App;

const PREFIX: &str = "fg_queue_";

/// Under which programs send theirs.
pub const HEADER: HeaderName = HeaderName::from_static("queue-ticket");

/// Longer than any drop's queue.
const LIFETIME: time::Duration = time::Duration::days(7);

/// The tickets a request brings, as they are.
#[must_use]
pub fn read(jar: &CookieJar, headers: &HeaderMap) -> Vec<String> {
    let sent = headers.get_all(HEADER).iter().filter_map(|value| value.to_str().ok()).map(str::to_owned);
    let kept = jar.iter().filter(|cookie| cookie.name().starts_with(PREFIX)).map(|cookie| cookie.value().to_owned());
    sent.chain(kept).take(MOST_TICKETS).collect()
}

/// The cookie that makes a browser keep its place in `room`.
#[must_use]
pub fn remember(app: &App, room: RoomId, ticket: String) -> Cookie<'static> {
    app.cookie(format!("{PREFIX}{}", room.0.simple()), ticket, LIFETIME)
}
