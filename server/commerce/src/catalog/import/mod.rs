//! Brings in another shop's products: read as a stream, planned product by product, written in short transactions.
//!
//! A second run of the same file changes nothing: products are known by their handle, variants by their option values, pictures by
//! their address. Memory holds a few products at a time, plus one line of report per row; a dry run, which cannot look up what it did not
//! write, also remembers the products it would have written, without their texts: about 2 kB a row.

mod apply;
mod cells;
mod fields;
mod group;
mod options;
mod plan;
mod report;
mod run;
mod shopify;
mod snapshot;

use std::io::Read;

use tokio::sync::mpsc;

pub use report::{ImportReport, Outcome, Progress, RowReport, Tally};

use self::{
    group::{Group, Groups},
    run::Run,
    shopify::Rows,
};
use crate::{Cx, Error, Result, Scope};

/// Rows of one transaction: short enough for shoppers to get their turn.
const BATCH_ROWS: usize = 200;
/// Batches read ahead.
const BATCHES_AHEAD: usize = 2;

/// How to import.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportOptions {
    /// Tell what would happen and write nothing.
    pub dry_run: bool,
}

/// What the reading thread hands over.
enum Message {
    Note(String),
    Batch(Vec<Group>),
}

/// Imports Shopify's product CSV. `on_progress` is called after every batch. Rows that cannot be used are skipped, and the report
/// says why.
///
/// Pictures are not fetched; each gets a placeholder. Collections come from the column `Collection` alone. Stock is set when a
/// variant is created, and belongs to the ledger from then on.
///
/// # Errors
/// `invalid` on `file` when it is no such CSV; `unavailable` when the database is lost: batches before that stay, and a second
/// run goes on from there.
pub async fn import_shopify(
    cx: &Cx,
    source: impl Read + Send + 'static,
    options: ImportOptions,
    mut on_progress: impl FnMut(Progress),
) -> Result<ImportReport> {
    cx.require(Scope::CatalogWrite)?;
    let (sender, mut receiver) = mpsc::channel(BATCHES_AHEAD);
    let reading = tokio::task::spawn_blocking(move || read(source, &sender));
    let mut run = Run::new(cx, options);
    let mut progress = Progress::default();
    while let Some(message) = receiver.recv().await {
        match message {
            Message::Note(note) => run.report.notes.push(note),
            Message::Batch(groups) => {
                let rows = groups.iter().flat_map(|group| &group.rows);
                (progress.rows, progress.bytes) =
                    rows.fold((progress.rows, progress.bytes), |(rows, bytes), row| (rows + 1, bytes + row.bytes));
                run = run.batch(cx, groups).await?;
                on_progress(progress);
            }
        }
    }
    reading.await.map_err(Error::internal)??;
    if !options.dry_run {
        super::much_changed(cx).await;
    }
    run.report
        .notes
        .push("Collections come from a column Collection only; Type and Tags stay kind and labels.".to_owned());
    Ok(run.report)
}

/// Reads the whole file on a thread of its own; it waits while the database is behind, and stops when nobody listens any more.
fn read(source: impl Read, sender: &mpsc::Sender<Message>) -> Result<()> {
    let (rows, notes) = Rows::open(source)?;
    let mut groups = Groups::new(rows);
    let send = |message| sender.blocking_send(message).is_ok();
    let mut listening = notes.into_iter().all(|note| send(Message::Note(note)));
    while listening {
        let mut batch = Vec::new();
        let mut size = 0;
        while size < BATCH_ROWS {
            let Some(group) = groups.next() else { break };
            size += group.rows.len();
            batch.push(group);
        }
        if batch.is_empty() {
            break;
        }
        listening = send(Message::Batch(batch));
    }
    if let Some(reason) = groups.broken {
        send(Message::Note(reason));
    }
    Ok(())
}
