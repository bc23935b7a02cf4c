//! One waiting room as this process knows it: looked after by whoever asks, at most a few times a second, and answered from memory
//! in between. Nobody in the queue costs a write, and none of them is remembered.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use fred::clients::Client;
use types::{CartId, Millis, admin::ProviderStanding, drops::RoomMode};

use super::{
    Phase, Plan, RoomId,
    draw::Draw,
    numbers::TakeNumber,
    pace::Pace,
    rules::{self, Facts, Progress},
    shared,
    store::{self, Stored},
};
use crate::{Cx, Error, Result, cache::Spare, combine, inventory};

/// Milliseconds for which what is known counts.
const FRESH: Millis = 250;
/// Milliseconds between two notes in the database of how far the queue has come.
const REMEMBERED_EVERY: Millis = 1_000;
/// Redis answers within this, or the queue goes on without. Longer than a cache's copy may take: who cannot ask lets in fewer.
const PATIENCE: Duration = Duration::from_millis(90);
/// In the tally: a refusal of somebody who behaves like a program, counted under its own reason besides.
pub(super) const SUSPECT: &str = "suspect";
/// An instance that cannot talk to the others lets in this part of what all of them would.
const ALONE: u64 = 4;

/// All waiting rooms this process has looked into.
#[derive(Default)]
pub struct Rooms {
    redis: Option<Spare>,
    known: Mutex<HashMap<RoomId, Arc<Room>>>,
}

impl Rooms {
    /// Shared with other instances through Redis where there is one.
    #[must_use]
    pub fn new(redis: Option<Client>) -> Self {
        Self { redis: redis.map(|client| Spare::new(client, PATIENCE)), known: Mutex::default() }
    }

    /// How Redis is, as the queues see it; none where there is none.
    pub(crate) fn standing(&self) -> Option<ProviderStanding> {
        self.redis.as_ref().map(|redis| redis.standing("redis of the queues"))
    }

    pub(super) fn room(&self, id: RoomId) -> Arc<Room> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(id).or_insert_with(|| Arc::new(Room::new(id))).clone()
    }

    /// Forgets a room, so that it is begun from what the database says.
    pub(crate) fn forget(&self, id: RoomId) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).remove(&id);
    }

    /// Bytes that all rooms take, however many wait in them.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.values().map(|room| room.lock().bytes()).sum()
    }
}

/// One of them.
pub(super) struct Room {
    id: RoomId,
    /// Held by the one request that looks after the room now; the others answer from what is known.
    looking: tokio::sync::Mutex<()>,
    state: Mutex<State>,
}

/// What is known.
#[derive(Default)]
pub(super) struct State {
    pub stored: Option<Stored>,
    pub joined: u64,
    pub progress: Progress,
    /// Places that came to the till, as long as their time runs.
    pub used: BTreeSet<u64>,
    pub draw: Option<Arc<Draw>>,
    /// Units that can be bought now, and units in holds.
    pub stock: (Option<u64>, u64),
    pub degraded: bool,
    /// How many may begin to buy while the crowd has opened the room.
    pub pace: Pace,
    /// Why people were turned away, since this was last written down.
    tally: BTreeMap<&'static str, u64>,
    looked_at: Millis,
    remembered: (u64, Millis),
}

impl State {
    /// What admissions are decided on.
    pub fn facts(&self, cx: &Cx, plan: &Plan) -> Facts {
        let (mode, rate) = (self.mode(), self.rate(cx, plan));
        Facts {
            now: cx.clock.now(),
            joined: self.joined,
            per_minute: if self.degraded { (rate / ALONE).max(1) } else { rate },
            pass: plan.pass,
            remaining: self.stock.0,
            drain: mode == RoomMode::Draining,
            halt: mode == RoomMode::Paused || plan.phase != Phase::Open,
        }
    }

    /// People a minute as of now: what staff say, or what the crowd's own queue has found out, or the plan's.
    pub fn rate(&self, cx: &Cx, plan: &Plan) -> u64 {
        let wished = self.stored.as_ref().and_then(|stored| stored.per_minute);
        let rate = wished.and_then(|rate| u64::try_from(rate).ok()).unwrap_or(plan.per_minute);
        let rate = rules::rate(rate, cx.pressure.level());
        if plan.adapts && wished.is_none() { rate.max(self.pace.per_minute()) } else { rate }
    }

