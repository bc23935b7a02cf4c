//! A variant: what is bought.

use sea_orm::entity::prelude::*;
use types::{Currency, Millis, ProductId, VariantId};

use super::Texts;
use crate::catalog::rules::variant_title;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "variant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub product_id: Uuid,
    pub position: i64,
    pub sku: Option<String>,
    /// Its option values joined.
    pub title: String,
    /// One value per option of the product, in the options' order.
    #[sea_orm(column_type = "JsonBinary")]
    pub options: Texts,
    /// Minor units of `currency`.
    pub price: i64,
    pub compare_at: Option<i64>,
    pub currency: String,
    pub weight_grams: i64,
    pub barcode: String,
    pub requires_shipping: bool,
    pub taxable: bool,
    pub image_id: Option<Uuid>,
    pub created_at: Millis,
    pub updated_at: Millis,
    /// Set once it is not sold any more; orders still point here.
    pub deleted_at: Option<Millis>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// A variant that differs from its siblings by `options`; everything else is still to be written.
    pub(in crate::catalog) fn blank(product: ProductId, options: Vec<String>, currency: Currency, now: Millis) -> Self {
        Self {
            id: VariantId::new().0,
            product_id: product.0,
            position: 0,
            sku: None,
            title: variant_title(&options),
            options: Texts(options),
            price: 0,
            compare_at: None,
            currency: currency.code().to_owned(),
            weight_grams: 0,
            barcode: String::new(),
            requires_shipping: true,
            taxable: true,
            image_id: None,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        }
    }
}
