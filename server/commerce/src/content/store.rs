use sea_orm::{ConnectionTrait, DatabaseTransaction, FromQueryResult};
use types::{
    ContentPageId, Locale, Millis,
    admin::ContentTranslation,
    content::{ContentInput, ContentRow, ContentView, PageLink},
};

use crate::{
    Error, Result,
    cursor::{Page, Place},
    db::{append, rows, sql},
    rfc3339,
};

#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Row {
    pub id: ContentPageId,
    pub slug: String,
    pub title: String,
    pub body_html: String,
}

impl Row {
    pub(super) fn view(self) -> ContentView {
        ContentView { id: self.id, slug: self.slug, title: self.title, body_html: self.body_html }
    }

    /// What staff have written into it.
    pub(super) fn input(self) -> ContentInput {
        ContentInput { slug: self.slug, title: self.title, body_html: self.body_html }
    }
}

const COLUMNS: &str = "SELECT id, slug, title, body_html FROM content_page";

pub(super) async fn by_slug(connection: &impl ConnectionTrait, slug: &str) -> Result<Option<Row>> {
    let text = format!("{COLUMNS} WHERE slug = $1");
    Ok(Row::find_by_statement(sql(connection, &text, [slug.into()])).one(connection).await?)
}

pub(super) async fn by_id(connection: &impl ConnectionTrait, id: ContentPageId) -> Result<Option<Row>> {
    let text = format!("{COLUMNS} WHERE id = $1");
    Ok(Row::find_by_statement(sql(connection, &text, [id.0.into()])).one(connection).await?)
}

/// A page that nobody else changes until the transaction ends.
pub(super) async fn lock(tx: &DatabaseTransaction, id: ContentPageId) -> Result<Option<Row>> {
    let text = format!("{COLUMNS} WHERE id = $1 {}", rows::for_update(tx));
    Ok(Row::find_by_statement(sql(tx, &text, [id.0.into()])).one(tx).await?)
}

/// The words of a page in `locale`, where there are any. English ones stand in the page itself.
pub(super) async fn translation(
    connection: &impl ConnectionTrait,
    id: ContentPageId,
    locale: Locale,
) -> Result<Option<ContentTranslation>> {
    #[derive(FromQueryResult)]
    struct Words {
        title: String,
        body_html: String,
    }
    if locale == Locale::En {
        return Ok(None);
    }
    let text = "SELECT title, body_html FROM content_translation WHERE page_id = $1 AND locale = $2";
    let found = Words::find_by_statement(sql(connection, text, [id.0.into(), locale.code().into()]));
    let words = |words: Words| ContentTranslation { title: words.title, body_html: words.body_html };
    Ok(found.one(connection).await?.map(words))
}

/// Writes a page's words in `locale`; none of them is no row.
pub(super) async fn translate(
    connection: &impl ConnectionTrait,
    id: ContentPageId,
    locale: Locale,
    words: &ContentTranslation,
) -> Result<()> {
    if *words == ContentTranslation::default() {
        let delete = "DELETE FROM content_translation WHERE page_id = $1 AND locale = $2";
        connection.execute_raw(sql(connection, delete, [id.0.into(), locale.code().into()])).await?;
        return Ok(());
    }
    let upsert = "INSERT INTO content_translation (page_id, locale, title, body_html) VALUES ($1, $2, $3, $4)
        ON CONFLICT (page_id, locale) DO UPDATE SET title = excluded.title, body_html = excluded.body_html";
    let ContentTranslation { title, body_html } = words;
    let values = [id.0.into(), locale.code().into(), title.into(), body_html.into()];
    connection.execute_raw(sql(connection, upsert, values)).await?;
    Ok(())
}

/// Addresses of all and their names in `locale`, in the footer's order.
pub(super) async fn links(connection: &impl ConnectionTrait, locale: Locale) -> Result<Vec<PageLink>> {
    let text = "SELECT p.slug, COALESCE(NULLIF(t.title, ''), p.title) AS title FROM content_page p
            LEFT JOIN content_translation t ON t.page_id = p.id AND t.locale = $1
        ORDER BY p.position, p.id";
    let rows = connection.query_all_raw(sql(connection, text, [locale.code().into()])).await?;
    rows.iter().map(|row| Ok(PageLink { slug: row.try_get("", "slug")?, title: row.try_get("", "title")? })).collect()
}

/// A page without its words, in its place in the footer.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Listed {
    id: ContentPageId,
    slug: String,
    title: String,
    position: i64,
    updated_at: Millis,
}

impl Listed {
    pub(super) fn place(&self) -> Place {
        Place { rank: self.position, id: self.id.0 }
    }

    pub(super) fn row(self) -> ContentRow {
        ContentRow { id: self.id, slug: self.slug, title: self.title, updated_at: rfc3339(self.updated_at) }
    }
}

const LISTED: &str = "SELECT id, slug, title, position, updated_at FROM content_page";

/// All, in the footer's order.
pub(super) async fn all(connection: &impl ConnectionTrait) -> Result<Vec<Listed>> {
    let text = format!("{LISTED} ORDER BY position, id");
    Ok(Listed::find_by_statement(sql(connection, &text, [])).all(connection).await?)
}

/// Those on `page`, in the footer's order.
pub(super) async fn after(connection: &impl ConnectionTrait, page: &Page<Place>) -> Result<Vec<Listed>> {
    let (beyond, values) = page.condition("(position, id) > ($2, $3)");
    let text = format!("{LISTED} WHERE {beyond} ORDER BY position, id LIMIT $1");
    Ok(Listed::find_by_statement(sql(connection, &text, values)).all(connection).await?)
}

/// Writes a new page, last of all; false where there are `most` already.
///
/// # Errors
/// `invalid` on `slug` when it is taken.
pub(super) async fn insert(
    connection: &impl ConnectionTrait,
    id: ContentPageId,
    page: &ContentInput,
    most: i64,
    now: Millis,
) -> Result<bool> {
    let ContentInput { slug, title, body_html } = page;
    let row = [
        ("id", id.0.into()),
        ("slug", slug.into()),
        ("title", title.into()),
        ("body_html", body_html.into()),
        ("updated_at", now.into()),
    ];
    append(connection, "content_page", row, most).await.map_err(slug_taken)
}

/// # Errors
/// `invalid` on `slug` when it is taken.
pub(super) async fn update(
    connection: &impl ConnectionTrait,
    id: ContentPageId,
    page: &ContentInput,
    now: Millis,
) -> Result<()> {
    let text = "UPDATE content_page SET slug = $2, title = $3, body_html = $4, updated_at = $5 WHERE id = $1";
    let ContentInput { slug, title, body_html } = page;
    let values = [id.0.into(), slug.into(), title.into(), body_html.into(), now.into()];
    connection.execute_raw(sql(connection, text, values)).await.map_err(slug_taken)?;
    Ok(())
}

pub(super) async fn delete(connection: &impl ConnectionTrait, id: ContentPageId) -> Result<()> {
    connection.execute_raw(sql(connection, "DELETE FROM content_page WHERE id = $1", [id.0.into()])).await?;
    Ok(())
}

fn slug_taken(error: sea_orm::DbErr) -> Error {
    Error::taken(error, "slug", "Another page has this address.")
}
