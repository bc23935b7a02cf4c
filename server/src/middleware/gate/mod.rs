//! Who is let in to be worked on. Each class of requests has a limit that follows how long its answers take ([`limit`]), and a short,
//! bounded line before it ([`line`]). Under pressure the classes give way from the last to the first ([`class`]): the lower one, the
//! less slowness its limit bears, and whenever there is room for one more, the highest class that waits has it. A refusal costs
//! microseconds. Whoever hangs up or loses patience while waiting is never begun.

pub mod class;
mod limit;
mod line;
#[cfg(test)]
mod tests;

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use commerce::{
    presence::Presence,
    pressure::{Input, Level, Pressure, outside},
};
use tokio::sync::oneshot;
use tracing::Instrument;

use self::{
    class::{CLASSES, Class, SELLING, Terms},
    limit::Limit,
    line::Line,
};
use super::refusal::{self, Asker};
use crate::{
    App,
    metric_names::{GATE_IN_FLIGHT, GATE_LIMIT, GATE_REFUSED, GATE_WAITING},
};

/// The gate of one process.
pub struct Gate {
    state: Mutex<Standings>,
    began: Instant,
}

struct Standings {
    classes: Vec<Standing>,
    /// Of those that sell, together; judges who may begin.
    selling: Limit,
    /// Of all classes together.
    ceiling: u32,
    in_flight: u32,
}

/// How one class stands.
struct Standing {
    class: Class,
    limit: Limit,
    in_flight: u32,
    line: Line<oneshot::Sender<Permit>>,
    /// Since the last look.
    refused: u32,
}

/// The right to be worked on, until it is dropped.
pub struct Permit {
    gate: Arc<Gate>,
    class: Class,
    begun: Instant,
    /// How long the work took by itself; none where nobody can say.
    took: Option<Duration>,
}

impl Gate {
    /// A gate that lets at most `ceiling` in at once, whatever they are, and of each class as many as can be answered in time.
    #[must_use]
    pub fn new(ceiling: usize) -> Arc<Self> {
        Self::with_limits(ceiling, Limit::new)
    }

    /// A gate that lets at most `ceiling` in at once, and does not care how long they take.
    #[must_use]
    pub fn fixed(ceiling: usize) -> Arc<Self> {
        Self::with_limits(ceiling, Limit::fixed)
    }

    fn with_limits(ceiling: usize, limit: fn(Terms, u32) -> Limit) -> Arc<Self> {
        let ceiling = u32::try_from(ceiling).unwrap_or(u32::MAX).max(1);
        let standing = |class: Class| {
            let terms = class.terms();
            let line = Line::new(terms.queue, Duration::from_millis(terms.patience_ms));
            Standing { class, limit: limit(terms, ceiling), in_flight: 0, line, refused: 0 }
        };
        let classes = CLASSES.map(standing).into_iter().collect();
        let state = Mutex::new(Standings { classes, selling: limit(SELLING, ceiling), ceiling, in_flight: 0 });
        Arc::new(Self { state, began: Instant::now() })
    }

    /// The right to work on a request of `class`, perhaps after a wait; none when there is no room for it.
    pub async fn enter(self: &Arc<Self>, class: Class, level: Level) -> Option<Permit> {
        let waiting = {
            let mut state = self.lock();
            if class == Class::Extras && level >= Level::MOST {
                state.classes[class as usize].refused += 1;
                return None;
            }
            if state.has_room(class) {
                return Some(self.admit(&mut state, class));
            }
            let (turn, waiting) = oneshot::channel();
            let standing = &mut state.classes[class as usize];
            if standing.line.join(turn, Instant::now()).is_err() {
                standing.refused += 1;
                return None;
            }
            waiting
        };
        let patience = Duration::from_millis(class.terms().patience_ms);
        let turn = tokio::time::timeout(patience, waiting).await.ok().and_then(Result::ok);
        if turn.is_none() {
            self.lock().classes[class as usize].refused += 1;
        }
        turn
    }

    /// Whether a request of `class` would be refused at once; counted as refused where it would.
    #[must_use]
    pub fn is_shut(&self, class: Class) -> bool {
        let mut state = self.lock();
        let shut = !state.has_room(class) && state.classes[class as usize].line.is_full(Instant::now());
        if shut {
            state.classes[class as usize].refused += 1;
        }
        shut
    }

    fn admit(self: &Arc<Self>, state: &mut Standings, class: Class) -> Permit {
        state.in_flight += 1;
        state.classes[class as usize].in_flight += 1;
        Permit { gate: Arc::clone(self), class, begun: Instant::now(), took: None }
    }

    fn lock(&self) -> MutexGuard<'_, Standings> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a permit back, and gives its place to whoever is next.
    fn leave(self: &Arc<Self>, class: Class, took: Option<Duration>) {
        let mut turns = Vec::new();
        {
            let mut state = self.lock();
            if let Some(took) = took {
                state.observe(class, took, self.began.elapsed());
            }
            state.classes[class as usize].in_flight -= 1;
            state.in_flight -= 1;
            let now = Instant::now();
            while let Some((class, turn)) = state.next(now) {
                turns.push((turn, self.admit(&mut state, class)));
            }
        }
        for (turn, permit) in turns {
            // Whoever has gone away gives it back by dropping it, and the next one is asked.
            drop(turn.send(permit));
        }
    }

