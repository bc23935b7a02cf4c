//! What providers told, written down for many payments at once.

use sea_orm::ConnectionTrait;
use serde::Serialize;
use types::Millis;
use uuid::Uuid;

use crate::{
    Result,
    db::rows::{self, Column},
};

/// What the provider told beside the state.
#[derive(Clone, Copy, Debug, Serialize)]
pub(super) struct Note<'a> {
    pub id: Uuid,
    pub reference: Option<&'a str>,
    pub action_url: Option<&'a str>,
    pub failure: Option<&'a str>,
}

impl<'a> Note<'a> {
    /// The provider's name for the charge, and nothing else.
    pub fn plain(id: Uuid, reference: &'a str) -> Self {
        Self { id, reference: (!reference.is_empty()).then_some(reference), action_url: None, failure: None }
    }
}

/// Writes notes beside the states just changed by the same transaction.
pub(super) async fn note_all(connection: &impl ConnectionTrait, notes: &[Note<'_>], now: Millis) -> Result<()> {
    let update =
        "UPDATE payment SET reference = r.reference, action_url = r.action_url, failure = r.failure, updated_at = $2
        FROM {rows} WHERE payment.id = r.id";
    let columns = &[Column::Id("id"), Column::Text("reference"), Column::Text("action_url"), Column::Text("failure")];
    rows::execute(connection, update, columns, notes, [now.into()]).await?;
    Ok(())
}
