//! What staff watch while everyone comes at once: the last five minutes of this instance, kept in memory, and what is left to sell.
//!
//! Samples are pushed by whoever sees requests; nothing here waits for them. Many may watch: what is left to sell and who waits is asked
//! of the database at most once a second, by one of them. Staff's last switches, five short rows, are read for each.

mod queues;
#[cfg(test)]
mod tests;

use std::{
    collections::VecDeque,
    sync::{Mutex, MutexGuard, PoisonError},
};

use types::{
    Millis, VariantId,
    admin::{CacheStanding, HotItem, SurgeSample, SurgeView, WidgetStanding},
    flag::FlagView,
};

use self::queues::Queues;
use crate::{Cx, Result, Scope, catalog, flags, inventory, payments, pressure::Level, switches};

/// Classes of requests, most important first: what is shed last stands first.
pub const CLASSES: [&str; 6] = ["Checkout", "Cart", "Product", "Browse and search", "Extras", "Admin"];

/// Samples kept: five minutes of seconds.
const KEPT: usize = 300;
/// Switches of staff shown.
const CHANGES: u64 = 5;
/// Hot items shown.
const HOT: u64 = 8;
/// Milliseconds for which stock is believed.
const STOCK_FRESH: Millis = 1_000;
/// Milliseconds for which an item that nobody holds any more is still shown: one that has just sold out is what staff look for.
const REMEMBERED: Millis = 5 * 60 * 1_000;

/// The last minutes of this instance.
#[derive(Debug, Default)]
pub struct Surge {
    samples: Mutex<VecDeque<SurgeSample>>,
    /// As of the last sample.
    caches: Mutex<Option<Vec<CacheStanding>>>,
    stock: tokio::sync::Mutex<Stock>,
    queues: tokio::sync::Mutex<Queues>,
}

/// Hot items as last read.
#[derive(Debug, Default)]
struct Stock {
    read_at: Millis,
    /// With when it was last wanted.
    wanted: Vec<(VariantId, Millis)>,
    items: Vec<HotItem>,
}

impl Surge {
    /// Keeps one second; the oldest goes.
    pub fn push(&self, sample: SurgeSample) {
        let mut samples = self.samples();
        if samples.len() >= KEPT {
            samples.pop_front();
        }
        samples.push_back(sample);
    }

    /// Orders placed a minute, by the last seconds of this instance.
    #[must_use]
    pub fn orders_per_minute(&self) -> u64 {
        const SECONDS: usize = 5;
        let samples = self.samples();
        let orders: f64 = samples.iter().rev().take(SECONDS).map(|sample| sample.orders).sum();
        // Never below zero, and far from the largest number.
        (orders * 60.0 / SECONDS as f64) as u64
    }

    /// What the caches do; what was said before is forgotten.
    pub fn tell_caches(&self, caches: Vec<CacheStanding>) {
        *self.caches() = Some(caches);
    }

    fn caches(&self) -> MutexGuard<'_, Option<Vec<CacheStanding>>> {
        self.caches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn samples(&self) -> MutexGuard<'_, VecDeque<SurgeSample>> {
        self.samples.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Everything the console shows.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn view(cx: &Cx) -> Result<SurgeView> {
    cx.require(Scope::Ops)?;
    let samples = cx.surge.samples().iter().cloned().collect();
    Ok(SurgeView {
        level: cx.pressure.level().number(),
        pinned: cx.pressure.pinned().map(Level::number),
        why: Some(cx.pressure.why()).filter(|why| !why.is_empty()).into_iter().collect(),
        classes: CLASSES.map(str::to_owned).to_vec(),
        samples,
        hot: hot_items(cx).await?,
        queues: queues::open(cx).await?,
        changes: switches::changes(cx, CHANGES).await?,
        widgets: Some(flags::list(cx)?.into_iter().map(widget).collect()),
        breakers: payments::providers(cx)?
            .into_iter()
            .chain(cx.mailer.standing())
            .chain(cx.cache.standing())
            .chain(cx.rooms.standing())
            .chain(cx.sessions.standing())
            .chain(cx.db.copy_standing(cx.settings.database_replica_urls.len()))
            .chain([cx.pictures.standing()])
            .collect(),
        caches: cx.surge.caches().clone(),
    })
}

fn widget(flag: FlagView) -> WidgetStanding {
    WidgetStanding { key: flag.key, shown: flag.shown, shed_at: flag.enabled.then_some(flag.shed_at) }
}

async fn hot_items(cx: &Cx) -> Result<Vec<HotItem>> {
    let now = cx.clock.now();
    // Whoever comes while another reads finds what they have read.
    let mut stock = cx.surge.stock.lock().await;
    if (0..STOCK_FRESH).contains(&(now - stock.read_at)) {
        return Ok(stock.items.clone());
    }
    let wanted = inventory::hottest(cx.db.read(), now, HOT).await?;
    stock.wanted = remembered(&stock.wanted, &wanted, now);
    let ids: Vec<VariantId> = stock.wanted.iter().map(|(id, _)| *id).collect();
    let levels = inventory::levels(cx.db.read(), &ids, now).await?;
    let names = catalog::variant_names(&cx.as_system(), &ids).await?;
    let item = |id: &VariantId| {
        let (level, name) = (levels.get(id)?, names.iter().find(|name| name.id == *id)?);
        let title = match name.variant_title.as_str() {
            "" => name.title.clone(),
            variant => format!("{}, {variant}", name.title),
        };
        Some(HotItem { id: *id, title, for_sale: level.for_sale(), held: level.held, sold: level.sold })
    };
    stock.items = ids.iter().filter_map(item).collect();
    stock.read_at = now;
    Ok(stock.items.clone())
}

/// What is wanted now, most first, and behind it what was wanted a while ago; no more than [`HOT`].
fn remembered(before: &[(VariantId, Millis)], wanted: &[VariantId], now: Millis) -> Vec<(VariantId, Millis)> {
    let earlier = before.iter().filter(|(id, at)| !wanted.contains(id) && now - at < REMEMBERED).copied();
    let all = wanted.iter().map(|id| (*id, now)).chain(earlier);
    all.take(usize::try_from(HOT).unwrap_or(usize::MAX)).collect()
}
