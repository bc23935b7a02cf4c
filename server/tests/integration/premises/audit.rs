//! What must be true of purchases however they were interrupted: told over REST, read in the books, never taken from the shop's own
//! idea of what is sound (that is `floodgate verify`, which looks as well).

use std::{collections::HashMap, time::Duration};

use commerce::db::sql;
use sea_orm::{DatabaseConnection, FromQueryResult};
use serde_json::Value;
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use super::{Answer, Goods, Premises, Proof, Purchase, together};

/// What an order may take to end, in milliseconds.
const BOUND: i64 = 60_000;

/// Some purchases and what they were about.
#[derive(Clone, Copy)]
pub struct Ledger<'a> {
    /// Where it happened.
    pub premises: &'a Premises,
    /// What could be bought, by these buyers alone.
    pub goods: &'a [Goods],
    /// Who bought.
    pub purchases: &'a [Purchase],
    /// What all their keys begin with.
    pub keys: &'a str,
}

#[derive(FromQueryResult)]
struct Order {
    id: Uuid,
    token: String,
    status: String,
    total: i64,
    idempotency_key: Option<String>,
    placed_at: i64,
    settled_at: Option<i64>,
}

impl Order {
    /// It is paid and its units are gone.
    fn stands(&self) -> bool {
        matches!(self.status.as_str(), "confirmed" | "fulfilled")
    }
}

#[derive(FromQueryResult)]
struct Payment {
    id: Uuid,
    order_id: Uuid,
}

/// Money the provider took.
#[derive(FromQueryResult)]
struct Charge {
    key: String,
    amount: i64,
    refunded: i64,
}

#[derive(FromQueryResult)]
struct Kept {
    units: i64,
}

#[derive(FromQueryResult)]
struct Sold {
    status: String,
    quantity: i64,
}

/// Looks until nothing is wrong, for at most `patience`: repairs are allowed to take a moment. The last look counts.
pub async fn until_sound(patience: Duration, mut look: impl AsyncFnMut() -> Proof) -> Proof {
    let deadline = Instant::now() + patience;
    loop {
        let proof = look().await;
        if proof.is_ok() || Instant::now() >= deadline {
            return proof;
        }
        sleep(Duration::from_millis(250)).await;
    }
}

