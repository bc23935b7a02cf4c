//! Who waits for the whole shop and for each drop, as staff watch it. Read at most once a second, however many watch.

use std::collections::HashMap;

use types::{Locale, Millis, admin::QueueStanding};

use crate::{
    Cx, Result,
    drops::{self, OpenRoom},
    waiting_room::RoomId,
};

/// Milliseconds for which what was read is believed.
const FRESH: Millis = 1_000;
/// Milliseconds after which what was seen of a queue says nothing of its pace any more.
const FORGOTTEN: Millis = 30_000;

/// As last read.
#[derive(Debug, Default)]
pub(super) struct Queues {
    read_at: Millis,
    standings: Vec<QueueStanding>,
    /// How many each had let in, and when that was seen.
    seen: HashMap<RoomId, (Millis, i64)>,
}

impl Queues {
    /// People let in per second since the room was last seen, where that is not too long ago.
    fn pace(&self, room: RoomId, admitted: i64, now: Millis) -> Option<f64> {
        let (at, before) = *self.seen.get(&room)?;
        let passed = now - at;
        (1..FORGOTTEN).contains(&passed).then(|| (admitted - before).max(0) as f64 * 1_000.0 / passed as f64)
    }

    fn read(&mut self, rooms: &[OpenRoom], now: Millis) {
        self.standings =
            rooms.iter().map(|room| standing(room, self.pace(room.plan.room, room.view.admitted, now))).collect();
        self.seen = rooms.iter().map(|room| (room.plan.room, (now, room.view.admitted))).collect();
        self.read_at = now;
    }
}

/// All that are open.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub(super) async fn open(cx: &Cx) -> Result<Vec<QueueStanding>> {
    let now = cx.clock.now();
    // Whoever comes while another reads finds what they have read.
    let mut queues = cx.surge.queues.lock().await;
    if !(0..FRESH).contains(&(now - queues.read_at)) {
        let rooms = drops::open_rooms(cx).await?;
        queues.read(&rooms, now);
    }
    Ok(queues.standings.clone())
}

fn standing(room: &OpenRoom, admitted: Option<f64>) -> QueueStanding {
    let OpenRoom { plan, drop, view } = room;
    let count = |number: i64| u64::try_from(number).unwrap_or_default();
    let (waiting, per_minute) = (count(view.joined - view.admitted), count(view.rate));
    QueueStanding {
        title: plan.title.said_in(Locale::En).to_owned(),
        drop: *drop,
        waiting,
        admitted,
        rate: per_minute as f64 / 60.0,
        wait_seconds: (waiting * 60).checked_div(per_minute),
        left: view.remaining,
        held: view.held,
        alone: view.degraded,
        why: view.opened_why.clone(),
    }
}

#[cfg(test)]
mod tests {
    use types::drops::{RoomMode, RoomView};

    use super::*;
    use crate::waiting_room::{Phase, Plan};

    /// A queue that lets in two a second.
    fn room(joined: i64, admitted: i64) -> OpenRoom {
        let plan = Plan {
            room: RoomId(uuid::Uuid::nil()),
            path: "/queue".into(),
            title: "the shop".to_owned().into(),
            per_minute: 120,
            adapts: false,
            pass: 60_000,
            seed: None,
            phase: Phase::Open,
            goods: [].into(),
        };
        let view = RoomView {
            mode: RoomMode::Auto,
            per_minute: None,
            rate: 120,
            is_open: true,
            opened_why: None,
            joined,
            admitted,
            on_their_way: 0,
            remaining: None,
            held: 0,
            degraded: false,
            refused: Vec::new(),
            suspects: 0,
        };
        OpenRoom { plan, drop: None, view }
    }

    #[test]
    fn the_pace_is_what_was_let_in_since_the_last_look() {
        let mut queues = Queues::default();
        queues.read(&[room(100, 10)], 50_000);
        let first = queues.standings[0].clone();
        assert_eq!((first.waiting, first.admitted, first.rate, first.wait_seconds), (90, None, 2.0, Some(45)));
        queues.read(&[room(100, 16)], 52_000);
        assert_eq!(queues.standings[0].admitted, Some(3.0), "and not what it may be");
        queues.read(&[room(100, 90)], 52_000 + FORGOTTEN);
        assert_eq!(queues.standings[0].admitted, None, "nobody has looked for a while");
        queues.read(&[], 90_000);
        assert!(queues.standings.is_empty() && queues.seen.is_empty());
    }
}
