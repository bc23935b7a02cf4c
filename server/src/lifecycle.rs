//! Where a process stands between start and exit. Written by the command that runs it; read by probes.

use std::{fmt, sync::Arc};

use tokio::sync::watch;

/// A stage of a process's life. They only ever follow each other in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Not listening yet.
    Starting,
    /// Taking requests.
    Serving,
    /// Told to stop; finishing what has begun.
    Draining,
}

impl Phase {
    /// New requests are welcome.
    #[must_use]
    pub fn is_serving(self) -> bool {
        self == Phase::Serving
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Phase::Starting => "starting",
            Phase::Serving => "serving",
            Phase::Draining => "draining",
        })
    }
}

/// A shared view of the phase.
#[derive(Clone, Debug)]
pub struct Lifecycle(Arc<watch::Sender<Phase>>);

impl Default for Lifecycle {
    fn default() -> Self {
        Self(Arc::new(watch::Sender::new(Phase::Starting)))
    }
}

impl Lifecycle {
    /// Where the process stands.
    #[must_use]
    pub fn phase(&self) -> Phase {
        *self.0.borrow()
    }

    /// The process has gone on to `phase`.
    pub fn enter(&self, phase: Phase) {
        tracing::info!(%phase, "process");
        self.0.send_replace(phase);
    }
}

/// Completes when the process is told to stop: SIGTERM from a supervisor, SIGINT from a terminal.
pub async fn told_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    let wait_for = async |kind| match signal(kind) {
        Ok(mut signals) => _ = signals.recv().await,
        Err(cause) => {
            tracing::error!(%cause, "cannot listen for a signal; stop this process with another one");
            std::future::pending().await
        }
    };
    tokio::select! {
        () = wait_for(SignalKind::terminate()) => (),
        () = wait_for(SignalKind::interrupt()) => (),
    }
}
