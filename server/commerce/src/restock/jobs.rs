//! Who is called, and their mail.

use std::time::Duration;

use sea_orm::DatabaseTransaction;
use serde::{Deserialize, Serialize};
use types::{Millis, VariantId};
use uuid::Uuid;
use words::t;

use super::{PURPOSE, rules, store};
use crate::{
    Cx, Result,
    catalog::{self, SellableVariant},
    flags::{self, Flag},
    inventory,
    jobs::{self, Done, Job, NewJob, UNWATCHED, When},
    notifications::{Mail, address, letter, speaking_with, with_link},
    signed_id,
};

/// Variants looked at in one run.
const LOOKED_AT: i64 = 50;

/// Calls those who wait for what can be bought again. Recurs: see [`jobs::SCHEDULE`]. Nobody is called into a shop that is pressed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct CallWaiting {}

impl Job for CallWaiting {
    const KIND: &'static str = "restock.call";
    /// After everything that sells.
    const PRIORITY: i64 = 400;
    const PATIENCE: Duration = UNWATCHED;

    async fn run(self, cx: &Cx) -> Result<Done> {
        if flags::is_shed(cx, Flag::NotifyMe) {
            return Ok(Done::Finished);
        }
        let now = cx.clock.now();
        let (mut any, mut more) = (false, false);
        for variant in store::available(cx.db.read(), LOOKED_AT).await? {
            let called = cx.db.transaction(|tx| Box::pin(async move { call_first(tx, variant, now).await })).await?;
            any |= called > 0;
            more |= called >= rules::MOST_AT_ONCE;
        }
        if any {
            cx.job_written.notify_one();
        }
        Ok(if more { Done::Again(now) } else { Done::Finished })
    }
}

/// Calls the first of those who wait, as many as there is something for, and writes their mails down. Stock is looked at under the
/// list's lock: whoever looks at the same time comes after, and finds them called.
async fn call_first(tx: &DatabaseTransaction, variant: VariantId, now: Millis) -> Result<i64> {
    let lately = store::look(tx, variant, now - rules::ROUND, now).await?;
    let level = inventory::levels(tx, &[variant], now).await?.remove(&variant);
    let Some(level) = level.filter(|level| level.is_available()) else { return Ok(0) };
    let most = rules::to_call(level.for_sale(), lately);
    if most == 0 {
        return Ok(0);
    }
    let called = store::call(tx, variant, most, now).await?;
    let mail = |one: &store::Called| {
        NewJob::of(&SendRestockMail { request: one.id, asked_at: one.asked_at }, When { run_at: now, dedupe_key: None })
    };
    jobs::enqueue_all(tx, &called.iter().map(mail).collect::<Result<Vec<_>>>()?).await?;
    Ok(i64::try_from(called.len()).unwrap_or_default())
}

/// Tells somebody that what they wait for is back.
#[derive(Debug, Serialize, Deserialize)]
pub struct SendRestockMail {
    /// Whose request.
    pub request: Uuid,
    /// When it was made: whoever asks again later gets another mail.
    pub asked_at: Millis,
}

impl Job for SendRestockMail {
    const KIND: &'static str = "restock.mail";
    /// After everything about orders.
    const PRIORITY: i64 = 450;
    const PATIENCE: Duration = UNWATCHED;

    async fn run(self, cx: &Cx) -> Result<Done> {
        let db = cx.db.write();
        let Some(to) = store::addressee(db, self.request, self.asked_at).await? else { return Ok(Done::Finished) };
        let goods = catalog::sellable(db, &[to.variant_id]).await?.remove(&to.variant_id);
        // It is no longer sold.
        let Some(mut goods) = goods else { return Ok(Done::Finished) };
        let names = catalog::names(db, to.locale.parse().unwrap_or_default(), &[goods.id]).await?;
        names.say(goods.id, &mut goods.title, Some(&mut goods.variant_title), None);
        let locale = to.locale.clone();
        let mail = speaking_with(cx, &locale, async { self.write(cx, to, &goods) }).await;
        cx.mailer.send(&mail, &cx.clock).await
    }
}

impl SendRestockMail {
    /// In the language of whoever it is written for.
    fn write(&self, cx: &Cx, to: store::Addressee, goods: &SellableVariant) -> Mail {
        let (title, link) = (goods.full_title(), signed_id::sign(&cx.settings.secret, PURPOSE, self.request));
        let page = address(cx, &format!("/products/{}?variant={}", goods.slug, goods.id));
        let leave = address(cx, &format!("/back-in-stock/{link}"));
        Mail {
            id: format!("back-in-stock-{}-{}", self.request, self.asked_at),
            to: to.email,
            reply_to: None,
            leave_at: Some(format!("{}/back-in-stock/{link}", cx.settings.public_url)),
            subject: t!("restock-mail-subject", title = &title, shop = &cx.settings.shop_name),
            text: letter(&[
                with_link(&t!("restock-mail-back", title = title), &page),
                t!("restock-mail-not-kept"),
                with_link(&t!("restock-mail-leave"), &leave),
            ]),
        }
    }
}
