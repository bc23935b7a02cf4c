//! `/admin/orders`, `/admin/orders/{number}` and its forms

use app::admin::{self, OrderForm};
use commerce::orders;
use http::StatusCode;
use serde::Deserialize;
use types::{
    admin::{AdminOrder, RefundLine, RefundRequest},
    order::OrderStatus,
};

use super::{
    fields::{Fields, apply, mendable},
    paging::PAGE,
    signed_in::SignedIn,
};
use crate::{
    extract::{Form, Name, Query},
    problem::Refused,
    visitor::Answer,
};

/// What the list's address says.
#[derive(Debug, Deserialize)]
pub struct Params {
    status: Option<OrderStatus>,
    #[serde(default)]
    q: String,
    cursor: Option<String>,
}

pub async fn list(staff: SignedIn, Query(params): Query<Params>) -> Answer {
    let Params { status, q, cursor } = params;
    let filter = orders::OrderFilter { status, query: q.clone(), cursor: cursor.clone(), limit: PAGE };
    let page = orders::orders(&staff.cx, filter).await?;
    let shown = admin::OrderFilter { status, query: q, cursor };
    staff.page(StatusCode::OK, |chrome| admin::orders(chrome, &page, &shown)).await
}

pub async fn show(staff: SignedIn, Name(number): Name) -> Answer {
    let order = orders::order(&staff.cx, &number).await?;
    staff.page(StatusCode::OK, |chrome| admin::order(chrome, &order, None)).await
}

pub async fn fulfil(staff: SignedIn, Name(number): Name, Form(fields): Form<Fields>) -> Answer {
    let outcome = orders::fulfil(&staff.cx, &number, fields.get("tracking")).await;
    answer(staff, number, OrderForm::Fulfil, fields, outcome.map_err(Refused::from)).await
}

pub async fn cancel(staff: SignedIn, Name(number): Name, Form(fields): Form<Fields>) -> Answer {
    let outcome = orders::cancel(&staff.cx, &number, fields.get("reason")).await;
    answer(staff, number, OrderForm::Cancel, fields, outcome.map_err(Refused::from)).await
}

pub async fn refund(staff: SignedIn, Name(number): Name, Form(fields): Form<Fields>) -> Answer {
    let outcome = apply(refund_request(&fields), |request| orders::refund(&staff.cx, &number, request)).await;
    answer(staff, number, OrderForm::Refund, fields, outcome).await
}

/// On to the order as it now is, or back to it with the form that could not be accepted.
async fn answer(
    staff: SignedIn,
    number: String,
    form: OrderForm,
    fields: Fields,
    outcome: Result<AdminOrder, Refused>,
) -> Answer {
    let refused = match outcome {
        Ok(order) => return staff.done(&format!("/admin/orders/{}", order.order.number), notice(form)).await,
        Err(refused) => refused,
    };
    let (status, errors) = mendable(refused, form_name)?;
    let order = orders::order(&staff.cx, &number).await?;
    let posted = fields.returned(form, errors);
    staff.page(status, |chrome| admin::order(chrome, &order, Some(&posted))).await
}

fn notice(form: OrderForm) -> &'static str {
    match form {
        OrderForm::Fulfil => "The order is fulfilled. The customer is told by mail.",
        OrderForm::Cancel => "The order is cancelled. Its items are back in stock, and what was charged is paid back.",
        OrderForm::Refund => "The refund is on its way.",
    }
}

/// Operations name a line by its variant; the form has a field for its quantity.
fn form_name(field: &str) -> Option<String> {
    match field.strip_prefix("lines.") {
        Some(variant) => Some(format!("quantity_{variant}")),
        None => Some(field.to_owned()),
    }
}

/// What the form asks to pay back. To the operation no line means all of them, to the form it means that none was chosen.
fn refund_request(fields: &Fields) -> Result<RefundRequest, Refused> {
    let reason = fields.get("reason").to_owned();
    if fields.has("all") {
        return Ok(RefundRequest { lines: Vec::new(), reason });
    }
    let mut lines = Vec::new();
    for (variant, quantity) in fields.prefixed("quantity_") {
        let unreadable = || Refused::field(&format!("quantity_{variant}"), "Write a whole number.");
        let quantity: i64 = match quantity.trim() {
            "" => 0,
            digits => digits.parse().map_err(|_| unreadable())?,
        };
        if quantity != 0 {
            let restock = fields.has(&format!("restock_{variant}"));
            lines.push(RefundLine { variant_id: variant.parse().map_err(|_| unreadable())?, quantity, restock });
        }
    }
    if lines.is_empty() {
        return Err(Refused::field("lines", "Say how many of which item to refund."));
    }
    Ok(RefundRequest { lines, reason })
}
