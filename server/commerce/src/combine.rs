//! Writes that arrive while another is under way share the next transaction.
//!
//! When everyone arrives at once, a transaction each costs a commit each, and on one hot row they queue for its lock besides. Here
//! callers queue in memory instead; what waits is written together, by statements over many rows ([`crate::db::rows`]), under one
//! commit. Nobody waits for a timer: an idle queue runs the first write at once, alone. The database stays the judge, so several
//! processes on one database need not know of each other.

#[cfg(test)]
mod tests;

use std::{
    collections::{HashSet, VecDeque},
    future::Future,
    hash::Hash,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use sea_orm::DatabaseTransaction;
use tokio::sync::oneshot;

use crate::{Cx, Error, Result, Services, presence::Asker};

/// Writes that share a transaction at most: keeps statements short and locks brief.
const MOST: usize = 256;
/// Writes that wait at most; more are refused as `unavailable`. At a few thousand a second this is a wait of seconds.
const BOUND: usize = 8192;
/// Tries of a batch that lost a deadlock or a race for the right to write; then its writes are told that the shop is busy.
const TRIES: u32 = 5;

/// A kind of write that can share a transaction with others of its kind.
pub trait Combined: Sized + Send + Sync + 'static {
    /// Two writes about the same thing never share a transaction: the second sees what the first has done.
    type Key: Eq + Hash + Send;
    /// What each caller gets.
    type Answer: Send + 'static;

    /// Whether it is worth nothing once whoever asked has gone, and begins nothing that something else relies on.
    const LAPSES: bool = false;

    /// What it is about.
    fn key(&self) -> Self::Key;

    /// Where its kind queues.
    fn queue(services: &Services) -> &Queue<Self>;

    /// Writes all of `batch` and answers each, in order. An answer that is an error must have written nothing; an error of the whole
    /// undoes all, and each is tried alone.
    fn write(
        cx: &Cx,
        tx: &DatabaseTransaction,
        batch: &[Self],
    ) -> impl Future<Output = Result<Vec<Result<Self::Answer>>>> + Send;
}

/// Writes of one kind that wait.
pub struct Queue<W: Combined> {
    /// Pushed to by callers, emptied by the one task that runs while anything waits.
    state: Mutex<State<W>>,
}

struct State<W: Combined> {
    waiting: VecDeque<Waiting<W>>,
    running: bool,
}

struct Waiting<W: Combined> {
    write: W,
    /// Whoever its refusal is worded for.
    reader: words::Reader,
    asker: Asker,
    answer: oneshot::Sender<Result<W::Answer>>,
}

impl<W: Combined> Waiting<W> {
    /// Ends it unwritten: nobody reads its answer, but the work that asked for it has to end.
    fn lapse(self) {
        metrics::counter!("floodgate_lapsed_writes_total").increment(1);
        _ = self.answer.send(Err(Error::unavailable(anyhow::anyhow!("whoever asked for it has gone"))));
    }
}

impl<W: Combined> Default for Queue<W> {
    fn default() -> Self {
        Self { state: Mutex::new(State { waiting: VecDeque::new(), running: false }) }
    }
}

impl<W: Combined> Queue<W> {
    /// Adds a write; true when the caller has to start the task that runs them.
    fn push(&self, waiting: Waiting<W>) -> Result<bool> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if state.waiting.len() >= BOUND {
            return Err(Error::unavailable(anyhow::anyhow!("{BOUND} writes wait already")));
        }
        state.waiting.push_back(waiting);
        Ok(!std::mem::replace(&mut state.running, true))
    }

    /// The next batch, first come first served; none when the task may end. Those nobody waits for any more are dropped. A batch speaks one
    /// language, that of its first: those in another wait for the next, and whatever has the key of one that waits stays behind it.
    fn next(&self) -> Option<Vec<Waiting<W>>> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut batch, mut keys, mut later) = (Vec::new(), HashSet::new(), VecDeque::new());
        while batch.len() < MOST
            && let Some(waiting) = state.waiting.pop_front()
        {
            if waiting.answer.is_closed() {
                continue;
            }
            if W::LAPSES && waiting.asker.is_gone() {
                waiting.lapse();
                continue;
            }
            let speaks_alike = batch.first().is_none_or(|first: &Waiting<W>| first.reader == waiting.reader);
            let is_first_of_key = keys.insert(waiting.write.key());
            if is_first_of_key && speaks_alike { batch.push(waiting) } else { later.push_back(waiting) }
        }
        later.append(&mut state.waiting);
        state.waiting = later;
        state.running = !batch.is_empty();
        state.running.then_some(batch)
    }
}

