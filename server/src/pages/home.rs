//! `/`

use commerce::catalog;

use crate::visitor::{Answer, Visitor};

pub async fn show(visitor: Visitor) -> Answer {
    let view = catalog::home(&visitor.cx).await?;
    visitor.page(|shell| app::pages::home(shell, view)).await
}