    /// Tickets whose turn is still to come.
    pub fn waiting(&self) -> u64 {
        self.joined.saturating_sub(self.progress.admitted)
    }

    pub fn mode(&self) -> RoomMode {
        self.stored.as_ref().map_or(RoomMode::Auto, |stored| stored.mode)
    }

    /// A ticket's place in line, from 0; none before the draw.
    pub fn rank(&self, plan: &Plan, number: u64) -> Option<u64> {
        match (&self.draw, plan.phase) {
            (Some(draw), _) => Some(draw.rank(number)),
            (None, Phase::Open | Phase::Over) if plan.seed.is_none() => Some(number),
            (None, _) => None,
        }
    }

    /// What is known does not count any more.
    pub fn look_soon(&mut self) {
        self.looked_at = 0;
    }

    fn bytes(&self) -> usize {
        let draw = self.draw.as_ref().map_or(0, |draw| draw.bytes());
        // A set's entry with its share of the tree around it.
        size_of::<Self>() + draw + self.used.len() * 3 * size_of::<u64>()
    }
}

impl Room {
    fn new(id: RoomId) -> Self {
        Self { id, looking: tokio::sync::Mutex::default(), state: Mutex::default() }
    }

    pub fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a refusal; the database hears of it with the next look.
    pub fn count(&self, why: &'static str) {
        metrics::counter!("floodgate_queue_refused_total", "reason" => why).increment(1);
        self.note(why);
    }

    /// Adds to the tally alone.
    pub fn note(&self, why: &'static str) {
        *self.lock().tally.entry(why).or_default() += 1;
    }

    /// Nobody need look yet.
    pub fn is_fresh(&self, now: Millis) -> bool {
        let state = self.lock();
        state.stored.is_some() && (0..FRESH).contains(&(now - state.looked_at))
    }

    /// Brings what is known up to date, unless it is, or somebody else is at it. The first look is waited for.
    ///
    /// # Errors
    /// When the database does not answer and nothing is known yet.
    pub async fn look(&self, cx: &Cx, plan: &Plan) -> Result<()> {
        if self.is_fresh(cx.clock.now()) {
            return Ok(());
        }
        let known = self.lock().stored.is_some();
        let _looking = match self.looking.try_lock() {
            Ok(guard) => guard,
            Err(_) if known => return Ok(()),
            Err(_) => self.looking.lock().await,
        };
        if self.is_fresh(cx.clock.now()) {
            return Ok(());
        }
        match self.bring_up_to_date(cx, plan).await {
            Err(error) if known => {
                tracing::warn!(room = %self.id.0, cause = error.source_chain(), "a queue stands still for a moment");
                self.lock().looked_at = cx.clock.now();
                Ok(())
            }
            other => other,
        }
    }

    async fn bring_up_to_date(&self, cx: &Cx, plan: &Plan) -> Result<()> {
        let now = cx.clock.now();
        let stored = store::load(cx.db.write(), self.id).await?;
        let stock = stock(cx, plan).await?;
        {
            let mut state = self.lock();
            state.joined = state.joined.max(stored.joined);
            if state.stored.is_none() {
                state.progress = Progress::resumed(stored.admitted, now);
                state.remembered = (stored.admitted, 0);
            }
            (state.stored, state.stock) = (Some(stored.clone()), stock);
        }
        let version = self.adopt(cx, now).await;
        if version.is_none() {
            // Where Redis does not say how far the others are, the database does, a second late.
            self.lock().progress.follow(stored.admitted, now);
        }
        self.close_draw(cx, plan, stored.entrants, now).await?;
        self.advance(cx, plan, version).await;
        self.remember(cx, now).await?;
        self.lock().looked_at = now;
        Ok(())
    }

    /// Takes over what the instances agree on; its version, where they can be asked.
    async fn adopt(&self, cx: &Cx, now: Millis) -> Option<u64> {
        let redis = cx.rooms.redis.as_ref()?;
        let lapsed = self.lock().progress.lapsed;
        let read = redis.ask("queue", now, shared::read(&redis.client, self.id, lapsed)).await;
        let mut state = self.lock();
        match read {
            Some(mut read) => {
                if read.version == 0 {
                    read.progress = Progress::resumed(0, now);
                }
                read.progress.merge(&state.progress);
                state.progress = read.progress;
                state.used.extend(read.used);
                state.degraded = false;
                Some(read.version)
            }
            None => {
                if !state.degraded {
                    tracing::warn!("Redis does not answer: this instance lets in few, by itself");
                }
                state.degraded = true;
                None
            }
        }
    }

