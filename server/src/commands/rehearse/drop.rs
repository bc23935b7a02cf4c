//! A drop on the copy: taken out of the way there, and announced once more under another name, with its start in a moment.

use std::time::Duration;

use anyhow::Context;
use commerce::{Cx, drops, rfc3339};
use load::{
    http::Connection,
    rehearsal::{self, Books, Came, InDrop},
};
use types::{
    DropId, ErrorCode, Millis,
    drops::{DropGoodsView, DropInput, DropStatus},
};

use super::child::Child;
use crate::commands::explain;

/// People gather so long before the start, or a third of the sale, whichever is shorter.
const GATHERING: Duration = Duration::from_secs(20);
/// Where nobody gathers, everyone hears of the start so long before.
const NOTICE: Duration = Duration::from_secs(3);
/// Milliseconds after which the copy has heard of what is announced beside it, at the latest.
const HEARD: Millis = 1_000;
/// The queue writes down what it has counted once a second, when somebody asks.
const WRITTEN_DOWN: Duration = Duration::from_millis(1_200);
/// A drop's name in addresses is no longer than 120 characters.
const ROOM_FOR_NAME: usize = 120 - SUFFIX.len();
const SUFFIX: &str = "-rehearsal";

/// A drop that is not on any more on the copy.
pub struct Original {
    input: DropInput,
    /// What it sells.
    pub goods: Vec<DropGoodsView>,
}

/// The copy's drop called `slug`, ended or taken back; none where there is none.
///
/// # Errors
/// When the database does not answer.
pub async fn out_of_the_way(cx: &Cx, slug: &str) -> anyhow::Result<Option<Original>> {
    let Some(id) = drops::called(cx, slug).await.map_err(explain)? else { return Ok(None) };
    let drop = drops::admin_drop(cx, id).await.map_err(explain)?;
    match drop.status {
        DropStatus::Scheduled => drops::withdraw(cx, id).await.map_err(explain)?,
        DropStatus::PreQueue | DropStatus::Live | DropStatus::SoldOut => {
            drops::end(cx, id).await.map_err(explain)?;
        }
        DropStatus::Draft | DropStatus::Ended | DropStatus::Reported => {}
    }
    let goods = drops::view(cx, slug).await.map_err(explain)?.goods;
    Ok(Some(Original { input: drop.input, goods }))
}

/// The one that is rehearsed.
pub struct Copy {
    id: DropId,
    /// As visitors know it.
    pub known: rehearsal::Drop,
}

/// Announces the same drop under a name of its own, and waits until the copy has heard of it. It lasts for `sale`.
///
/// # Errors
/// When its goods are in another drop, or the database does not answer.
pub async fn announce(cx: &Cx, original: &Original, sale: Duration) -> anyhow::Result<Copy> {
    let (input, now) = (original.input.clone(), cx.clock.now());
    let gathers = input.queue_opens_at.is_some();
    let before = if gathers { GATHERING.min(sale / 3) } else { NOTICE };
    // Plans are written to the second, so this is one.
    let begins = (now + HEARD) / 1000 * 1000 + 1000;
    let after = |time: Duration| rfc3339(begins + i64::try_from(time.as_millis()).unwrap_or(i64::MAX / 2));
    let name: String = input.slug.chars().take(ROOM_FOR_NAME).collect();
    let slug = format!("{}{SUFFIX}", name.trim_end_matches('-'));
    let per_minute = u64::try_from(input.admit_per_minute).unwrap_or(1);
    let input = DropInput {
        slug: slug.clone(),
        queue_opens_at: gathers.then(|| rfc3339(now)),
        starts_at: after(before),
        ends_at: after(before + sale),
        ..input
    };
    let id = drops::create(cx, input).await.map_err(explain)?;
    drops::schedule(cx, id).await.map_err(explain).context("cannot announce the drop on the copy")?;
    let left = u64::try_from(begins - cx.clock.now()).unwrap_or_default();
    tokio::time::sleep(Duration::from_millis(left)).await;
    Ok(Copy { id, known: rehearsal::Drop { slug, gathers, before, sale, per_minute } })
}

impl Copy {
    /// Ends it, should it not be over, and puts together what came of the crowd and what the shop says.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn close(&self, cx: &Cx, child: &Child, came: &Came) -> anyhow::Result<InDrop> {
        tokio::time::sleep(WRITTEN_DOWN).await;
        let queue = format!("/api/v1/drops/{}/queue", self.known.slug);
        Connection::to(child.addr).get(&queue).await?;
        drops::step(cx, self.id).await.map_err(explain)?;
        match drops::end(cx, self.id).await {
            Err(error) if error.code() != ErrorCode::Conflict => return Err(explain(error)),
            _ => {}
        }
        let report = drops::added_up(cx, self.id).await.map_err(explain)?;
        let report: Books = serde_json::from_value(serde_json::to_value(report)?)?;
        Ok(InDrop::of(&self.known, came.people.1, came.bots.1, report))
    }
}
