//! `/admin/{products,collections,pages,drops}/{id}/translations/{locale}`: what things say in other languages

use axum::Json as Answer;
use commerce::{catalog, content, drops};
use types::{
    CollectionId, ContentPageId, DropId, Locale, ProductId,
    admin::{CollectionTranslation, ContentTranslation, DropTranslation, ProductTranslation},
};

use crate::{
    api::{
        caller::KeyHolder,
        conditional::{IfMatch, Revised},
    },
    extract::{Json, PathIds},
    problem::Refused,
};

/// Get what a product says in another language
///
/// With an empty text for whatever reads as in English. `terms` and `images` have a place for all that can be translated.
#[utoipa::path(
    get, path = "/admin/products/{id}/translations/{locale}", tag = "staff", operation_id = "get_product_translation",
    security(("key" = ["catalog:read"])),
    params(
        ("id" = ProductId, Path, description = "The product"),
        ("locale" = inline(Locale), Path, description = "Another language than English"),
    ),
    responses((status = OK, description = "Its words", body = ProductTranslation))
)]
pub(in crate::api) async fn product(
    KeyHolder(cx): KeyHolder,
    PathIds(id, locale): PathIds<ProductId, Locale>,
) -> Result<Revised<ProductTranslation>, Refused> {
    let words = catalog::translation(&cx, id, locale).await?.words;
    Revised::new(words.clone(), &words)
}

/// Write what a product says in another language
///
/// What is empty or left out reads as in English. Of its HTML the harmless part is kept.
#[utoipa::path(
    put, path = "/admin/products/{id}/translations/{locale}", tag = "staff", operation_id = "replace_product_translation",
    security(("key" = ["catalog:write"])),
    params(
        ("id" = ProductId, Path, description = "The product"),
        ("locale" = inline(Locale), Path, description = "Another language than English"),
        ("If-Match" = Option<String>, Header, description = "An `ETag` of the thing: change it only if it is as it was then"),
    ),
    responses((status = OK, description = "Its words", body = ProductTranslation))
)]
pub(in crate::api) async fn replace_product(
    KeyHolder(cx): KeyHolder,
    PathIds(id, locale): PathIds<ProductId, Locale>,
    IfMatch(seen): IfMatch,
    Json(input): Json<ProductTranslation>,
) -> Result<Answer<ProductTranslation>, Refused> {
    catalog::translate(&cx, id, locale, seen, input).await?;
    // Whoever has just written them may see what became of them, also with a key that may not read others.
    Ok(Answer(catalog::translation(&cx.as_system(), id, locale).await?.words))
}

/// Get what a collection says in another language
///
/// With an empty text for whatever reads as in English.
#[utoipa::path(
    get, path = "/admin/collections/{id}/translations/{locale}", tag = "staff",
    operation_id = "get_collection_translation", security(("key" = ["catalog:read"])),
    params(
        ("id" = CollectionId, Path, description = "The collection"),
        ("locale" = inline(Locale), Path, description = "Another language than English"),
    ),
    responses((status = OK, description = "Its words", body = CollectionTranslation))
)]
pub(in crate::api) async fn collection(
    KeyHolder(cx): KeyHolder,
    PathIds(id, locale): PathIds<CollectionId, Locale>,
) -> Result<Revised<CollectionTranslation>, Refused> {
    let words = catalog::collection_translation(&cx, id, locale).await?.words;
    Revised::new(words.clone(), &words)
}

/// Write what a collection says in another language
///
/// What is empty or left out reads as in English. Of its HTML the harmless part is kept.
#[utoipa::path(
    put, path = "/admin/collections/{id}/translations/{locale}", tag = "staff",
    operation_id = "replace_collection_translation", security(("key" = ["catalog:write"])),
    params(
        ("id" = CollectionId, Path, description = "The collection"),
        ("locale" = inline(Locale), Path, description = "Another language than English"),
        ("If-Match" = Option<String>, Header, description = "An `ETag` of the thing: change it only if it is as it was then"),
    ),
    responses((status = OK, description = "Its words", body = CollectionTranslation))
)]
pub(in crate::api) async fn replace_collection(
    KeyHolder(cx): KeyHolder,
    PathIds(id, locale): PathIds<CollectionId, Locale>,
    IfMatch(seen): IfMatch,
    Json(input): Json<CollectionTranslation>,
) -> Result<Answer<CollectionTranslation>, Refused> {
    catalog::translate_collection(&cx, id, locale, seen, &input).await?;
    Ok(Answer(catalog::collection_translation(&cx.as_system(), id, locale).await?.words))
}

