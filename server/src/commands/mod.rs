//! What the binary does, one command per file.

pub mod admin;
pub mod apikey;
pub mod flags;
pub mod healthcheck;
pub mod import;
pub mod jobs;
pub mod migrate;
pub mod openapi;
pub mod rehearse;
pub mod seed;
pub mod serve;
pub mod verify;
pub mod worker;

use std::sync::Arc;

use anyhow::bail;
use commerce::{Services, Settings, db::Engine};

/// Connects, and makes sure that the schema is this build's: embedded, the file belongs to this process and is brought up to
/// date; a server is shared by several processes, so somebody has to decide when.
async fn open_shop(settings: Settings) -> anyhow::Result<Arc<Services>> {
    let services = Services::connect(settings).await.map_err(explain)?;
    match services.db.engine() {
        Engine::Sqlite => services.db.migrate().await.map_err(explain)?,
        Engine::Postgres => require_schema(&services).await?,
    }
    Ok(services)
}

async fn require_schema(services: &Services) -> anyhow::Result<()> {
    if !services.db.is_migrated().await.map_err(explain)? {
        bail!("the database's schema is not this build's: run `floodgate migrate` first");
    }
    Ok(())
}

/// An operation's error for the person at the terminal, who may see its causes.
fn explain(error: commerce::Error) -> anyhow::Error {
    match error.source_chain() {
        causes if causes.is_empty() => anyhow::anyhow!("{error}"),
        causes => anyhow::anyhow!("{error} ({causes})"),
    }
}
