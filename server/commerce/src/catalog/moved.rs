//! Names that things had before.

use super::{rules::line, store};
use crate::{Cx, Result};

/// What remembers the names it had in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renamed {
    /// A product.
    Product,
    /// A collection.
    Collection,
}

/// What a product or a collection is called in addresses today that was called `slug` once, where shoppers can see it. One that is called
/// so now has nothing to do with it: ask for that first.
///
/// # Errors
/// When the database does not answer.
pub async fn moved(cx: &Cx, thing: Renamed, slug: &str) -> Result<Option<String>> {
    store::moved(cx.db.read(), thing, &line(slug)).await
}
