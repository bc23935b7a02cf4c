//! Time a request spends waiting for the world outside: a payment provider that takes its time is no sign that the shop is pressed.

use std::{
    cell::Cell,
    time::{Duration, Instant},
};

tokio::task_local! {
    static WAITED: Cell<Duration>;
}

/// Runs a request, and tells how long it waited for the world outside.
pub async fn timed<F: Future>(request: F) -> (F::Output, Duration) {
    WAITED
        .scope(Cell::new(Duration::ZERO), async {
            let output = request.await;
            (output, WAITED.with(Cell::get))
        })
        .await
}

/// Waits for the world outside. Within [`timed`] the time counts as spent there.
pub async fn waiting<F: Future>(outside: F) -> F::Output {
    let begun = Instant::now();
    let output = outside.await;
    // Outside of a request nobody asks.
    _ = WAITED.try_with(|waited| waited.set(waited.get() + begun.elapsed()));
    output
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_what_is_waited_for_outside_counts() {
        let pause = |millis| tokio::time::sleep(Duration::from_millis(millis));
        let (answer, waited) = timed(async {
            pause(30).await;
            waiting(pause(20)).await;
            waiting(pause(20)).await;
            7
        })
        .await;
        assert_eq!(answer, 7);
        assert!(waited >= Duration::from_millis(40));
        let (_, waited) = timed(pause(5)).await;
        assert_eq!(waited, Duration::ZERO);
        waiting(pause(1)).await;
    }
}
