//! `/products/{slug}`

use app::pages::{Choice, Notes};
use commerce::{catalog, drops};
use serde::Deserialize;
use types::VariantId;

use crate::{
    extract::{Name, Query},
    visitor::{Answer, Visitor},
};

/// Which variant a link points at.
#[derive(Debug, Deserialize)]
pub struct Params {
    variant: Option<VariantId>,
}

pub async fn show(visitor: Visitor, Name(slug): Name, Query(params): Query<Params>) -> Answer {
    let mut view = catalog::product(&visitor.cx, &slug).await?;
    view.drop = drops::selling(&visitor.cx, &view).await?;
    let choice = Choice { variant: params.variant, ..Choice::default() };
    visitor.page(|shell| app::pages::product(shell, view, choice, Notes::default())).await
}
