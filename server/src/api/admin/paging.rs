//! What all lists for staff take that are read on by a cursor.

use serde::Deserialize;
use utoipa::IntoParams;

/// Where a list goes on. Read from the query beside what narrows the list: two extractors, because a struct flattened into another
/// gets numbers as text.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(in crate::api) struct Paging {
    /// `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// How many; more than 100 counts as 100.
    #[serde(default = "default_limit")]
    #[param(minimum = 1, default = 50)]
    pub limit: u64,
}

fn default_limit() -> u64 {
    50
}