/// Writes `write` together with whatever else of its kind waits.
///
/// # Errors
/// Its own; `unavailable` when too many wait or the database does not answer.
pub async fn submit<W: Combined>(cx: &Cx, write: W) -> Result<W::Answer> {
    let (answer, answered) = oneshot::channel();
    if W::queue(cx).push(Waiting { write, reader: words::reader(), asker: Asker::current(), answer })? {
        tokio::spawn(run::<W>(cx.as_system()));
    }
    answered.await.unwrap_or_else(|_| Err(Error::internal(anyhow::anyhow!("the task that writes has died"))))
}

/// Runs batches until nothing waits.
async fn run<W: Combined>(cx: Cx) {
    while let Some(batch) = W::queue(&cx).next() {
        let cx = cx.clone();
        let reader = batch.first().map(|one| one.reader).unwrap_or_default();
        let writing = words::scope(reader, async move { write_together(&cx, batch).await });
        // In a task of its own: a panic costs one batch, not the queue.
        if let Err(panic) = tokio::spawn(writing).await {
            tracing::error!(%panic, "a batch of writes");
        }
        // Those just answered often come again at once: they shall find room in the next batch, not in the one after it.
        tokio::task::yield_now().await;
    }
}

async fn write_together<W: Combined>(cx: &Cx, batch: Vec<Waiting<W>>) {
    let (writes, answers): (Vec<W>, Vec<_>) = batch.into_iter().map(|one| (one.write, one.answer)).unzip();
    metrics::histogram!("floodgate_combined_writes").record(f64::from(u32::try_from(writes.len()).unwrap_or(u32::MAX)));
    let writes = Arc::new(writes);
    match transaction(cx, writes.clone()).await {
        Ok(results) => answers.into_iter().zip(results).for_each(|(answer, result)| _ = answer.send(result)),
        Err(error) if writes.len() > 1 && error.is_certain() => {
            tracing::warn!(cause = error.source_chain(), writes = writes.len(), "a batch failed; each is tried alone");
            let writes = Arc::into_inner(writes).unwrap_or_default();
            for (write, answer) in writes.into_iter().zip(answers) {
                let result = transaction(cx, Arc::new(vec![write])).await;
                _ = answer.send(result.and_then(|mut one| one.pop().unwrap_or_else(|| Err(unanswered()))));
            }
        }
        Err(error) => answers.into_iter().for_each(|answer| _ = answer.send(Err(error.again()))),
    }
}

/// One transaction, again after a deadlock: that one was certainly undone.
async fn transaction<W: Combined>(cx: &Cx, writes: Arc<Vec<W>>) -> Result<Vec<Result<W::Answer>>> {
    let mut tries = 0;
    loop {
        let (inner, batch) = (cx.clone(), writes.clone());
        let done = cx.db.combined(|tx| Box::pin(async move { W::write(&inner, tx, &batch).await })).await;
        tries += 1;
        match done {
            Ok(answers) if answers.len() == writes.len() => return Ok(answers),
            Ok(_) => return Err(unanswered()),
            Err(error) if error.is_contention() && tries < TRIES => {
                let most = 5_u64 << tries;
                tokio::time::sleep(Duration::from_millis(rand::random_range(1..=most))).await;
            }
            Err(error) => return Err(error),
        }
    }
}

fn unanswered() -> Error {
    Error::internal(anyhow::anyhow!("a batch did not answer each of its writes"))
}
