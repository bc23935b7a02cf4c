//! `floodgate jobs …`

use std::process::ExitCode;

use commerce::{
    Cx,
    jobs::{self, JobFilter},
};
use types::job::JobRow;

use super::{explain, open_shop};
use crate::{
    cli::{JobsDiscard, JobsList, JobsRequeue},
    config::Config,
};

/// Jobs that are read at a time.
const PAGE: u64 = 100;

pub async fn list(config: Config, args: JobsList) -> anyhow::Result<ExitCode> {
    let cx = Cx::system(open_shop(config.shop).await?);
    let kind = args.kind.unwrap_or_default();
    let (mut left, mut cursor) = (args.limit, None);
    loop {
        let filter = JobFilter { state: args.state, kind: kind.clone(), cursor, limit: PAGE };
        let page = jobs::list(&cx, filter).await.map_err(explain)?;
        page.items.iter().take(left).for_each(|job| println!("{}", line(job)));
        left = left.saturating_sub(page.items.len());
        cursor = page.next_cursor;
        if cursor.is_none() || left == 0 {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

pub async fn requeue(config: Config, args: JobsRequeue) -> anyhow::Result<ExitCode> {
    let cx = Cx::system(open_shop(config.shop).await?);
    let requeued = match (args.id, args.kind) {
        (Some(id), _) => jobs::requeue(&cx, id).await.map(|()| 1),
        (None, kind) => jobs::requeue_kind(&cx, &kind.unwrap_or_default()).await,
    };
    println!("{} requeued", requeued.map_err(explain)?);
    Ok(ExitCode::SUCCESS)
}

pub async fn discard(config: Config, args: JobsDiscard) -> anyhow::Result<ExitCode> {
    let cx = Cx::system(open_shop(config.shop).await?);
    jobs::discard(&cx, args.id).await.map_err(explain)?;
    println!("1 discarded");
    Ok(ExitCode::SUCCESS)
}

/// Fields separated by tabs, for people and for `cut`.
fn line(job: &JobRow) -> String {
    let when = job.ended_at.as_ref().unwrap_or(&job.run_at);
    let error: Vec<_> = job.last_error.as_deref().unwrap_or_default().split_whitespace().collect();
    format!("{}\t{}\t{}\t{when}\t{}", job.id, job.kind, job.attempts, error.join(" "))
}
