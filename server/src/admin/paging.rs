//! What the admin's lists have in common.

use serde::Deserialize;

/// Rows on a page.
pub(super) const PAGE: u64 = 50;

/// What a list's address says where nothing narrows it.
#[derive(Debug, Deserialize)]
pub struct Paging {
    /// Where it goes on.
    pub cursor: Option<String>,
}