    /// The draw is held once, among as many as the database says: the same for all instances.
    async fn close_draw(&self, cx: &Cx, plan: &Plan, entrants: Option<u64>, now: Millis) -> Result<()> {
        let Some(seed) = plan.seed.clone().filter(|_| matches!(plan.phase, Phase::Open | Phase::Over)) else {
            return Ok(());
        };
        if self.lock().draw.is_some() {
            return Ok(());
        }
        let entrants = match entrants {
            Some(entrants) => entrants,
            None => store::close_draw(cx.db.write(), self.id, now).await?,
        };
        let draw = tokio::task::spawn_blocking(move || Draw::new(&seed, entrants)).await.map_err(Error::internal)?;
        let mut state = self.lock();
        state.joined = state.joined.max(entrants);
        state.draw = Some(Arc::new(draw));
        Ok(())
    }

    /// Lets in who may come. What another instance has decided meanwhile stands instead.
    async fn advance(&self, cx: &Cx, plan: &Plan, version: Option<u64>) {
        let (before, after) = {
            let mut state = self.lock();
            let facts = state.facts(cx, plan);
            let before = state.progress.clone();
            let used = std::mem::take(&mut state.used);
            state.progress.step(&used, facts);
            let lapsed = state.progress.lapsed;
            state.used = used;
            state.used.retain(|rank| *rank >= lapsed);
            (before, state.progress.clone())
        };
        let (Some(redis), Some(version)) = (&cx.rooms.redis, version) else { return };
        let write = shared::write(&redis.client, self.id, version, &after);
        if redis.ask("queue", cx.clock.now(), write).await == Some(false) {
            self.lock().progress = before;
        }
    }

    async fn remember(&self, cx: &Cx, now: Millis) -> Result<()> {
        let (admitted, tally) = {
            let mut state = self.lock();
            let (admitted, at) = state.remembered;
            let is_new = admitted != state.progress.admitted || !state.tally.is_empty();
            if !is_new || now < at + REMEMBERED_EVERY {
                return Ok(());
            }
            state.remembered = (state.progress.admitted, now);
            (state.progress.admitted, std::mem::take(&mut state.tally))
        };
        store::remember(cx.db.write(), self.id, admitted, now).await?;
        store::add_tally(cx.db.write(), self.id, &tally).await
    }

    /// Writes down at once what was counted, for whoever adds it up.
    pub async fn settle(&self, cx: &Cx) -> Result<()> {
        self.lock().remembered.1 = 0;
        self.remember(cx, cx.clock.now()).await
    }

    /// The next number.
    ///
    /// # Errors
    /// When the database does not answer, or too many wait for theirs.
    pub async fn next_number(&self, cx: &Cx, cart: CartId) -> Result<u64> {
        let number = combine::submit(cx, TakeNumber { room: self.id, cart }).await?;
        let mut state = self.lock();
        state.joined = state.joined.max(number + 1);
        Ok(number)
    }

    /// A place came to the till. The other instances are told by a task of its own: no purchase waits for Redis.
    pub fn mark_used(&self, cx: &Cx, rank: u64) {
        self.lock().used.insert(rank);
        if cx.rooms.redis.is_none() {
            return;
        }
        let (cx, id) = (cx.as_system(), self.id);
        tokio::spawn(async move {
            if let Some(redis) = &cx.rooms.redis {
                redis.ask("queue", cx.clock.now(), shared::mark_used(&redis.client, id, rank)).await;
            }
        });
    }
}

/// Units that can be bought now (none where that is without bound), and units in holds, over all of a plan's goods.
async fn stock(cx: &Cx, plan: &Plan) -> Result<(Option<u64>, u64)> {
    if plan.goods.is_empty() {
        return Ok((None, 0));
    }
    let levels = inventory::levels(cx.db.write(), &plan.goods, cx.clock.now()).await?;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let remaining = levels.values().map(|level| level.for_sale().map(count)).sum::<Option<u64>>();
    Ok((remaining, levels.values().map(|level| count(level.held)).sum()))
}
