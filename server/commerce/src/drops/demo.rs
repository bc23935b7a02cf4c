//! The demo's drop: always the next Friday.

use types::{
    Millis, VariantId,
    drops::{DropGoods, DropInput, DropStatus},
};

use super::{create, delete, rules, schedule, store};
use crate::{Cx, Result, Seen, catalog, rfc3339};

const MINUTE: Millis = 60 * 1000;

/// Announces a drop for every product of the demo that is sold in one, unless one is on or ahead. One that is over makes room for the
/// next.
pub(crate) async fn seed(cx: &Cx) -> Result<()> {
    for product in demo::catalogue().products {
        let Some(edition) = &product.edition else { continue };
        match store::by_slug(cx.db.write(), &product.slug).await? {
            Some(row) if matches!(row.status()?, DropStatus::Reported) => delete(cx, row.id, Seen::Any).await?,
            Some(_) => continue,
            None => {}
        }
        let Some(view) = catalog::product(cx, &product.slug).await.ok() else { continue };
        let starts_at = rules::next_friday(cx.clock.now(), edition.friday_hour.into());
        let variants: Vec<VariantId> = view.variants.iter().map(|variant| variant.id).collect();
        let units = i64::from(edition.units) / i64::try_from(variants.len().max(1)).unwrap_or(1);
        let input = DropInput {
            slug: product.slug.clone(),
            title: format!("{}, {} made", product.title, edition.units),
            message_before: "Come early: whoever is here before the start is drawn in an order that nobody can know. After that, it is \
                first come, first served."
                .to_owned(),
            message_live: "On sale now, in the order of the queue. What is put back goes to the next in line.".to_owned(),
            message_over: "That was the last of them. Thank you for coming.".to_owned(),
            queue_opens_at: Some(rfc3339(starts_at - 30 * MINUTE)),
            starts_at: rfc3339(starts_at),
            ends_at: rfc3339(starts_at + 120 * MINUTE),
            admit_per_minute: 600,
            pass_seconds: 120,
            cap_per_person: Some(1),
            hold_seconds: Some(300),
            goods: variants.into_iter().map(|variant_id| DropGoods { variant_id, units, price: None }).collect(),
            ..DropInput::default()
        };
        let id = create(cx, input).await?;
        schedule(cx, id).await?;
    }
    Ok(())
}
