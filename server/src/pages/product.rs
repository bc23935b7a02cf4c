//! `/products/{slug}`

use app::pages::{Choice, Notes};
use commerce::{bus::Tag, catalog};
use serde::Deserialize;
use types::VariantId;

use crate::{
    extract::{Name, Query},
    page_cache::showing,
    visitor::{Answer, Visitor},
};

/// Which variant a link points at.
#[derive(Debug, Deserialize)]
pub struct Params {
    variant: Option<VariantId>,
}

pub async fn show(visitor: Visitor, Name(slug): Name, Query(params): Query<Params>) -> Answer {
    let view = catalog::product(&visitor.cx, &slug).await?;
    let choice = Choice { variant: params.variant, ..Choice::default() };
    let tags = [Tag::Chrome, Tag::Product(view.id), Tag::Stock(view.id)];
    let page = visitor.page(|shell| app::pages::product(shell, view, choice, Notes::default())).await?;
    Ok(showing(page, tags))
}