    /// Tells `pressure` how things stand here, and the metrics with it. To be called a few times a second.
    pub fn tell(&self, pressure: &Pressure) {
        let now = Instant::now();
        let mut state = self.lock();
        let (mut asked, mut room, mut oldest, mut slowest) = (0.0, 0.0, Duration::ZERO, 0.0_f64);
        for standing in &mut state.classes {
            let Standing { class, limit, in_flight, line, refused } = standing;
            let name = class.terms().name;
            let refusals = std::mem::take(refused);
            metrics::gauge!(GATE_LIMIT, "class" => name).set(f64::from(limit.current()));
            metrics::gauge!(GATE_IN_FLIGHT, "class" => name).set(f64::from(*in_flight));
            metrics::gauge!(GATE_WAITING, "class" => name).set(line.len() as f64);
            metrics::counter!(GATE_REFUSED, "class" => name).increment(refusals.into());
            let demand = f64::from(*in_flight) + line.len() as f64 + f64::from(refusals);
            // Extras that find no room are no reason to shed more than extras.
            if demand > 0.0 && *class != Class::Extras {
                asked += demand;
                room += f64::from(limit.current());
                slowest = slowest.max(limit.slowness());
            }
            oldest = oldest.max(line.oldest(now));
        }
        pressure.tell(Input::InFlight, if room > 0.0 { asked / room } else { 0.0 });
        pressure.tell(Input::Waiting, oldest.as_secs_f64() * 1000.0);
        pressure.tell(Input::Latency, if asked > 0.0 { slowest } else { 0.0 });
    }
}

impl Standings {
    fn has_room(&self, class: Class) -> bool {
        let standing = &self.classes[class as usize];
        let may_begin = class != Class::Entrance || self.may_begin();
        self.in_flight < self.ceiling && standing.in_flight < standing.limit.current() && may_begin
    }

    /// Whether one more purchase can be brought to its end in time.
    fn may_begin(&self) -> bool {
        let begun = |class: &Class| class.sells() && *class != Class::Entrance;
        let waits =
            CLASSES.iter().filter(|class| begun(class)).any(|class| self.classes[*class as usize].line.len() > 0);
        !waits && self.selling_in_flight() < self.selling.current()
    }

    fn selling_in_flight(&self) -> u32 {
        self.classes.iter().filter(|standing| standing.class.sells()).map(|standing| standing.in_flight).sum()
    }

    fn observe(&mut self, class: Class, took: Duration, now: Duration) {
        let selling = self.selling_in_flight();
        if class.sells() {
            self.selling.observe(took, selling, now);
        }
        let standing = &mut self.classes[class as usize];
        standing.limit.observe(took, standing.in_flight, now);
    }

    /// Who is let in next, the highest class first.
    fn next(&mut self, now: Instant) -> Option<(Class, oneshot::Sender<Permit>)> {
        CLASSES.into_iter().filter(|class| self.has_room(*class)).collect::<Vec<_>>().into_iter().find_map(|class| {
            let line = &mut self.classes[class as usize].line;
            // Whoever has hung up leaves nobody to answer.
            std::iter::from_fn(|| line.next(now)).find(|turn| !turn.is_closed()).map(|turn| (class, turn))
        })
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.gate.leave(self.class, self.took);
    }
}

/// The refusal of a request of `class` for which there is neither room nor a place to wait.
pub fn turned_away(app: &App, request: &Request, class: Class) -> Option<Response> {
    app.gate.is_shut(class).then(|| refusal::busy(&Asker::of(request)))
}

/// Lets a request in, and runs its handler in a task of its own: a client that hangs up, or a time-out, ends the waiting and not the
/// work, so a connection with a transaction on it is never dropped half-way. What has not begun by then is left undone ([`commerce::presence`]). The
/// permit is held until the work has ended.
pub async fn pass(State(app): State<App>, request: Request, next: Next) -> Response {
    let permit = match Class::of(&app, &request) {
        None => None,
        Some(class) => match app.gate.enter(class, app.services.pressure.level()).await {
            Some(permit) => Some(permit),
            None => return refusal::busy(&Asker::of(&request)),
        },
    };
    let presence = Presence::default();
    let work = presence.waits_for(async move {
        let (response, waited) = outside::timed(next.run(request)).await;
        if let Some(mut permit) = permit {
            permit.took = Some(permit.begun.elapsed().saturating_sub(waited));
        }
        response
    });
    match app.handlers.spawn(work.in_current_span()).await {
        Ok(response) => response,
        // Nobody aborts these tasks, so the handler panicked: let it go on to the layer that catches panics.
        Err(failure) => std::panic::resume_unwind(failure.into_panic()),
    }
}
