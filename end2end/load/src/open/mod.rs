//! The open model: visitors arrive when the plan says so, whether the shop keeps up or not.
//!
//! Every time is counted from the moment a visitor was to arrive, so what waits because the shop or this process is slow is not
//! left out (no coordinated omission). At most [`Bounds::in_flight`] visits run at once; who finds no room waits in the plan itself,
//! which takes no memory, and leaves when patience ends. Visitors are used again, last one first, so that few connections are open
//! while little happens. The clock ticks in milliseconds: a visit begins up to one late, and counts it.

mod plan;
mod record;
#[cfg(test)]
mod tests;

use std::{
    collections::VecDeque,
    future::Future,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::sync::Notify;

use crate::http::Connection;
pub use plan::{Arrival, Phase, Plan};
pub use record::{PhaseRecord, Record, Second, Tally};

/// Someone who comes to the shop, again and again.
pub trait Visitor: Send + 'static {
    /// One visit. `phase` is the plan's.
    ///
    /// # Errors
    /// [`crate::http::Refusal`] when the shop has no time; anything else is a failure.
    fn visit(&mut self, phase: usize) -> impl Future<Output = anyhow::Result<Done>> + Send;

    /// What the visit's requests went through.
    fn connection(&mut self) -> &mut Connection;
}

/// What a visit came to when nothing failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Done {
    /// A confirmed order.
    Bought,
    /// Pages.
    Seen,
    /// A truthful no.
    SoldOut,
}

/// What the engine may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Visits at once; each has a connection.
    pub in_flight: usize,
    /// From the arrival until the visitor leaves without an answer.
    pub patience: Duration,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { in_flight: 1024, patience: Duration::from_secs(10) }
    }
}

/// Visitors between two visits, and what has been recorded.
struct Hall<V> {
    waiting: Mutex<VecDeque<V>>,
    returned: Notify,
    record: Mutex<Record>,
    patience: Duration,
    /// When the plan began.
    began: Instant,
}

/// Lets everyone arrive as `plan` says and waits for the last visit. `make` makes a visitor nobody has seen before.
pub async fn run<V: Visitor>(plan: &Plan, bounds: Bounds, mut make: impl FnMut() -> V) -> Record {
    let hall = Arc::new(Hall {
        waiting: Mutex::new(VecDeque::new()),
        returned: Notify::new(),
        record: Mutex::new(Record::of(plan)),
        patience: bounds.patience,
        began: Instant::now(),
    });
    let mut made = 0;
    for (number, arrival) in plan.arrivals().enumerate() {
        let due = hall.began + arrival.at;
        hall.record().arrived(arrival);
        tokio::time::sleep_until(due.into()).await;
        if number % 64 == 0 {
            // Behind the plan nothing above waits.
            tokio::task::yield_now().await;
        }
        let visitor = hall.visitor(due, bounds.in_flight, &mut made, &mut make).await;
        match visitor {
            Some(visitor) => drop(tokio::spawn(Arc::clone(&hall).host(visitor, arrival, due))),
            None => hall.record().left(arrival, hall.began.elapsed()),
        }
    }
    hall.everyone_back(made, bounds.patience).await;
    let mut record = hall.record();
    record.finish(hall.began.elapsed());
    std::mem::take(&mut *record)
}

impl<V: Visitor> Hall<V> {
    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn waiting(&self) -> MutexGuard<'_, VecDeque<V>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Somebody new while there may be more, then whoever has been away longest: a shop that answers at once would otherwise see two or
    /// three people do everything, and take them for machines. None when patience ends first.
    async fn visitor(&self, due: Instant, most: usize, made: &mut usize, make: &mut impl FnMut() -> V) -> Option<V> {
        loop {
            if due.elapsed() >= self.patience {
                return None;
            }
            if *made < most {
                *made += 1;
                return Some(make());
            }
            if let Some(visitor) = self.waiting().pop_front() {
                return Some(visitor);
            }
            let left = self.patience.saturating_sub(due.elapsed());
            _ = tokio::time::timeout(left, self.returned.notified()).await;
        }
    }

    async fn host(self: Arc<Self>, mut visitor: V, arrival: Arrival, due: Instant) {
        let left = self.patience.saturating_sub(due.elapsed());
        let visit = tokio::time::timeout(left, visitor.visit(arrival.phase)).await;
        if visit.is_err() {
            visitor.connection().hang_up();
        }
        {
            let mut record = self.record();
            let now = self.began.elapsed();
            record.visited(arrival, due, visitor.connection().exchanges(), visit.ok(), now);
        }
        self.waiting().push_back(visitor);
        self.returned.notify_one();
    }

    async fn everyone_back(&self, made: usize, patience: Duration) {
        let deadline = Instant::now() + patience + Duration::from_secs(1);
        while self.waiting().len() < made && Instant::now() < deadline {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}
