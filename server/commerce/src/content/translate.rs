//! What pages say in other languages.

use types::{
    ContentPageId, Locale,
    admin::{ContentTranslation, Translated},
};

use super::{nothing, rules, store};
use crate::{Cx, Result, Scope, Seen, bus::Tag, cache, catalog::foreign};

/// A page's words in English and in `locale`.
///
/// # Errors
/// `not_found`, also for English, which stands in the page itself; when the caller may not.
pub async fn translation(cx: &Cx, id: ContentPageId, locale: Locale) -> Result<Translated<ContentTranslation>> {
    cx.require(Scope::CatalogRead)?;
    foreign(locale)?;
    let row = store::by_id(cx.db.write(), id).await?.ok_or_else(nothing)?;
    let words = store::translation(cx.db.write(), id, locale).await?.unwrap_or_default();
    Ok(Translated { original: ContentTranslation { title: row.title, body_html: row.body_html }, words })
}

/// Writes a page's words in `locale`. What is left empty reads as in English.
///
/// # Errors
/// `invalid` with every wrong field; `not_found`, also for English; `precondition_failed`; when the caller may not.
pub async fn translate(
    cx: &Cx,
    id: ContentPageId,
    locale: Locale,
    seen: Seen,
    input: &ContentTranslation,
) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    foreign(locale)?;
    let checked = rules::check_translation(input)?;
    let is_renamed = cx
        .db
        .transaction(move |tx| {
            Box::pin(async move {
                store::lock(tx, id).await?.ok_or_else(nothing)?;
                let before = store::translation(tx, id, locale).await?.unwrap_or_default();
                seen.allows(&before)?;
                store::translate(tx, id, locale, &checked).await?;
                Ok(before.title != checked.title)
            })
        })
        .await?;
    // Its name stands in every footer, its words on its own page alone.
    cache::changed(cx, vec![if is_renamed { Tag::Chrome } else { Tag::Content(id) }]).await;
    Ok(())
}
