//! What providers tell beside the state of a payment.

use serde::Serialize;
use types::Millis;
use uuid::Uuid;

use crate::{db::rows::Column, state_machine::Beside};

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

const COLUMNS: &[Column] = &[
    Column::id("id"),
    Column::text("reference").or_null(),
    Column::text("action_url").or_null(),
    Column::text("failure").or_null(),
];

/// Notes as they are written beside a change of state.
pub(super) fn note_beside(now: Millis) -> Beside {
    Beside {
        columns: COLUMNS,
        set: ", reference = r.reference, action_url = r.action_url, failure = r.failure, updated_at = $2",
        values: vec![now.into()],
    }
}
