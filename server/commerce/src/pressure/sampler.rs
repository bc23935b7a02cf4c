//! Looks at what presses, several times a second.

use std::time::{Duration, Instant};

use sea_orm::ConnectionTrait;
use tokio::task::JoinHandle;

use super::{INPUTS, Input, Level, rules};
use crate::{Cx, Result, db::sql};

/// Between two looks.
const EVERY: Duration = Duration::from_millis(250);
/// Between two ticks whose lateness is measured.
const TICK: Duration = Duration::from_millis(10);
/// Looks between two questions to the database about jobs.
const JOBS_EVERY: u32 = 20;

/// Measures for as long as it is polled. With `follows`, the level follows; without, it stays calm unless staff hold it, and what is
/// measured is only told.
pub async fn measure(cx: Cx, follows: bool) {
    let mut gauge = rules::Gauge::default();
    let mut pool = Probe::default();
    let mut jobs = Probe::default();
    for look in 0_u32.. {
        let late = lateness().await;
        cx.pressure.tell(Input::EventLoop, millis(late));
        cx.pressure.tell(Input::Pool, millis(pool.look(|| ping(cx.clone())).await.unwrap_or_default()));
        if look % JOBS_EVERY == 0 {
            // The time it takes does not matter here: the task writes down what it finds.
            jobs.look(|| oldest_job(cx.clone())).await;
        }
        let sample: rules::Sample = std::array::from_fn(|index| cx.pressure.input(INPUTS[index]));
        let (before, after) = (cx.pressure.measured(), gauge.step(&sample));
        cx.pressure.explain(rules::why(&sample));
        if follows && after != before {
            cx.pressure.set(after);
            tracing::info!(from = before.number(), to = after.number(), why = cx.pressure.why(), "pressure");
        }
        publish(&cx, &sample);
    }
}

/// How late the event loop runs a task that is due, on average over one look.
async fn lateness() -> Duration {
    let (begun, mut late, mut ticks) = (Instant::now(), Duration::ZERO, 0_u32);
    while begun.elapsed() < EVERY {
        let asked = Instant::now();
        tokio::time::sleep(TICK).await;
        // The timer itself is coarse: it rounds up to whole milliseconds.
        late += asked.elapsed().saturating_sub(TICK + Duration::from_millis(2));
        ticks += 1;
    }
    late / ticks.max(1)
}

/// A question whose answer may take long: asked again when it is answered, and never waited for.
#[derive(Default)]
struct Probe {
    asked: Option<(Instant, JoinHandle<()>)>,
    last: Option<Duration>,
}

impl Probe {
    /// How long the latest answer took, or for how long one has been waited for, whichever is longer.
    async fn look<F>(&mut self, ask: impl FnOnce() -> F) -> Option<Duration>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        if let Some((since, task)) = &mut self.asked {
            let waited = since.elapsed();
            if !task.is_finished() {
                return Some(self.last.map_or(waited, |last| last.max(waited)));
            }
            self.asked = None;
        }
        let since = Instant::now();
        let mut task = tokio::spawn(ask());
        match tokio::time::timeout(TICK, &mut task).await {
            Ok(_) => self.last = Some(since.elapsed()),
            Err(_) => {
                self.last = Some(since.elapsed());
                self.asked = Some((since, task));
            }
        }
        self.last
    }
}

async fn ping(cx: Cx) {
    // Whether it answers is for readiness to say; here counts how long it took.
    let _ = cx.db.ping().await;
}

async fn oldest_job(cx: Cx) {
    match seconds_due(&cx).await {
        Ok(seconds) => cx.pressure.tell(Input::Jobs, seconds),
        Err(error) => tracing::debug!(cause = error.source_chain(), "jobs could not be looked at"),
    }
}

/// For how long the job has been due that has waited longest.
async fn seconds_due(cx: &Cx) -> Result<f64> {
    let (db, now) = (cx.db.read(), cx.clock.now());
    let select = "SELECT min(run_at) AS oldest FROM job WHERE state = 'ready' AND run_at <= $1";
    let row = db.query_one_raw(sql(db, select, [now.into()])).await?;
    let oldest: Option<i64> = row.map(|row| row.try_get("", "oldest")).transpose()?.flatten();
    Ok(oldest.map_or(0.0, |at| millis(Duration::from_millis((now - at).unsigned_abs())) / 1000.0))
}

fn millis(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1000.0
}

fn publish(cx: &Cx, sample: &rules::Sample) {
    for (input, value) in INPUTS.iter().zip(sample) {
        metrics::gauge!("floodgate_pressure_input", "input" => input.name()).set(*value);
        let level = f64::from(input.level(*value).number());
        metrics::gauge!("floodgate_pressure_input_level", "input" => input.name()).set(level);
    }
    metrics::gauge!("floodgate_pressure_level").set(f64::from(cx.pressure.level().number()));
    metrics::gauge!("floodgate_pressure_measured_level").set(f64::from(cx.pressure.measured().number()));
    let pinned = cx.pressure.pinned().map_or(-1.0, |level: Level| f64::from(level.number()));
    metrics::gauge!("floodgate_pressure_pinned_level").set(pinned);
}
