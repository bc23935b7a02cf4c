//! `/drops/{slug}` and its queue: `/drops/{slug}/queue`, `/drops/{slug}/queue/events`, `/drops/{slug}/buy`

use axum::response::{IntoResponse, Redirect, Response};
use axum_extra::extract::cookie::CookieJar;
use commerce::{
    bus::Tag,
    cart::{self, Missing},
    drops::{self, DropPage},
    waiting_room,
};
use serde::Deserialize;
use types::VariantId;

use super::queue;
use crate::{
    cart_cookie,
    extract::{Form, Name, Query},
    page_cache::showing_until,
    problem::Refused,
    visitor::{Answer, Visitor, kept_from_caches},
};

/// What the drop's page posts.
#[derive(Debug, Deserialize)]
pub struct Wish {
    variant_id: VariantId,
}

pub async fn show(visitor: Visitor, Name(slug): Name) -> Answer {
    let DropPage { view, changes_at } = drops::page(&visitor.cx, &slug).await?;
    let shown = view.goods.iter().flat_map(|goods| [Tag::Product(goods.product_id), Tag::Stock(goods.product_id)]);
    let tags: Vec<_> = [Tag::Chrome, Tag::Drop(view.id)].into_iter().chain(shown).collect();
    let page = visitor.page(|shell| app::pages::drop(shell, view)).await?;
    Ok(showing_until(page, tags, changes_at))
}

/// The visitor's place in the drop's queue; what is sold, once it is their turn.
pub async fn place(visitor: Visitor, Name(slug): Name, Query(joining): Query<queue::Joining>) -> Answer {
    let plan = drops::plan(&visitor.cx, &slug).await?;
    let place = waiting_room::place(&visitor.cx, &plan).await?;
    let drop = drops::view(&visitor.cx, &slug).await?;
    if let Some(page) = queue::asked(&visitor, &plan, Some(&drop), &joining) {
        return Ok(page);
    }
    let html = app::pages::queue(&visitor.cx.settings.shop_name, &queue::titled(&plan, Some(drop)), &place);
    Ok(kept_from_caches(axum::response::Html(html).into_response()))
}

/// Takes a place.
pub async fn join(visitor: Visitor, Name(slug): Name, Form(joining): Form<queue::Joining>) -> Answer {
    let plan = drops::plan(&visitor.cx, &slug).await?;
    queue::take_place(&visitor, &plan, joining).await
}

/// The visitor's place as it changes.
pub async fn events(visitor: Visitor, Name(slug): Name) -> Result<Response, Refused> {
    let plan = drops::plan(&visitor.cx, &slug).await?;
    let drop = drops::view(&visitor.cx, &slug).await?;
    queue::stream(visitor, plan, Some(drop))
}

/// One of what the drop sells, and straight to the till.
pub async fn buy(visitor: Visitor, Name(slug): Name, Form(wish): Form<Wish>) -> Answer {
    let back = format!("/drops/{slug}/queue");
    let mut plan = drops::plan(&visitor.cx, &slug).await?;
    plan.goods = plan.goods.iter().copied().filter(|variant| *variant == wish.variant_id).collect();
    if plan.goods.is_empty() {
        return Err(commerce::Error::not_found("variant in this drop").into());
    }
    // Pressed twice, it is one all the same.
    let current = cart::current(&visitor.cx).await?;
    if current.lines.iter().any(|line| line.variant_id == wish.variant_id) {
        return Ok(Redirect::to("/checkout").into_response());
    }
    match cart::add_line(&visitor.cx, visitor.cart_id(), Missing::Make, wish.variant_id, 1).await {
        Ok(cart) => {
            let jar = CookieJar::new().add(cart_cookie::remember(&visitor.app, cart.id));
            Ok((jar, Redirect::to("/checkout")).into_response())
        }
        // The queue's page says how things stand.
        Err(error) if error.problem().status < 500 => Ok(Redirect::to(&back).into_response()),
        Err(error) => Err(error.into()),
    }
}
