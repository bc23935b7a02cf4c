//! What drops say in other languages. It may be written and mended while they are on: words promise nothing that the plan does not.

use types::{
    DropId, Locale,
    admin::{DropTranslation, Translated},
};

use super::{rules, steps, store};
use crate::{Cx, Result, Scope, Seen, catalog::foreign};

/// A drop's words in English and in `locale`.
///
/// # Errors
/// `not_found`, also for English, which stands in the drop itself; when the caller may not.
pub async fn translation(cx: &Cx, id: DropId, locale: Locale) -> Result<Translated<DropTranslation>> {
    cx.require(Scope::CatalogRead)?;
    foreign(locale)?;
    let terms = store::find(cx.db.write(), id).await?.terms;
    let words = store::translation(cx.db.write(), id, locale).await?.unwrap_or_default();
    let original = DropTranslation {
        title: terms.title,
        message_before: terms.message_before,
        message_live: terms.message_live,
        message_over: terms.message_over,
    };
    Ok(Translated { original, words })
}

/// Writes a drop's words in `locale`. What is left empty reads as in English.
///
/// # Errors
/// `invalid` with every wrong field; `not_found`, also for English; `precondition_failed`; when the caller may not.
pub async fn translate(cx: &Cx, id: DropId, locale: Locale, seen: Seen, input: &DropTranslation) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    foreign(locale)?;
    let checked = rules::check_translation(input)?;
    cx.db
        .transaction(move |tx| {
            Box::pin(async move {
                store::lock(tx, id).await?;
                seen.allows(&store::translation(tx, id, locale).await?.unwrap_or_default())?;
                store::translate(tx, id, locale, &checked).await
            })
        })
        .await?;
    steps::reworded(cx, id).await;
    Ok(())
}
