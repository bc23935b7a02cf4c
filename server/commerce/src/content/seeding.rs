//! What the demo shop says of itself. A merchant replaces every word of it.

use types::{ContentPageId, content::ContentInput};

use super::{MOST_PAGES, rules, store};
use crate::{Cx, Result, bus::Tag, cache};

/// Name in addresses, title and words of each page.
const PAGES: [(&str, &str, &str); 6] = [
    ("contact", "Contact", include_str!("demo/contact.html")),
    ("shipping", "Shipping", include_str!("demo/shipping.html")),
    ("returns", "Returns", include_str!("demo/returns.html")),
    ("privacy", "Privacy", include_str!("demo/privacy.html")),
    ("terms", "Terms of sale", include_str!("demo/terms.html")),
    ("imprint", "Imprint", include_str!("demo/imprint.html")),
];

/// Writes the demo's pages where they are missing, unless the shop has pages already: one that was deleted stays away.
pub(crate) async fn seed(cx: &Cx) -> Result<()> {
    if !store::all(cx.db.write()).await?.is_empty() {
        return Ok(());
    }
    for (slug, title, body_html) in PAGES {
        let page = ContentInput { slug: slug.into(), title: title.into(), body_html: body_html.into() };
        store::insert(cx.db.write(), ContentPageId::new(), &rules::check(page)?, MOST_PAGES, cx.clock.now()).await?;
    }
    cache::changed(cx, vec![Tag::Chrome]).await;
    Ok(())
}
