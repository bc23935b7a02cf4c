//! What the demo shop says of itself. A merchant replaces every word of it.

use types::{ContentPageId, Locale, admin::ContentTranslation, content::ContentInput};

use super::{MOST_PAGES, rules, store};
use crate::{Cx, Result, bus::Tag, cache};

/// A page's name in addresses, title and words.
type Page = (&'static str, &'static str, &'static str);

const PAGES: [Page; 6] = [
    ("contact", "Contact", include_str!("demo/contact.html")),
    ("shipping", "Shipping", include_str!("demo/shipping.html")),
    ("returns", "Returns", include_str!("demo/returns.html")),
    ("privacy", "Privacy", include_str!("demo/privacy.html")),
    ("terms", "Terms of sale", include_str!("demo/terms.html")),
    ("imprint", "Imprint", include_str!("demo/imprint.html")),
];

/// The same in other languages.
const TRANSLATIONS: [(Locale, [Page; 6]); 2] = [
    (
        Locale::De,
        [
            ("contact", "Kontakt", include_str!("demo/de/contact.html")),
            ("shipping", "Versand", include_str!("demo/de/shipping.html")),
            ("returns", "Rückgabe", include_str!("demo/de/returns.html")),
            ("privacy", "Datenschutz", include_str!("demo/de/privacy.html")),
            ("terms", "Verkaufsbedingungen", include_str!("demo/de/terms.html")),
            ("imprint", "Impressum", include_str!("demo/de/imprint.html")),
        ],
    ),
    (
        Locale::Ar,
        [
            ("contact", "اتصل بنا", include_str!("demo/ar/contact.html")),
            ("shipping", "الشحن", include_str!("demo/ar/shipping.html")),
            ("returns", "الإرجاع", include_str!("demo/ar/returns.html")),
            ("privacy", "الخصوصية", include_str!("demo/ar/privacy.html")),
            ("terms", "شروط البيع", include_str!("demo/ar/terms.html")),
            ("imprint", "بيانات الناشر", include_str!("demo/ar/imprint.html")),
        ],
    ),
];

/// Writes the demo's pages where they are missing, unless the shop has pages already: one that was deleted stays away. Those that are
/// there get words in other languages where they have none.
pub(crate) async fn seed(cx: &Cx) -> Result<()> {
    let db = cx.db.write();
    if store::all(db).await?.is_empty() {
        for (slug, title, body_html) in PAGES {
            let page = ContentInput { slug: slug.into(), title: title.into(), body_html: body_html.into() };
            store::insert(db, ContentPageId::new(), &rules::check(page)?, MOST_PAGES, cx.clock.now()).await?;
        }
    }
    for (locale, pages) in TRANSLATIONS {
        for (slug, title, body_html) in pages {
            let Some(page) = store::by_slug(db, slug).await? else { continue };
            if store::translation(db, page.id, locale).await?.is_none() {
                let words = ContentTranslation { title: title.into(), body_html: body_html.into() };
                store::translate(db, page.id, locale, &rules::check_translation(&words)?).await?;
            }
        }
    }
    cache::changed(cx, vec![Tag::Chrome]).await;
    Ok(())
}
