//! `/orders/{token}`

use commerce::orders;

use crate::{
    extract::Name,
    visitor::{Answer, Visitor, kept_from_caches},
};

pub async fn show(visitor: Visitor, Name(token): Name) -> Answer {
    let view = orders::by_token(&visitor.cx, &token).await?;
    visitor.page(|shell| app::pages::order(shell, view)).await.map(kept_from_caches)
}
