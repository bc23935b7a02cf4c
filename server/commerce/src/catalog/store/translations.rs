//! Words in other languages. English ones stand in the rows themselves, so for English nothing is asked.

use std::collections::{BTreeMap, HashMap};

use sea_orm::{ConnectionTrait, FromQueryResult};
use serde::Deserialize;
use types::{
    CollectionId, Locale, ProductId, VariantId,
    admin::{CollectionTranslation, ProductTranslation},
};
use uuid::Uuid;

use super::CollectionRow;
use crate::{
    Error, Result,
    catalog::rules::say,
    db::{
        rows::{self, Column, nested},
        sql,
    },
};

/// What is written of a product in one language.
#[derive(Debug, FromQueryResult, Deserialize)]
pub(super) struct Words {
    title: String,
    #[serde(default)]
    description_html: String,
    #[serde(default)]
    seo_title: String,
    #[serde(default)]
    seo_description: String,
    terms: String,
    images: String,
}

impl Words {
    pub fn read(self) -> Result<ProductTranslation> {
        let map = |json: &str| serde_json::from_str::<BTreeMap<String, String>>(json).map_err(Error::internal);
        let (terms, images) = (map(&self.terms)?, map(&self.images)?);
        let Self { title, description_html, seo_title, seo_description, .. } = self;
        Ok(ProductTranslation { title, description_html, seo_title, seo_description, terms, images })
    }
}

/// What a list shows of a product.
pub(super) const SHORT: &[Column] = &[Column::text("title"), Column::text("terms"), Column::text("images")];
/// What its page shows.
pub(super) const ALL: &[Column] = &[
    Column::text("title"),
    Column::text("description_html"),
    Column::text("seo_title"),
    Column::text("seo_description"),
    Column::text("terms"),
    Column::text("images"),
];

/// SQL for the words of the product `p` in `locale`, which is `$2`: one or none, as [`Words`].
pub(super) fn of_product(connection: &impl ConnectionTrait, columns: &[Column], locale: Locale) -> String {
    let any = locale != Locale::En;
    let from = format!("FROM product_translation t WHERE {any} AND t.product_id = p.id AND t.locale = $2");
    nested(connection, columns, &from)
}

/// The words of a product in `locale`, where there are any.
pub(in crate::catalog) async fn translation(
    connection: &impl ConnectionTrait,
    id: ProductId,
    locale: Locale,
) -> Result<Option<ProductTranslation>> {
    if locale == Locale::En {
        return Ok(None);
    }
    let select = "SELECT title, description_html, seo_title, seo_description, terms, images
        FROM product_translation WHERE product_id = $1 AND locale = $2";
    let found = Words::find_by_statement(sql(connection, select, [id.0.into(), locale.code().into()]));
    found.one(connection).await?.map(Words::read).transpose()
}

/// The words of a product in all languages that it has any in.
pub(super) async fn all_translations(
    connection: &impl ConnectionTrait,
    id: Uuid,
) -> Result<Vec<(Locale, ProductTranslation)>> {
    #[derive(FromQueryResult)]
    struct Spoken {
        locale: String,
        #[sea_orm(nested)]
        words: Words,
    }
    let select = "SELECT locale, title, description_html, seo_title, seo_description, terms, images
        FROM product_translation WHERE product_id = $1";
    let found = Spoken::find_by_statement(sql(connection, select, [id.into()])).all(connection).await?;
    let read = |row: Spoken| Ok((row.locale.parse().map_err(Error::internal)?, row.words.read()?));
    found.into_iter().map(read).collect()
}

/// Names, terms and pictures of the products of `variants`, by variant, of those that have words in `locale`.
pub(in crate::catalog) async fn translations_of_variants(
    connection: &impl ConnectionTrait,
    variants: &[VariantId],
    locale: Locale,
) -> Result<HashMap<VariantId, ProductTranslation>> {
    #[derive(FromQueryResult)]
    struct Row {
        id: VariantId,
        #[sea_orm(nested)]
        words: Words,
    }
    if locale == Locale::En {
        return Ok(HashMap::new());
    }
    let select =
        "SELECT v.id, t.title, '' AS description_html, '' AS seo_title, '' AS seo_description, t.terms, t.images
        FROM variant v JOIN product_translation t ON t.product_id = v.product_id
        WHERE t.locale = $2 AND v.id IN (SELECT id FROM {rows})";
    let ids = rows::ids(variants.iter().map(|variant| variant.0));
    let found: Vec<Row> = rows::query(connection, select, rows::ID, &ids, [locale.code().into()]).await?;
    found.into_iter().map(|row| Ok((row.id, row.words.read()?))).collect()
}

