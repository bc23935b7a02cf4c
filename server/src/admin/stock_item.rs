//! `/admin/stock/{variant_id}` and what its forms change

use app::admin::{self, Posted, StockForm, StockItem};
use commerce::{catalog, inventory, restock};
use http::StatusCode;
use types::{
    ErrorCode, VariantId,
    admin::{SalePolicy, StockAdjustment, StockTransfer},
};

use super::{
    fields::{Fields, apply, mendable},
    parts,
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathId},
    problem::Refused,
    visitor::Answer,
};

pub async fn show(staff: SignedIn, PathId(variant): PathId<VariantId>) -> Answer {
    page(&staff, variant, StatusCode::OK, None).await
}

pub async fn adjust(staff: SignedIn, PathId(variant): PathId<VariantId>, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(adjustment(&fields), |change| inventory::adjust(&staff.cx, variant, change)).await;
    let notice = outcome.map(|level| format!("Stock is changed: {} on hand.", level.on_hand));
    answer(&staff, variant, StockForm::Adjust, fields, notice).await
}

pub async fn transfer(staff: SignedIn, PathId(variant): PathId<VariantId>, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(movement(&fields), |transfer| inventory::transfer(&staff.cx, variant, transfer)).await;
    let notice = outcome.map(|()| "The units are moved.".to_owned());
    answer(&staff, variant, StockForm::Transfer, fields, notice).await
}

pub async fn set_policy(staff: SignedIn, PathId(variant): PathId<VariantId>, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(policy(&fields), |policy| inventory::set_policy(&staff.cx, variant, policy)).await;
    let notice = outcome.map(|_| "How it is sold is saved.".to_owned());
    answer(&staff, variant, StockForm::Policy, fields, notice).await
}

pub async fn set_bundle(staff: SignedIn, PathId(variant): PathId<VariantId>, Form(fields): Form<Fields>) -> Answer {
    let read = parts::read(&staff.cx, fields.get("parts")).await;
    let outcome = apply(read, |parts| inventory::set_bundle(&staff.cx, variant, parts)).await;
    let notice = outcome.map(|parts| match parts.len() {
        0 => "It has stock of its own.".to_owned(),
        _ => "It is a bundle now.".to_owned(),
    });
    answer(&staff, variant, StockForm::Bundle, fields, notice).await
}

/// On to the page with what happened, or the page with what is wrong.
async fn answer(
    staff: &SignedIn,
    variant: VariantId,
    form: StockForm,
    fields: Fields,
    notice: Result<String, Refused>,
) -> Answer {
    let refused = match notice {
        Ok(notice) => return staff.done(&format!("/admin/stock/{variant}"), &notice).await,
        Err(refused) => refused,
    };
    let (status, errors) = mendable(refused, form_name)?;
    page(staff, variant, status, Some(fields.returned(form, errors))).await
}

async fn page(staff: &SignedIn, variant: VariantId, status: StatusCode, posted: Option<Posted<StockForm>>) -> Answer {
    let cx = &staff.cx;
    let found = catalog::variant_names(cx, &[variant]).await?.into_iter().next();
    let name = found.ok_or_else(|| commerce::Error::not_found("stock item"))?;
    let item = StockItem {
        id: variant,
        product_id: name.product_id,
        name: match name.variant_title.as_str() {
            "" => name.title,
            which => format!("{} · {which}", name.title),
        },
        rows: match inventory::stock_item(cx, variant).await {
            // A bundle has none of its own.
            Err(error) if error.code() == ErrorCode::NotFound => Vec::new(),
            rows => rows?,
        },
        ledger: inventory::ledger(cx, variant).await?,
        locations: inventory::locations(cx).await?,
        policy: inventory::policy(cx, variant).await?,
        parts: parts::write(cx, &inventory::bundle(cx, variant).await?).await?,
        waiting: restock::waiting(cx, variant).await?,
    };
    staff.page(status, |chrome| admin::stock_item(chrome, &item, posted.as_ref())).await
}

fn adjustment(fields: &Fields) -> Result<StockAdjustment, Refused> {
    let units = whole(fields, "quantity")?;
    let reason = fields.get("reason").to_owned();
    let location_id = match fields.get("location_id") {
        "" => None,
        id => Some(id.parse().map_err(|_| Refused::field("location_id", "Choose a location."))?),
    };
    match fields.get("mode") {
        "delta" => Ok(StockAdjustment { delta: Some(units), set: None, location_id, reason }),
        "set" => Ok(StockAdjustment { delta: None, set: Some(units), location_id, reason }),
        _ => Err(Refused::field("mode", "Say what happened.")),
    }
}

fn movement(fields: &Fields) -> Result<StockTransfer, Refused> {
    let place = |name: &str| fields.get(name).parse().map_err(|_| Refused::field(name, "Choose a location."));
    Ok(StockTransfer { from: place("from")?, to: place("to")?, quantity: whole(fields, "quantity")? })
}

fn policy(fields: &Fields) -> Result<SalePolicy, Refused> {
    let number = |name: &str| match fields.get(name).trim() {
        "" => Ok(None),
        _ => whole(fields, name).map(Some),
    };
    Ok(SalePolicy {
        cap_per_person: number("cap_per_person")?,
        hold_seconds: number("hold_seconds")?,
        hold_in_cart: fields.has("hold_in_cart"),
    })
}

fn whole(fields: &Fields, name: &str) -> Result<i64, Refused> {
    fields.get(name).trim().parse().map_err(|_| Refused::field(name, "Write a whole number."))
}

/// The form has one field for both kinds of change.
fn form_name(field: &str) -> Option<String> {
    let name = if matches!(field, "delta" | "set") { "quantity" } else { field };
    Some(name.to_owned())
}
