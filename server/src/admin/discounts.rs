//! `/admin/discounts` and its forms

use app::admin::{self, DiscountForm, Posted};
use commerce::{Seen, promotions};
use http::StatusCode;
use types::{
    Currency, DiscountId, Money,
    promotions::{DiscountInput, DiscountKind},
};

use super::{
    fields::{Fields, apply, mendable, same_name},
    paging::{PAGE, Paging},
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathId, Query},
    problem::Refused,
    visitor::Answer,
};

const PATH: &str = "/admin/discounts";

pub async fn list(staff: SignedIn, Query(paging): Query<Paging>) -> Answer {
    let cursor = paging.cursor.as_deref();
    let page = promotions::list(&staff.cx, cursor, PAGE).await?;
    staff.page(StatusCode::OK, |chrome| admin::discounts(chrome, &page, cursor)).await
}

pub async fn draft(staff: SignedIn) -> Answer {
    staff.page(StatusCode::OK, |chrome| admin::new_discount(chrome, None)).await
}

pub async fn create(staff: SignedIn, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(input(&staff, &fields), |input| promotions::create(&staff.cx, input)).await;
    match outcome {
        Ok(id) => staff.done(&format!("{PATH}/{id}"), "The code is saved.").await,
        Err(refused) => {
            let (status, errors) = mendable(refused, same_name)?;
            let posted = fields.returned(DiscountForm::New, errors);
            staff.page(status, |chrome| admin::new_discount(chrome, Some(&posted))).await
        }
    }
}

pub async fn show(staff: SignedIn, PathId(id): PathId<DiscountId>) -> Answer {
    page(&staff, id, StatusCode::OK, None).await
}

pub async fn update(staff: SignedIn, PathId(id): PathId<DiscountId>, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(input(&staff, &fields), |input| promotions::update(&staff.cx, id, Seen::Any, input)).await;
    match outcome {
        Ok(()) => staff.done(&format!("{PATH}/{id}"), "The code is saved.").await,
        Err(refused) => {
            let (status, errors) = mendable(refused, same_name)?;
            page(&staff, id, status, Some(fields.returned(DiscountForm::Stored(id), errors))).await
        }
    }
}

pub async fn activate(staff: SignedIn, PathId(id): PathId<DiscountId>) -> Answer {
    promotions::activate(&staff.cx, id, true).await?;
    staff.done(&format!("{PATH}/{id}"), "The code can be used.").await
}

pub async fn deactivate(staff: SignedIn, PathId(id): PathId<DiscountId>) -> Answer {
    promotions::activate(&staff.cx, id, false).await?;
    staff.done(&format!("{PATH}/{id}"), "The code cannot be used any more. Orders keep what they were given.").await
}

pub async fn delete(staff: SignedIn, PathId(id): PathId<DiscountId>) -> Answer {
    promotions::delete(&staff.cx, id, Seen::Any).await?;
    staff.done(PATH, "The code is deleted.").await
}

async fn page(staff: &SignedIn, id: DiscountId, status: StatusCode, posted: Option<Posted<DiscountForm>>) -> Answer {
    let view = promotions::discount(&staff.cx, id).await?;
    staff.page(status, |chrome| admin::discount(chrome, &view, posted.as_ref())).await
}

/// Amounts as people write them.
fn input(staff: &SignedIn, fields: &Fields) -> Result<DiscountInput, Refused> {
    let kind: DiscountKind = fields.get("kind").parse().map_err(|message: String| Refused::field("kind", message))?;
    let currency = staff.cx.settings.currency;
    let amount = match kind {
        // Hundredths of a percent are written as cents are.
        DiscountKind::Percent => amount(fields, "amount", Currency::USD)?,
        DiscountKind::Fixed => amount(fields, "amount", currency)?,
        DiscountKind::FreeShipping => 0,
    };
    let text = |name: &str| Some(fields.get(name).trim().to_owned()).filter(|text| !text.is_empty());
    let slugs = |name: &str| fields.get(name).lines().map(str::to_owned).collect();
    Ok(DiscountInput {
        code: fields.get("code").to_owned(),
        kind,
        amount,
        minimum_subtotal: self::amount(fields, "minimum_subtotal", currency)?,
        starts_at: text("starts_at"),
        ends_at: text("ends_at"),
        max_uses: whole(fields, "max_uses")?,
        uses_per_person: whole(fields, "uses_per_person")?,
        products: slugs("products"),
        collections: slugs("collections"),
        active: fields.has("active"),
    })
}

fn amount(fields: &Fields, name: &str, currency: Currency) -> Result<i64, Refused> {
    match fields.get(name).trim() {
        "" => Ok(0),
        text => {
            let read = Money::parse(text, currency);
            read.map(|money| money.amount).map_err(|_| Refused::field(name, "Write an amount like 10 or 12.50."))
        }
    }
}

fn whole(fields: &Fields, name: &str) -> Result<Option<i64>, Refused> {
    match fields.get(name).trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refused::field(name, "Write a whole number.")),
    }
}
