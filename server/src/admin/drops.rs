//! `/admin/drops` and its forms

use app::admin::{self, DropForm, Posted};
use commerce::{Seen, drops};
use http::StatusCode;
use types::{
    DropId, VariantId,
    drops::{DropGoods, DropInput, RoomControl, ShedStep},
};

use super::{
    fields::{Fields, apply, mendable, same_name},
    paging::{PAGE, Paging},
    parts,
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathId, Query},
    problem::Refused,
    visitor::Answer,
};

const PATH: &str = "/admin/drops";

pub async fn list(staff: SignedIn, Query(paging): Query<Paging>) -> Answer {
    list_page(&staff, StatusCode::OK, paging.cursor.as_deref(), None).await
}

async fn list_page(
    staff: &SignedIn,
    status: StatusCode,
    cursor: Option<&str>,
    posted: Option<Posted<DropForm>>,
) -> Answer {
    let (list, room) = (drops::list(&staff.cx, cursor, PAGE).await?, drops::shop_room(&staff.cx).await?);
    staff.page(status, |chrome| admin::drops(chrome, &list, cursor, &room, posted.as_ref())).await
}

pub async fn draft(staff: SignedIn) -> Answer {
    staff.page(StatusCode::OK, |chrome| admin::new_drop(chrome, None, "")).await
}

pub async fn create(staff: SignedIn, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(input(&staff, &fields).await, |input| drops::create(&staff.cx, input)).await;
    match outcome {
        Ok(id) => {
            staff.done(&format!("{PATH}/{id}"), "The drop is saved as a draft. Announce it when it is right.").await
        }
        Err(refused) => {
            let (status, errors) = mendable(refused, same_name)?;
            let posted = fields.returned(DropForm::New, errors);
            staff.page(status, |chrome| admin::new_drop(chrome, Some(&posted), "")).await
        }
    }
}

pub async fn show(staff: SignedIn, PathId(id): PathId<DropId>) -> Answer {
    page(&staff, id, StatusCode::OK, None).await
}

pub async fn update(staff: SignedIn, PathId(id): PathId<DropId>, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(input(&staff, &fields).await, |input| drops::update(&staff.cx, id, Seen::Any, input)).await;
    match outcome {
        Ok(()) => staff.done(&format!("{PATH}/{id}"), "The draft is saved.").await,
        Err(refused) => back(&staff, id, DropForm::Plan(id), fields, refused).await,
    }
}

pub async fn schedule(staff: SignedIn, PathId(id): PathId<DropId>) -> Answer {
    let outcome = drops::schedule(&staff.cx, id).await;
    after(&staff, id, outcome, "The drop is announced. Its goods are kept for it.").await
}

pub async fn withdraw(staff: SignedIn, PathId(id): PathId<DropId>) -> Answer {
    let outcome = drops::withdraw(&staff.cx, id).await;
    after(&staff, id, outcome, "The drop is a draft again.").await
}

pub async fn end(staff: SignedIn, PathId(id): PathId<DropId>) -> Answer {
    let outcome = drops::end(&staff.cx, id).await;
    after(&staff, id, outcome, "The drop is over.").await
}

pub async fn delete(staff: SignedIn, PathId(id): PathId<DropId>) -> Answer {
    drops::delete(&staff.cx, id, Seen::Any).await?;
    staff.done(PATH, "The drop is deleted.").await
}

pub async fn control(staff: SignedIn, PathId(id): PathId<DropId>, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(room(&fields), |control| drops::control(&staff.cx, id, control)).await;
    match outcome {
        Ok(()) => staff.done(&format!("{PATH}/{id}"), "The queue is changed.").await,
        Err(refused) => back(&staff, id, DropForm::Room, fields, refused).await,
    }
}

pub async fn control_shop(staff: SignedIn, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(room(&fields), |control| drops::control_shop(&staff.cx, control)).await;
    match outcome {
        Ok(()) => staff.done(PATH, "The queue is changed.").await,
        Err(refused) => {
            let (status, errors) = mendable(refused, same_name)?;
            list_page(&staff, status, None, Some(fields.returned(DropForm::Room, errors))).await
        }
    }
}

async fn after(staff: &SignedIn, id: DropId, outcome: commerce::Result<()>, notice: &str) -> Answer {
    match outcome {
        Ok(()) => staff.done(&format!("{PATH}/{id}"), notice).await,
        Err(error) => back(staff, id, DropForm::Plan(id), Fields::default(), error.into()).await,
    }
}