impl Ledger<'_> {
    /// What is wrong with it now.
    pub async fn check(&self) -> Proof {
        let connection = self.premises.connect().await;
        let orders = self.orders(&connection).await;
        let mut proofs = vec![
            self.answers_are_kept(&orders).await,
            self.charged_is_confirmed(&connection, &orders).await,
            self.ended_in_time(&orders),
        ];
        for goods in self.goods {
            proofs.push(self.sold_is_confirmed(&connection, goods).await);
        }
        connection.close().await.unwrap();
        together(proofs)?;
        self.premises.verify().await
    }

    async fn orders(&self, connection: &DatabaseConnection) -> Vec<Order> {
        let select = "SELECT id, token, status, total, idempotency_key, placed_at, settled_at FROM orders WHERE idempotency_key LIKE $1";
        let keys = format!("{}%", self.keys);
        Order::find_by_statement(sql(connection, select, [keys.into()])).all(connection).await.unwrap()
    }

    /// Nobody who was told of an order lost it, nobody who was refused has one, and nobody has two.
    async fn answers_are_kept(&self, orders: &[Order]) -> Proof {
        let mut findings = Vec::new();
        for purchase in self.purchases {
            let of_key = || orders.iter().filter(|order| order.idempotency_key.as_ref() == Some(&purchase.key));
            let key = &purchase.key;
            if of_key().count() > 1 {
                findings.push(format!("{key}: {} orders for one key", of_key().count()));
            }
            let order = of_key().next();
            match &purchase.answer {
                Answer::Accepted(token) => {
                    if !of_key().any(|order| order.token == *token) {
                        findings.push(format!("{key}: was told of order {token}, which is lost"));
                    }
                    findings.extend(self.told_otherwise(token, order).await.map(|wrong| format!("{key}: {wrong}")));
                }
                Answer::Declined if order.is_some_and(|order| order.status != "cancelled") => {
                    findings.push(format!("{key}: was declined and has an order"));
                }
                Answer::SoldOut if order.is_some() => findings.push(format!("{key}: was sold out and has an order")),
                Answer::Odd(said) => findings.push(format!("{key}: was told {said}")),
                Answer::Declined | Answer::SoldOut | Answer::Left => {}
            }
        }
        findings.extend(orders.iter().filter(|order| order.status == "pending").map(|order| {
            format!("{}: order {} is still pending", order.idempotency_key.as_deref().unwrap_or_default(), order.token)
        }));
        let known = |order: &&Order| !self.purchases.iter().any(|one| order.idempotency_key.as_ref() == Some(&one.key));
        findings.extend(orders.iter().filter(known).map(|order| format!("order {} is nobody's", order.token)));
        into_proof(findings)
    }

    /// An order ends within a minute, counted again when the process that looks after it had to be started again.
    fn ended_in_time(&self, orders: &[Order]) -> Proof {
        let opened = self.premises.processes[0].opened();
        let late = orders.iter().filter_map(|order| {
            let took = order.settled_at? - order.placed_at.max(opened);
            (took > BOUND).then(|| format!("order {} ended after {took} ms", order.token))
        });
        into_proof(late.collect())
    }

    /// What REST says of an order where that is not what the books say.
    async fn told_otherwise(&self, token: &str, order: Option<&Order>) -> Option<String> {
        let url = format!("{}/api/v1/orders/{token}", self.premises.url(0));
        let answer = match self.premises.client.get(url).send().await {
            Ok(answer) => answer.json::<Value>().await.unwrap_or_default(),
            Err(error) => return Some(format!("its order cannot be seen: {error}")),
        };
        let (said, is) = (answer["status"].as_str(), order.map(|order| order.status.as_str()));
        (said != is).then(|| format!("its order is {is:?}, but {said:?} is said"))
    }

    /// Whoever's order stands has paid it, once; nobody else has paid anything they did not get back.
    async fn charged_is_confirmed(&self, connection: &DatabaseConnection, orders: &[Order]) -> Proof {
        let select = "SELECT p.id, p.order_id FROM payment p JOIN orders o ON o.id = p.order_id
            WHERE o.idempotency_key LIKE $1";
        let payments = sql(connection, select, [format!("{}%", self.keys).into()]);
        let payments = Payment::find_by_statement(payments).all(connection).await.unwrap();
        let select = "SELECT key, amount, refunded FROM sandbox_charge WHERE state = 'succeeded'";
        let charges = Charge::find_by_statement(sql(connection, select, [])).all(connection).await.unwrap();
        let mut kept: HashMap<Uuid, Vec<i64>> = HashMap::new();
        for charge in charges.iter().filter(|charge| charge.amount > charge.refunded) {
            // A provider's key may say more than the payment.
            if let Some(payment) = payments.iter().find(|payment| charge.key.starts_with(&payment.id.to_string())) {
                kept.entry(payment.order_id).or_default().push(charge.amount - charge.refunded);
            }
        }
        let none = Vec::new();
        let wrong = orders.iter().filter_map(|order| {
            let kept = kept.get(&order.id).unwrap_or(&none);
            let right = if order.stands() { *kept == [order.total] } else { kept.is_empty() };
            let key = order.idempotency_key.as_deref().unwrap_or_default();
            (!right).then(|| format!("{key}: order is {}, charged {kept:?} of {}", order.status, order.total))
        });
        into_proof(wrong.collect())
    }

    /// Units that left the house are those of orders that stand, and no more than there were.
    async fn sold_is_confirmed(&self, connection: &DatabaseConnection, goods: &Goods) -> Proof {
        let variant: Uuid = goods.variant.parse().unwrap();
        let select = "SELECT o.status, l.quantity FROM order_line l JOIN orders o ON o.id = l.order_id
            WHERE l.variant_id = $1";
        let lines = Sold::find_by_statement(sql(connection, select, [variant.into()])).all(connection).await.unwrap();
        let stands = |line: &&Sold| matches!(line.status.as_str(), "confirmed" | "fulfilled");
        let confirmed: i64 = lines.iter().filter(stands).map(|line| line.quantity).sum();
        let stock = self.premises.stock(goods).await.map_err(|error| vec![error])?;
        let mut findings = Vec::new();
        if confirmed > goods.units {
            findings.push(format!("{}: {confirmed} units sold of {}", goods.slug, goods.units));
        }
        // Whoever was refused by form is at the till again, and has their units kept for a while.
        let kept = "SELECT CAST(coalesce(sum(quantity), 0) AS bigint) AS units FROM hold
            WHERE variant_id = $1 AND state = 'active' AND cart_id IS NOT NULL";
        let kept = Kept::find_by_statement(sql(connection, kept, [variant.into()])).one(connection).await.unwrap();
        let kept = kept.map_or(0, |kept| kept.units);
        if stock != [goods.units - confirmed - kept, kept, confirmed] {
            let units = goods.units;
            findings.push(format!(
                "{}: {confirmed} of {units} confirmed, but for sale, held, sold = {stock:?}",
                goods.slug
            ));
        }
        into_proof(findings)
    }
}

fn into_proof(findings: Vec<String>) -> Proof {
    if findings.is_empty() { Ok(()) } else { Err(findings) }
}