/// Writes a product's words in `locale`; none of them is no row.
pub(in crate::catalog) async fn write_translation(
    connection: &impl ConnectionTrait,
    id: ProductId,
    locale: Locale,
    words: &ProductTranslation,
) -> Result<()> {
    if *words == ProductTranslation::default() {
        let delete = "DELETE FROM product_translation WHERE product_id = $1 AND locale = $2";
        connection.execute_raw(sql(connection, delete, [id.0.into(), locale.code().into()])).await?;
        return Ok(());
    }
    let upsert = "INSERT INTO product_translation
            (product_id, locale, title, description_html, seo_title, seo_description, terms, images)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT (product_id, locale) DO UPDATE SET title = excluded.title,
            description_html = excluded.description_html, seo_title = excluded.seo_title,
            seo_description = excluded.seo_description, terms = excluded.terms, images = excluded.images";
    let json = |map: &BTreeMap<String, String>| serde_json::to_string(map).map_err(Error::internal);
    let ProductTranslation { title, description_html, seo_title, seo_description, terms, images } = words;
    let values = [
        id.0.into(),
        locale.code().into(),
        title.into(),
        description_html.into(),
        seo_title.into(),
        seo_description.into(),
        json(terms)?.into(),
        json(images)?.into(),
    ];
    connection.execute_raw(sql(connection, upsert, values)).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct CollectionWords {
    id: Uuid,
    title: String,
    description_html: String,
}

/// A collection's words in `locale`, where there are any.
pub(in crate::catalog) async fn collection_translation(
    connection: &impl ConnectionTrait,
    id: CollectionId,
    locale: Locale,
) -> Result<Option<CollectionTranslation>> {
    let select = "SELECT collection_id AS id, title, description_html FROM collection_translation
        WHERE collection_id = $1 AND locale = $2";
    let found = CollectionWords::find_by_statement(sql(connection, select, [id.0.into(), locale.code().into()]));
    let words =
        |row: CollectionWords| CollectionTranslation { title: row.title, description_html: row.description_html };
    Ok(found.one(connection).await?.map(words))
}

/// Collections as they are called in `locale`.
pub(in crate::catalog) async fn spoken_collections(
    connection: &impl ConnectionTrait,
    mut collections: Vec<CollectionRow>,
    locale: Locale,
) -> Result<Vec<CollectionRow>> {
    if locale == Locale::En || collections.is_empty() {
        return Ok(collections);
    }
    let select = "SELECT collection_id AS id, title, description_html FROM collection_translation
        WHERE locale = $2 AND collection_id IN (SELECT id FROM {rows})";
    let ids = rows::ids(collections.iter().map(|row| row.id));
    let found: Vec<CollectionWords> = rows::query(connection, select, rows::ID, &ids, [locale.code().into()]).await?;
    for words in found {
        if let Some(row) = collections.iter_mut().find(|row| row.id == words.id) {
            say(&mut row.title, &words.title);
            say(&mut row.description_html, &words.description_html);
        }
    }
    Ok(collections)
}

/// Writes a collection's words in `locale`; none of them is no row.
pub(in crate::catalog) async fn write_collection_translation(
    connection: &impl ConnectionTrait,
    id: CollectionId,
    locale: Locale,
    words: &CollectionTranslation,
) -> Result<()> {
    if *words == CollectionTranslation::default() {
        let delete = "DELETE FROM collection_translation WHERE collection_id = $1 AND locale = $2";
        connection.execute_raw(sql(connection, delete, [id.0.into(), locale.code().into()])).await?;
        return Ok(());
    }
    let upsert = "INSERT INTO collection_translation (collection_id, locale, title, description_html)
        VALUES ($1, $2, $3, $4) ON CONFLICT (collection_id, locale) DO UPDATE SET title = excluded.title,
            description_html = excluded.description_html";
    let CollectionTranslation { title, description_html } = words;
    let values = [id.0.into(), locale.code().into(), title.into(), description_html.into()];
    connection.execute_raw(sql(connection, upsert, values)).await?;
    Ok(())
}
