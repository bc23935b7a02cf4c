//! Products with what belongs to them, each in one row.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::Deserialize;
use types::{Currency, ImageId, Locale, Money, VariantId, admin::ProductStatus, catalog::CollectionLink};
use uuid::Uuid;

use super::{
    related::Alike,
    translations::{self, Words},
};
use crate::{
    Result,
    catalog::entity::{Options, Texts, image},
    db::{
        rows::{self, Column, Nested, nested},
        sql,
    },
    prices::{PriceRow, set_for_product},
};

/// Pictures that a list shows of each product: one, and another for who points at it.
const ON_A_CARD: usize = 2;

/// What lists need of the product `p` itself.
const LISTED: &str = "p.id, p.slug, p.title, p.vendor, p.status, p.options";

/// What is sold of the product, in order.
const SOLD: &str = "FROM variant v WHERE v.product_id = p.id AND v.deleted_at IS NULL ORDER BY v.position, v.id";
const PRICED: &[Column] =
    &[Column::id("id"), Column::int("price"), Column::int("compare_at").or_null(), Column::text("currency")];
const VARIANT: &[Column] = &[
    Column::id("id"),
    Column::int("price"),
    Column::int("compare_at").or_null(),
    Column::text("currency"),
    Column::text("sku").or_null(),
    Column::text("title"),
    Column::json("options"),
    Column::id("image_id").or_null(),
    Column::int("weight_grams"),
    Column::bool("requires_shipping"),
];

const PICTURES: &str = "FROM image i WHERE i.product_id = p.id ORDER BY i.position, i.id";
const PICTURE: &[Column] = &[
    Column::id("id"),
    Column::text("media_hash"),
    Column::text("media_type"),
    Column::int("width"),
    Column::int("height"),
    Column::text("alt"),
];

/// Where the product can be found.
const COLLECTIONS: &str =
    "FROM (SELECT c.slug, COALESCE(NULLIF(t.title, ''), c.title) AS title, c.position, c.title AS own
        FROM collection c JOIN collection_product cp ON cp.collection_id = c.id
            LEFT JOIN collection_translation t ON t.collection_id = c.id AND t.locale = $2
        WHERE cp.product_id = p.id) AS c ORDER BY c.position, c.own";
const LINK: &[Column] = &[Column::text("slug"), Column::text("title")];

/// What a variant costs in the shop's own money.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(super) struct Priced {
    pub id: VariantId,
    price: i64,
    compare_at: Option<i64>,
    currency: Currency,
}

impl Priced {
    pub fn price(&self) -> Money {
        Money::new(self.price, self.currency)
    }

    pub fn compare_at(&self) -> Option<Money> {
        self.compare_at.map(|amount| Money::new(amount, self.currency))
    }
}

/// A variant as its product's page shows it.
#[derive(Debug, Deserialize)]
pub(super) struct Variant {
    pub id: VariantId,
    price: i64,
    compare_at: Option<i64>,
    currency: Currency,
    pub sku: Option<String>,
    pub title: String,
    pub options: Vec<String>,
    pub image_id: Option<ImageId>,
    pub weight_grams: i64,
    pub requires_shipping: bool,
}

impl Variant {
    pub fn priced(&self) -> Priced {
        let Self { id, price, compare_at, currency, .. } = *self;
        Priced { id, price, compare_at, currency }
    }
}

/// A product as lists show it.
#[derive(Debug, FromQueryResult)]
pub(super) struct Goods {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub vendor: String,
    pub status: ProductStatus,
    pub options: Options,
    pub variants: Nested<Priced>,
    pub images: Nested<image::Model>,
    /// One or none.
    pub words: Nested<Words>,
    pub set_prices: Nested<PriceRow>,
}

fn listed(connection: &impl ConnectionTrait, from: &str, told: Told) -> String {
    let variants = nested(connection, PRICED, SOLD);
    let images = nested(connection, PICTURE, &format!("{PICTURES} LIMIT {ON_A_CARD}"));
    let words = translations::of_product(connection, translations::SHORT, told.locale);
    let set_prices = set_for_product(connection, "p.id", "$3", told.currency.is_some());
    format!(
        "SELECT {LISTED}, {variants} AS variants, {images} AS images, {words} AS words, {set_prices} AS set_prices
        FROM {from}"
    )
}

/// In which language products are called, and in which other money than the shop's own they are priced.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub locale: Locale,
    pub currency: Option<Currency>,
}

impl Told {
    /// `$2` and `$3` of the statements here.
    fn values(self) -> [Value; 2] {
        [self.locale.code().into(), self.currency.map(|currency| currency.code().to_owned()).into()]
    }
}

/// Those of `ids` that there are, in that order.
pub(super) async fn goods(connection: &impl ConnectionTrait, ids: &[Uuid], told: Told) -> Result<Vec<Goods>> {
    let select = listed(connection, "product p WHERE p.id IN (SELECT id FROM {rows})", told);
    let wanted = rows::ids(ids.iter().copied());
    let found: Vec<Goods> = rows::query(connection, &select, rows::ID, &wanted, told.values()).await?;
    let mut found: HashMap<Uuid, Goods> = found.into_iter().map(|goods| (goods.id, goods)).collect();
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Those that share most collections with a product, most first.
pub(super) async fn goods_alike(connection: &impl ConnectionTrait, alike: &Alike, told: Told) -> Result<Vec<Goods>> {
    let collections: Vec<Value> = alike.looked_at().map(Value::from).collect();
    if collections.is_empty() {
        return Ok(Vec::new());
    }
    let values: Vec<Value> = [alike.product.into()].into_iter().chain(told.values()).chain(collections).collect();
    let alike = alike.select(LISTED, 4);
    let select = listed(connection, &format!("({alike}) AS p ORDER BY p.shared DESC, p.position, p.id"), told);
    Ok(Goods::find_by_statement(sql(connection, &select, values)).all(connection).await?)
}

/// A product as its own page shows it.
#[derive(Debug, FromQueryResult)]
pub(super) struct Whole {
    pub id: Uuid,
    pub slug: String,
    pub title: String,
    pub vendor: String,
    pub kind: String,
    pub description_html: String,
    pub tags: Texts,
    pub options: Options,
    pub status: ProductStatus,
    pub min_price: Option<i64>,
    pub seo_title: String,
    pub seo_description: String,
    pub variants: Nested<Variant>,
    pub images: Nested<image::Model>,
    pub collections: Nested<CollectionLink>,
    /// One or none.
    pub words: Nested<Words>,
    pub set_prices: Nested<PriceRow>,
}

/// The product called `slug`.
pub(super) async fn whole(connection: &impl ConnectionTrait, slug: &str, told: Told) -> Result<Option<Whole>> {
    let (variants, images) = (nested(connection, VARIANT, SOLD), nested(connection, PICTURE, PICTURES));
    let collections = nested(connection, LINK, COLLECTIONS);
    let words = translations::of_product(connection, translations::ALL, told.locale);
    let set_prices = set_for_product(connection, "p.id", "$3", told.currency.is_some());
    let select = format!(
        "SELECT p.id, p.slug, p.title, p.vendor, p.kind, p.description_html, p.tags, p.options, p.status, p.min_price, p.seo_title,
            p.seo_description, {variants} AS variants, {images} AS images, {collections} AS collections, {words} AS words,
            {set_prices} AS set_prices
        FROM product p WHERE p.slug = $1"
    );
    let values = [Value::from(slug)].into_iter().chain(told.values());
    let select = sql(connection, &select, values);
    Ok(Whole::find_by_statement(select).one(connection).await?)
}
