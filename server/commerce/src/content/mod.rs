//! Pages of words at `/pages/{slug}`: contact, policies, imprint. Staff write them as HTML, of which the harmless part is kept.

mod contact;
mod rules;
pub(crate) mod seeding;
mod store;
#[cfg(test)]
mod tests;
mod translate;

use std::sync::Arc;

use types::{
    ContentPageId,
    content::{CONTACT, ContentInput, ContentList, ContentRow, ContentView, PageLink},
};

pub use contact::{SendContactMail, write};
pub use translate::{translate, translation};

use crate::{
    Cx, Error, Result, Scope, Seen,
    bus::Tag,
    cache::{self, get_or_load, keys},
    cursor::Page,
};

/// Pages a shop can have: all of them are in its footer.
const MOST_PAGES: i64 = 50;

/// A page.
///
/// # Errors
/// `not_found`.
pub async fn page(cx: &Cx, slug: &str) -> Result<ContentView> {
    let wanted = slug.to_owned();
    let load = move |cx: Cx| {
        let slug = wanted.clone();
        async move { load_page(&cx, &slug).await }
    };
    let found = get_or_load(cx, keys::content(slug).within(cx.market), load).await?;
    found.map(Arc::unwrap_or_clone).ok_or_else(nothing)
}

async fn load_page(cx: &Cx, slug: &str) -> Result<Option<ContentView>> {
    let db = cx.db.read();
    let Some(mut view) = store::by_slug(db, slug).await?.map(store::Row::view) else { return Ok(None) };
    if let Some(words) = store::translation(db, view.id, cx.market.locale).await? {
        rules::say(&mut view, words);
    }
    Ok(Some(view))
}

/// Names and addresses of all pages, for the footer.
///
/// # Errors
/// When the database does not answer.
pub async fn links(cx: &Cx) -> Result<Vec<PageLink>> {
    let load = |cx: Cx| async move { Ok(Some(keys::PageLinks(store::links(cx.db.read(), cx.market.locale).await?))) };
    let links = get_or_load(cx, keys::page_links().within(cx.market), load).await?;
    Ok(links.map(|links| links.0.clone()).unwrap_or_default())
}

/// All pages, as staff and sitemaps list them, without their words.
///
/// # Errors
/// When the database does not answer.
pub async fn list(cx: &Cx) -> Result<Vec<ContentRow>> {
    Ok(store::all(cx.db.read()).await?.into_iter().map(store::Listed::row).collect())
}

/// Pages as programs of staff list them; `limit` from 1 to 100.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not.
pub async fn list_after(cx: &Cx, cursor: Option<&str>, limit: u64) -> Result<ContentList> {
    cx.require(Scope::CatalogRead)?;
    let page = Page::read(cursor, limit)?;
    let mut rows = store::after(cx.db.read(), &page).await?;
    let next_cursor = page.cut(&mut rows, store::Listed::place);
    Ok(ContentList { items: rows.into_iter().map(store::Listed::row).collect(), next_cursor })
}

/// A page as staff edit it.
///
/// # Errors
/// `not_found`; when the caller may not.
pub async fn stored(cx: &Cx, id: ContentPageId) -> Result<ContentView> {
    cx.require(Scope::CatalogRead)?;
    store::by_id(cx.db.read(), id).await?.map(store::Row::view).ok_or_else(nothing)
}

/// Writes a new page, last in the footer.
///
/// # Errors
/// `invalid` with every wrong field, `slug` also when it is taken; `conflict` when there are too many; when the caller may not.
pub async fn create(cx: &Cx, input: ContentInput) -> Result<ContentPageId> {
    cx.require(Scope::CatalogWrite)?;
    let (checked, id, now) = (rules::check(input)?, ContentPageId::new(), cx.clock.now());
    if !store::insert(cx.db.write(), id, &checked, MOST_PAGES, now).await? {
        return Err(Error::conflict(format!("A shop has at most {MOST_PAGES} pages. Delete one first.")));
    }
    cache::changed(cx, vec![Tag::Chrome]).await;
    Ok(id)
}

/// Writes a page anew.
///
/// # Errors
/// `invalid` with every wrong field, `slug` also when it is taken; `not_found`; `precondition_failed`; when the caller may not.
pub async fn change(cx: &Cx, id: ContentPageId, seen: Seen, input: ContentInput) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    let (checked, now) = (rules::check(input)?, cx.clock.now());
    let is_renamed = cx
        .db
        .transaction(move |tx| {
            Box::pin(async move {
                let before = store::lock(tx, id).await?.ok_or_else(nothing)?.input();
                seen.allows(&before)?;
                store::update(tx, id, &checked, now).await?;
                Ok((before.slug, before.title) != (checked.slug, checked.title))
            })
        })
        .await?;
    // Its name stands in every footer, its words on its own page alone.
    cache::changed(cx, vec![if is_renamed { Tag::Chrome } else { Tag::Content(id) }]).await;
    Ok(())
}

/// Removes a page. The one with the contact form stays.
///
/// # Errors
/// `conflict` for the page with the contact form; `not_found`; `precondition_failed`; when the caller may not.
pub async fn delete(cx: &Cx, id: ContentPageId, seen: Seen) -> Result<()> {
    cx.require(Scope::CatalogWrite)?;
    cx.db
        .transaction(move |tx| {
            Box::pin(async move {
                let row = store::lock(tx, id).await?.ok_or_else(nothing)?;
                if row.slug == CONTACT {
                    return Err(Error::conflict("The contact form stands on this page."));
                }
                seen.allows(&row.input())?;
                store::delete(tx, id).await
            })
        })
        .await?;
    cache::changed(cx, vec![Tag::Chrome]).await;
    Ok(())
}

fn nothing() -> Error {
    Error::not_found("page")
}
