//! An order as its owner sees it.

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{
    Money, OrderId,
    order::{OrderLineView, OrderView, PaymentStatus, TimelineEntry},
};

use super::{
    store::{self, LineRow, OrderRow},
    told,
};
use crate::{
    Cx, Error, Result,
    db::sql,
    payments::{self, Payment},
    rfc3339,
};

/// The order that `token` opens. Read from the primary: its owner has just placed it.
///
/// # Errors
/// `not_found`.
pub async fn by_token(cx: &Cx, token: &str) -> Result<OrderView> {
    let order = store::one(cx.db.write(), "token = $1", token.into()).await?;
    let order = order.ok_or_else(|| Error::not_found("order"))?;
    Ok(load(cx.db.write(), &order).await?.0)
}

/// An order, its token, and the code of the language its buyer speaks, for mail about it.
pub(crate) async fn for_mail(cx: &Cx, id: OrderId) -> Result<(OrderView, String, String)> {
    let order = store::by_id(cx.db.write(), id).await?;
    Ok((load(cx.db.write(), &order).await?.0, order.token, order.locale))
}

/// The order that a payment belongs to.
#[derive(FromQueryResult)]
struct Paid {
    token: String,
    locale: String,
}

/// The token of the order that a payment (by its key) belongs to.
pub(crate) async fn token_of_payment(cx: &Cx, key: &str) -> Result<String> {
    Ok(paid_by(cx, key).await?.token)
}

/// The whole address of that order's page, in the language it was placed in: the same each time it is asked for.
pub(crate) async fn page_of_payment(cx: &Cx, key: &str) -> Result<String> {
    let Paid { token, locale } = paid_by(cx, key).await?;
    let market = cx.settings.market_speaking(locale.parse().unwrap_or_default());
    Ok(format!("{}{}", cx.settings.public_url, market.address(&format!("/orders/{token}"))))
}

async fn paid_by(cx: &Cx, key: &str) -> Result<Paid> {
    let missing = || Error::not_found("order");
    let id: uuid::Uuid = key.parse().map_err(|_| missing())?;
    let select = "SELECT o.token, o.locale FROM orders o JOIN payment p ON p.order_id = o.id WHERE p.id = $1";
    let row = Paid::find_by_statement(sql(cx.db.write(), select, [id.into()])).one(cx.db.write()).await?;
    row.ok_or_else(missing)
}

/// The view, and the payment it was made from.
pub(super) async fn load(connection: &impl ConnectionTrait, order: &OrderRow) -> Result<(OrderView, Option<Payment>)> {
    let totals = order.totals()?;
    let payment = payments::latest_for_order(connection, order.id).await?;
    let currency = totals.total.currency;
    let lines = store::lines(connection, order.id).await?;
    let lines = lines.into_iter().map(|line| line_view(line, currency)).collect::<Result<Vec<_>>>()?;
    let timeline = store::events(connection, order.id).await?;
    let payment_status = payment.as_ref().map_or(PaymentStatus::Pending, |payment| payment.state);
    let action_url = payment.as_ref().and_then(|payment| payment.action_url.clone());
    let view = OrderView {
        number: order.number.to_string(),
        status: order.status,
        payment_status,
        email: order.email.clone(),
        lines,
        totals,
        placed_at: rfc3339(order.placed_at),
        shipping_address: order.address()?,
        shipping_method: order.shipping_name.clone(),
        promised_by: order.promised_by.map(rfc3339),
        payment_action_url: action_url.filter(|_| payment_status == PaymentStatus::ActionRequired),
        timeline: timeline
            .into_iter()
            .map(|event| TimelineEntry {
                at: rfc3339(event.created_at),
                message: told(&event.message),
                actor: event.actor,
            })
            .collect(),
    };
    Ok((view, payment))
}

fn line_view(line: LineRow, currency: types::Currency) -> Result<OrderLineView> {
    let unit_price = Money::new(line.unit_price, currency);
    Ok(OrderLineView {
        variant_id: line.variant_id,
        sku: line.sku,
        title: line.title,
        variant_title: line.variant_title,
        image_url: line.image_url,
        quantity: line.quantity,
        unit_price,
        discount: (line.discount > 0).then(|| Money::new(line.discount, currency)),
        line_total: unit_price.checked_mul(line.quantity)?,
        refunded_quantity: line.refunded_quantity,
    })
}