async fn back(staff: &SignedIn, id: DropId, form: DropForm, fields: Fields, refused: Refused) -> Answer {
    let (status, errors) = mendable(refused, same_name)?;
    // A button has no fields: the plan is shown as it is stored, with what stands in the way above it.
    if !fields.has("title") && form == DropForm::Plan(id) {
        return Err(Refused::new(types::ErrorCode::Conflict, errors.problem.unwrap_or_default()));
    }
    page(staff, id, status, Some(fields.returned(form, errors))).await
}

async fn page(staff: &SignedIn, id: DropId, status: StatusCode, posted: Option<Posted<DropForm>>) -> Answer {
    let view = drops::admin_drop(&staff.cx, id).await?;
    let parts: Vec<_> = view.input.goods.iter().map(|goods| (goods.variant_id, goods.units)).collect();
    let named = parts::write(&staff.cx, &as_parts(&parts)).await?;
    let line = |(line, goods): (&str, &DropGoods)| match goods.price {
        Some(price) => format!("{line} @ {price}"),
        None => line.to_owned(),
    };
    let goods: Vec<String> = named.lines().zip(&view.input.goods).map(line).collect();
    let goods = goods.join("\n");
    staff.page(status, |chrome| admin::drop(chrome, &view, &goods, posted.as_ref())).await
}

fn as_parts(goods: &[(VariantId, i64)]) -> Vec<types::admin::BundlePart> {
    goods
        .iter()
        .map(|(variant_id, quantity)| types::admin::BundlePart { variant_id: *variant_id, quantity: *quantity })
        .collect()
}

fn room(fields: &Fields) -> Result<RoomControl, Refused> {
    let mode = fields.get("mode").parse().map_err(|message: String| Refused::field("mode", message))?;
    Ok(RoomControl { mode, per_minute: optional(fields, "per_minute")? })
}

fn optional(fields: &Fields, name: &str) -> Result<Option<i64>, Refused> {
    match fields.get(name).trim() {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| Refused::field(name, "Write a whole number.")),
    }
}

async fn input(staff: &SignedIn, fields: &Fields) -> Result<DropInput, Refused> {
    let text = |name: &str| fields.get(name).trim().to_owned();
    Ok(DropInput {
        slug: text("slug"),
        title: text("title"),
        message_before: text("message_before"),
        message_live: text("message_live"),
        message_over: text("message_over"),
        queue_opens_at: Some(text("queue_opens_at")).filter(|at| !at.is_empty()),
        starts_at: text("starts_at"),
        ends_at: text("ends_at"),
        admit_per_minute: optional(fields, "admit_per_minute")?.unwrap_or_default(),
        pass_seconds: optional(fields, "pass_seconds")?.unwrap_or_default(),
        cap_per_person: optional(fields, "cap_per_person")?,
        hold_seconds: optional(fields, "hold_seconds")?,
        shed_ladder: ladder(fields.get("shed_ladder"))?,
        goods: goods(staff, fields.get("goods")).await?,
    })
}

/// `LN7 × 300 @ 24800`, one per line.
async fn goods(staff: &SignedIn, text: &str) -> Result<Vec<DropGoods>, Refused> {
    let wrong = |message: &str| Refused::field("goods", message);
    let lines: Vec<(&str, Option<&str>)> = text
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| line.rsplit_once('@').map_or((line, None), |(goods, price)| (goods.trim(), Some(price.trim()))))
        .collect();
    let names: Vec<&str> = lines.iter().map(|(goods, _)| *goods).collect();
    let parts = parts::read(&staff.cx, &names.join("\n")).await.map_err(|refused| wrong(&refused.problem().detail))?;
    let goods = parts.into_iter().zip(lines).map(|(part, (_, price))| {
        let price = price.map(str::parse).transpose();
        let price = price.map_err(|_| wrong("Write prices in minor units: 24800 for 248.00."))?;
        Ok(DropGoods { variant_id: part.variant_id, units: part.quantity, price })
    });
    goods.collect()
}

/// `related_products 0`, one per line.
fn ladder(text: &str) -> Result<Vec<ShedStep>, Refused> {
    let step = |line: &str| {
        let (flag, level) = line.rsplit_once(char::is_whitespace)?;
        Some(ShedStep { flag: flag.trim().to_owned(), level: level.trim().parse().ok()? })
    };
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let steps: Option<Vec<_>> = lines.map(step).collect();
    steps.ok_or_else(|| Refused::field("shed_ladder", "Write a flag and a level on each line."))
}
