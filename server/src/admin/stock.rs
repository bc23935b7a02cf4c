//! `/admin/stock`, `/admin/stock/{variant_id}`

use app::admin::{self, Posted, StockList};
use commerce::inventory;
use http::StatusCode;
use serde::Deserialize;
use types::{VariantId, admin::StockAdjustment};

use super::{
    fields::{Fields, mendable},
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, PathId, Query},
    problem::Refused,
    visitor::Answer,
};

/// What the list's address says.
#[derive(Debug, Deserialize)]
pub struct Params {
    #[serde(default)]
    q: String,
    page: Option<u64>,
}

pub async fn list(staff: SignedIn, Query(params): Query<Params>) -> Answer {
    let found = inventory::stock_rows(&staff.cx, &params.q, params.page.unwrap_or(1)).await?;
    let list = StockList { rows: found.items, query: params.q, page: found.page, pages: found.pages };
    staff.page(StatusCode::OK, |chrome| admin::stock(chrome, &list)).await
}

pub async fn show(staff: SignedIn, PathId(variant): PathId<VariantId>) -> Answer {
    item(&staff, variant, StatusCode::OK, None).await
}

pub async fn adjust(staff: SignedIn, PathId(variant): PathId<VariantId>, Form(fields): Form<Fields>) -> Answer {
    let outcome = match adjustment(&fields) {
        Ok(change) => inventory::adjust(&staff.cx, variant, change).await.map_err(Refused::from),
        Err(refused) => Err(refused),
    };
    let refused = match outcome {
        Ok(level) => {
            let notice = format!("Stock is changed: {} on hand.", level.on_hand);
            return staff.done(&format!("/admin/stock/{variant}"), &notice).await;
        }
        Err(refused) => refused,
    };
    let (status, errors) = mendable(refused, form_name)?;
    item(&staff, variant, status, Some(fields.returned((), errors))).await
}

async fn item(staff: &SignedIn, variant: VariantId, status: StatusCode, posted: Option<Posted<()>>) -> Answer {
    let rows = inventory::stock_item(&staff.cx, variant).await?;
    let ledger = inventory::ledger(&staff.cx, variant).await?;
    staff.page(status, |chrome| admin::stock_item(chrome, &rows, &ledger, posted.as_ref())).await
}

fn adjustment(fields: &Fields) -> Result<StockAdjustment, Refused> {
    let units: Result<i64, _> = fields.get("quantity").trim().parse();
    let units = units.map_err(|_| Refused::field("quantity", "Write a whole number."))?;
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

/// The form has one field for both kinds of change.
fn form_name(field: &str) -> Option<String> {
    let name = if matches!(field, "delta" | "set") { "quantity" } else { field };
    Some(name.to_owned())
}
