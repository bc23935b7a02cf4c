//! Stock as it changes, for many who watch at once. One task per product reads once a second for as long as somebody watches; all of
//! them are told the same, and only when something has changed. Live updates are an extra: the first to go when the shop is pressed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures::{Stream, stream};
use tokio::sync::watch;
use types::catalog::VariantStock;

use crate::{
    Cx, Result, catalog,
    flags::{self, Flag},
};

/// Between two reads of one product, however many watch it.
const EVERY: Duration = Duration::from_secs(1);

/// What watchers are told; none before the first read.
type Told = Option<Arc<Vec<VariantStock>>>;

/// Products that somebody watches in this process.
#[derive(Debug, Default)]
pub struct Watched(Mutex<HashMap<String, watch::Sender<Told>>>);

impl Watched {
    /// How many products are read once a second.
    #[must_use]
    pub fn products(&self) -> usize {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).len()
    }
}

/// Live stock has been given up for now.
#[must_use]
pub fn is_shed(cx: &Cx) -> bool {
    flags::is_shed(cx, Flag::LiveStock)
}

/// Stock of the product called `slug`: now, and whenever it has changed. Ends when live stock is shed.
///
/// # Errors
/// `not_found`.
pub async fn follow(cx: &Cx, slug: &str) -> Result<impl Stream<Item = Arc<Vec<VariantStock>>> + Send + use<>> {
    // Whoever may not see the product is told so; others may be watching it already.
    let now = Arc::new(catalog::stock(cx, slug).await?);
    let receiver = subscribe(cx, slug);
    let first = (receiver, Some(now.clone()), now);
    Ok(stream::unfold(first, |(mut receiver, due, last)| async move {
        if let Some(stock) = due {
            return Some((stock, (receiver, None, last)));
        }
        loop {
            receiver.changed().await.ok()?;
            let told = receiver.borrow_and_update().clone();
            if let Some(stock) = told.filter(|stock| **stock != *last) {
                return Some((stock.clone(), (receiver, None, stock)));
            }
        }
    }))
}

fn subscribe(cx: &Cx, slug: &str) -> watch::Receiver<Told> {
    let mut watched = cx.watched_stock.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(sender) = watched.get(slug) {
        return sender.subscribe();
    }
    let (sender, receiver) = watch::channel(None);
    watched.insert(slug.to_owned(), sender.clone());
    tokio::spawn(read(cx.as_system(), slug.to_owned(), sender));
    receiver
}

/// Reads for as long as somebody listens. A moment's trouble is passed over.
async fn read(cx: Cx, slug: String, sender: watch::Sender<Told>) {
    loop {
        tokio::time::sleep(EVERY).await;
        if stop(&cx, &slug, &sender) {
            return;
        }
        metrics::counter!("floodgate_live_stock_reads_total").increment(1);
        if let Ok(stock) = catalog::stock(&cx, &slug).await {
            let stock = Arc::new(stock);
            sender.send_if_modified(|told| {
                let is_new = told.as_ref().is_none_or(|told| **told != *stock);
                if is_new {
                    *told = Some(stock);
                }
                is_new
            });
        }
    }
}

/// Nobody listens any more, or nothing is live any more. Under the lock, so that nobody joins a task that has just ended.
fn stop(cx: &Cx, slug: &str, sender: &watch::Sender<Told>) -> bool {
    let mut watched = cx.watched_stock.0.lock().unwrap_or_else(PoisonError::into_inner);
    let over = sender.receiver_count() == 0 || is_shed(cx);
    if over {
        // The map's sender goes too: whoever still listens hears that it is over.
        watched.remove(slug);
    }
    over
}

#[cfg(test)]
mod tests {
    use futures::StreamExt;

    use super::*;
    use crate::test_shop::TestShop;

    #[tokio::test]
    async fn many_watch_and_one_reads() {
        let shop = TestShop::open().await;
        let variant = shop.stocked("Lantern", 5).await;
        let mut watching = Vec::new();
        for _ in 0..1_000 {
            watching.push(Box::pin(follow(&shop.cx, "lantern").await.unwrap()));
        }
        assert_eq!(shop.cx.watched_stock.products(), 1);
        for one in &mut watching {
            assert_eq!(one.next().await.unwrap()[0].for_sale, Some(5));
        }
        shop.buy(variant, 2, "tok_ok").await.unwrap();
        for one in &mut watching {
            let stock = loop {
                // What is held meanwhile may be told first.
                let stock = one.next().await.unwrap();
                if stock[0].sold > 0 {
                    break stock;
                }
            };
            assert_eq!((stock[0].for_sale, stock[0].sold), (Some(3), 2));
        }
        drop(watching);
        while shop.cx.watched_stock.products() > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    #[tokio::test]
    async fn live_stock_is_the_first_to_go() {
        let shop = TestShop::open().await;
        shop.stocked("Lantern", 5).await;
        let mut watching = Box::pin(follow(&shop.cx, "lantern").await.unwrap());
        watching.next().await.unwrap();
        assert!(!is_shed(&shop.cx));
        shop.cx.pressure.set(crate::pressure::Level::new(1));
        assert!(is_shed(&shop.cx));
        assert_eq!(watching.next().await, None, "the stream ends");
        follow(&shop.cx, "nothing").await.err().expect("there is no such product");
    }
}
