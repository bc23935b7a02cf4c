//! Handlers run in tasks of their own. A client that hangs up, or a timeout, ends the waiting and not the work:
//! a connection with a transaction on it is never dropped half-way.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use crate::App;

pub async fn detach(State(app): State<App>, request: Request, next: Next) -> Response {
    let handler = app.handlers.spawn(next.run(request).in_current_span());
    match handler.await {
        Ok(response) => response,
        // Nobody aborts these tasks, so the handler panicked: let it go on to the layer that catches panics.
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}
