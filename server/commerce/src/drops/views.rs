//! Drops as shoppers see them.

use std::sync::Arc;

use sea_orm::ConnectionTrait;
use types::{
    Locale, Millis, Money, VariantId,
    drops::{DropGoods, DropGoodsView, DropInput, DropStatus, DropView},
};

use super::{
    active, rules, steps,
    store::{self, DropRow},
};
use crate::{
    Cx, Error, Result, Scope, catalog,
    clock::moment,
    prices::{self, Selling, SetPrices},
    rfc3339,
    waiting_room::{self, RoomId, commitment},
};

/// The drop called `slug`, for those who may see it.
///
/// # Errors
/// `not_found`; when the database does not answer.
pub(super) async fn announced(cx: &Cx, connection: &impl ConnectionTrait, slug: &str) -> Result<DropRow> {
    let row = store::by_slug(connection, slug).await?.ok_or_else(|| Error::not_found("drop"))?;
    if row.status()? == DropStatus::Draft && cx.require(Scope::CatalogRead).is_err() {
        return Err(Error::not_found("drop"));
    }
    Ok(row)
}

/// A drop for programs and for the page of its queue, in the language and the money of whoever asks, answered from memory while many
/// do.
///
/// # Errors
/// `not_found`.
pub async fn view(cx: &Cx, slug: &str) -> Result<DropView> {
    let (active, selling) = (active::Active::current(cx).await?, prices::selling(cx).await?);
    let shown = (slug.to_owned(), cx.market.locale, selling.currency());
    let known = match active.known_view(&shown) {
        Some(view) => view,
        None => {
            let row = announced(cx, cx.db.read(), slug).await?;
            let is_draft = row.status()? == DropStatus::Draft;
            let view = Arc::new(load(cx, cx.db.read(), row, selling).await?);
            if !is_draft {
                active.keep_view(shown, view.clone());
            }
            view
        }
    };
    Ok(as_of(cx.clock.now(), (*known).clone()))
}

/// The same as [`view`] where it is in memory for the money of the visitor's market.
pub(super) fn known(cx: &Cx, active: &active::Active, slug: &str) -> Option<DropView> {
    let view = active.known_view(&(slug.to_owned(), cx.market.locale, cx.market.currency))?;
    Some(as_of(cx.clock.now(), (*view).clone()))
}

/// What a drop's own page shows, the same for everyone, and when it will show something else.
#[derive(Clone, Debug)]
pub struct DropPage {
    /// What it shows.
    pub view: DropView,
    /// The next moment that was announced; none when nothing is to come.
    pub changes_at: Option<Millis>,
}

/// A drop's own page. Read anew, past every copy: it is kept until somebody hears of a change, and this may be why it is asked for.
///
/// # Errors
/// `not_found`.
pub async fn page(cx: &Cx, slug: &str) -> Result<DropPage> {
    // Whatever is due is done first, so that nobody waits for a worker.
    active::Active::current(cx).await?;
    let db = cx.db.write();
    let row = announced(cx, db, slug).await?;
    let changes_at = rules::next_moment(row.status()?, active::times(&row));
    let view = as_of(cx.clock.now(), load(cx, db, row, prices::selling(cx).await?).await?);
    Ok(DropPage { view, changes_at })
}

fn as_of(now: Millis, mut view: DropView) -> DropView {
    view.now = rfc3339(now);
    let starts_at = moment(&view.starts_at).unwrap_or_default();
    let is_ahead = !view.status.is_selling() && !view.status.is_over() && now < starts_at;
    view.seconds_to_start = is_ahead.then(|| (starts_at - now + 999) / 1000);
    view
}

async fn load(cx: &Cx, db: &impl ConnectionTrait, mut row: DropRow, selling: Selling) -> Result<DropView> {
    if let Some(words) = store::translation(db, row.id, cx.market.locale).await? {
        rules::say(&mut row.terms, words);
    }
    let (status, now) = (row.status()?, cx.clock.now());
    let goods = store::goods(db, row.id).await?;
    let left = steps::left(cx, &goods).await?;
    let has_begun = status.is_selling() || status.is_over();
    let entrants = if has_begun { waiting_room::entrants(cx, RoomId(row.id.0)).await? } else { None };
    let message = match status {
        _ if status.is_over() || status == DropStatus::SoldOut => row.terms.message_over.clone(),
        DropStatus::Live => row.terms.message_live.clone(),
        _ => row.terms.message_before.clone(),
    };
    Ok(DropView {
        id: row.id,
        status,
        message,
        queue_opens_at: row.terms.queue_opens_at.map(rfc3339),
        starts_at: rfc3339(row.terms.starts_at),
        ends_at: rfc3339(row.terms.ends_at),
        now: rfc3339(now),
        seconds_to_start: None,
        cap_per_person: row.terms.cap_per_person,
        goods: goods_view(db, cx.market.locale, &goods, status, selling).await?,
        remaining: left.remaining,
        held: left.held,
        commitment: commitment(&row.seed_bytes()),
        seed: has_begun.then(|| row.seed.clone()),
        entrants: entrants.map(|count| i64::try_from(count).unwrap_or(i64::MAX)),
        slug: row.terms.slug,
        title: row.terms.title,
    })
}

/// What staff have written into a drop.
pub(super) fn written(row: DropRow, goods: Vec<store::GoodsRow>) -> Result<DropInput> {
    let goods = goods.into_iter().map(|goods| DropGoods {
        variant_id: goods.variant_id,
        units: goods.units,
        price: goods.price,
    });
    Ok(DropInput {
        queue_opens_at: row.terms.queue_opens_at.map(rfc3339),
        starts_at: rfc3339(row.terms.starts_at),
        ends_at: rfc3339(row.terms.ends_at),
        shed_ladder: serde_json::from_str(&row.terms.shed_ladder).map_err(Error::internal)?,
        goods: goods.collect(),
        slug: row.terms.slug,
        title: row.terms.title,
        message_before: row.terms.message_before,
        message_live: row.terms.message_live,
        message_over: row.terms.message_over,
        admit_per_minute: row.terms.admit_per_minute,
        pass_seconds: row.terms.pass_seconds,
        cap_per_person: row.terms.cap_per_person,
        hold_seconds: row.terms.hold_seconds,
    })
}

async fn goods_view(
    db: &impl ConnectionTrait,
    locale: Locale,
    rows: &[store::GoodsRow],
    status: DropStatus,
    selling: Selling,
) -> Result<Vec<DropGoodsView>> {
    let ids: Vec<VariantId> = rows.iter().map(|row| row.variant_id).collect();
    let mut known = catalog::sellable(db, &ids).await?;
    let set = SetPrices::of(db, &ids, &[selling]).await?;
    let names = catalog::names(db, locale, &ids).await?;
    let view = |row: &store::GoodsRow| {
        let mut goods = known.remove(&row.variant_id)?;
        names.say(row.variant_id, &mut goods.title, Some(&mut goods.variant_title), goods.image.as_mut());
        // The drop's own price is announced before the goods have it, and counts whatever is set for them.
        let price = match row.price.filter(|_| !status.is_over()) {
            Some(announced) => selling.price_of(Money::new(announced, goods.price.currency)).map_err(Error::from),
            None => set.price(selling, goods.id, goods.price),
        };
        Some(price.map(|price| DropGoodsView {
            variant_id: row.variant_id,
            product_id: goods.product_id,
            title: goods.full_title(),
            price,
            slug: goods.slug,
            units: row.units,
            image: goods.image,
        }))
    };
    rows.iter().filter_map(view).collect()
}