/// Get what a page says in another language
///
/// With an empty text for whatever reads as in English.
#[utoipa::path(
    get, path = "/admin/pages/{id}/translations/{locale}", tag = "staff", operation_id = "get_page_translation",
    security(("key" = ["catalog:read"])),
    params(
        ("id" = ContentPageId, Path, description = "The page"),
        ("locale" = inline(Locale), Path, description = "Another language than English"),
    ),
    responses((status = OK, description = "Its words", body = ContentTranslation))
)]
pub(in crate::api) async fn page(
    KeyHolder(cx): KeyHolder,
    PathIds(id, locale): PathIds<ContentPageId, Locale>,
) -> Result<Revised<ContentTranslation>, Refused> {
    let words = content::translation(&cx, id, locale).await?.words;
    Revised::new(words.clone(), &words)
}

/// Write what a page says in another language
///
/// What is empty or left out reads as in English. Of its HTML the harmless part is kept.
#[utoipa::path(
    put, path = "/admin/pages/{id}/translations/{locale}", tag = "staff", operation_id = "replace_page_translation",
    security(("key" = ["catalog:write"])),
    params(
        ("id" = ContentPageId, Path, description = "The page"),
        ("locale" = inline(Locale), Path, description = "Another language than English"),
        ("If-Match" = Option<String>, Header, description = "An `ETag` of the thing: change it only if it is as it was then"),
    ),
    responses((status = OK, description = "Its words", body = ContentTranslation))
)]
pub(in crate::api) async fn replace_page(
    KeyHolder(cx): KeyHolder,
    PathIds(id, locale): PathIds<ContentPageId, Locale>,
    IfMatch(seen): IfMatch,
    Json(input): Json<ContentTranslation>,
) -> Result<Answer<ContentTranslation>, Refused> {
    content::translate(&cx, id, locale, seen, &input).await?;
    Ok(Answer(content::translation(&cx.as_system(), id, locale).await?.words))
}

/// Get what a drop says in another language
///
/// With an empty text for whatever reads as in English.
#[utoipa::path(
    get, path = "/admin/drops/{id}/translations/{locale}", tag = "staff", operation_id = "get_drop_translation",
    security(("key" = ["catalog:read"])),
    params(
        ("id" = DropId, Path, description = "The drop"),
        ("locale" = inline(Locale), Path, description = "Another language than English"),
    ),
    responses((status = OK, description = "Its words", body = DropTranslation))
)]
pub(in crate::api) async fn drop(
    KeyHolder(cx): KeyHolder,
    PathIds(id, locale): PathIds<DropId, Locale>,
) -> Result<Revised<DropTranslation>, Refused> {
    let words = drops::translation(&cx, id, locale).await?.words;
    Revised::new(words.clone(), &words)
}

/// Write what a drop says in another language
///
/// What is empty or left out reads as in English. It may be written while the drop is on, too.
#[utoipa::path(
    put, path = "/admin/drops/{id}/translations/{locale}", tag = "staff", operation_id = "replace_drop_translation",
    security(("key" = ["catalog:write"])),
    params(
        ("id" = DropId, Path, description = "The drop"),
        ("locale" = inline(Locale), Path, description = "Another language than English"),
        ("If-Match" = Option<String>, Header, description = "An `ETag` of the thing: change it only if it is as it was then"),
    ),
    responses((status = OK, description = "Its words", body = DropTranslation))
)]
pub(in crate::api) async fn replace_drop(
    KeyHolder(cx): KeyHolder,
    PathIds(id, locale): PathIds<DropId, Locale>,
    IfMatch(seen): IfMatch,
    Json(input): Json<DropTranslation>,
) -> Result<Answer<DropTranslation>, Refused> {
    drops::translate(&cx, id, locale, seen, &input).await?;
    Ok(Answer(drops::translation(&cx.as_system(), id, locale).await?.words))
}
