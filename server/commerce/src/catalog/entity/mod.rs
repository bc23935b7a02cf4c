//! Rows of the catalogue's tables. Private to the slice: everyone else sees wire types.

pub(super) mod collection;
pub(super) mod collection_product;
pub(super) mod image;
pub(super) mod media;
pub(super) mod product;
pub(super) mod variant;

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};
use types::catalog::ProductOption;

/// A JSON array of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub(super) struct Texts(pub Vec<String>);

/// A product's options with their values and swatches, as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub(super) struct Options(pub Vec<ProductOption>);
