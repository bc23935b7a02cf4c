//! Names that products had before.

use super::{rules::line, store};
use crate::{Cx, Result};

/// What a product is called in addresses today that was called `slug` once, where shoppers can see it. A product that is called so now
/// has nothing to do with it: ask for that first.
///
/// # Errors
/// When the database does not answer.
pub async fn moved(cx: &Cx, slug: &str) -> Result<Option<String>> {
    store::moved(cx.db.read(), &line(slug)).await
}
