//! The sandbox's own books: one row per key, written as a real provider would, in its own time.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult, Value};
use serde::Serialize;
use types::{Currency, Money};
use uuid::Uuid;

use super::{
    super::{Charge, ChargeRequest, ChargeState, ProviderError},
    DeliverSandboxEvent,
    behaviour::{Behaviour, Verdict},
    events::DELAY_MILLIS,
};
use crate::{
    Cx, Error, Result, Services,
    combine::{self, Combined, Queue},
    db::{
        rows::{self, Column},
        sql,
    },
    jobs::{self, NewJob, When},
};

/// A charge as it stands in the books.
#[derive(FromQueryResult)]
pub struct Row {
    key: String,
    reference: String,
    state: String,
    failure: Option<String>,
    amount: i64,
    currency: String,
}

const COLUMNS: &str = "key, reference, state, failure, amount, currency";

impl Row {
    fn charge(self, public_url: &str) -> Charge {
        let state = match self.state.as_str() {
            "succeeded" => ChargeState::Captured,
            "requires_action" => {
                ChargeState::ActionRequired { url: format!("{public_url}/sandbox/approve/{}", self.reference) }
            }
            "voided" => ChargeState::Voided,
            _ => ChargeState::Declined { reason: self.failure.unwrap_or_else(|| "card_declined".into()) },
        };
        Charge { reference: self.reference, state }
    }
}

fn gone(cause: impl Into<Error>) -> ProviderError {
    ProviderError::Silent(cause.into().source_chain())
}

async fn row(cx: &Cx, text: &str, values: impl IntoIterator<Item = Value>) -> Result<Option<Row>, ProviderError> {
    let found: Result<_, DbErr> = Row::find_by_statement(sql(cx.db.write(), text, values)).one(cx.db.write()).await;
    found.map_err(gone)
}

/// A charge to be entered, and what is to be told of it afterwards.
pub struct Entry {
    request: ChargeRequest,
    behaviour: Behaviour,
    events: Vec<DeliverSandboxEvent>,
}

/// Charges once per key; asked again, the first answer is given again. With it go the events that come later.
pub(super) async fn charge(
    cx: &Cx,
    request: &ChargeRequest,
    behaviour: &Behaviour,
    events: Vec<DeliverSandboxEvent>,
) -> Result<Charge, ProviderError> {
    let entry = Entry { request: request.clone(), behaviour: *behaviour, events };
    let row = combine::submit(cx, entry).await.map_err(gone)?;
    if row.state == "failing" {
        return Err(ProviderError::Failed("server error".into()));
    }
    Ok(row.charge(&cx.settings.public_url))
}

#[derive(Serialize)]
struct EntryRow<'a> {
    key: &'a str,
    reference: String,
    token: &'a str,
    amount: i64,
    currency: &'static str,
    state: &'static str,
    failure: Option<&'static str>,
    /// Tries that are to fail: attempts begin so far below one.
    failures: i64,
}

impl Entry {
    fn row(&self) -> EntryRow<'_> {
        let (state, failure) = match self.behaviour.verdict {
            _ if self.behaviour.failures > 0 => ("failing", None),
            Verdict::Succeed => ("succeeded", None),
            Verdict::Decline(reason) => ("declined", Some(reason)),
            Verdict::AskCustomer => ("requires_action", None),
        };
        EntryRow {
            key: &self.request.key,
            reference: format!("sbx_{}", Uuid::new_v4().simple()),
            token: &self.request.token,
            amount: self.request.amount.amount,
            currency: self.request.amount.currency.code(),
            state,
            failure,
            failures: self.behaviour.failures,
        }
    }
}

impl Combined for Entry {
    type Key = String;
    type Answer = Row;

    fn key(&self) -> String {
        self.request.key.clone()
    }

    fn queue(services: &Services) -> &Queue<Self> {
        &services.sandbox_books
    }

    async fn write(cx: &Cx, tx: &DatabaseTransaction, batch: &[Self]) -> Result<Vec<Result<Row>>> {
        let upsert = format!(
            "INSERT INTO sandbox_charge
                (key, reference, token, amount, currency, state, failure, attempts, refunded, created_at)
            SELECT key, reference, token, amount, currency, state, failure, 1 - failures, 0, $2 FROM {{rows}} WHERE true
            ON CONFLICT (key) DO UPDATE SET attempts = sandbox_charge.attempts + 1,
                state = CASE WHEN sandbox_charge.state = 'failing' AND sandbox_charge.attempts >= 0
                    THEN 'succeeded' ELSE sandbox_charge.state END
            RETURNING {COLUMNS}"
        );
        let columns = &[
            Column::text("key"),
            Column::text("reference"),
            Column::text("token"),
            Column::int("amount"),
            Column::text("currency"),
            Column::text("state"),
            Column::text("failure").or_null(),
            Column::int("failures"),
        ];
        let rows: Vec<EntryRow<'_>> = batch.iter().map(Entry::row).collect();
        let now = cx.clock.now();
        let found: Vec<Row> = rows::query(tx, &upsert, columns, &rows, [now.into()]).await?;
        let mut found: HashMap<String, Row> = found.into_iter().map(|row| (row.key.clone(), row)).collect();
        let mut jobs = Vec::new();
        for entry in
            batch.iter().filter(|entry| found.get(&entry.request.key).is_some_and(|row| row.state != "failing"))
        {
            for (event, delay) in entry.events.iter().zip(1..) {
                jobs.push(NewJob::of(event, When { run_at: now + delay * DELAY_MILLIS, dedupe_key: None })?);
            }
        }
        jobs::enqueue_all(tx, &jobs).await?;
        let missing = || Error::internal(anyhow::anyhow!("the sandbox lost a charge"));
        Ok(batch.iter().map(|entry| found.remove(&entry.request.key).ok_or_else(missing)).collect())
    }
}

/// The charge with this key, once it has come to something.
pub(super) async fn find(cx: &Cx, key: &str) -> Result<Option<Charge>, ProviderError> {
    let select = format!("SELECT {COLUMNS} FROM sandbox_charge WHERE key = $1 AND state <> 'failing'");
    Ok(row(cx, &select, [key.into()]).await?.map(|row| row.charge(&cx.settings.public_url)))
}

/// Where the charge with this reference stands, and how much it is.
pub(super) async fn by_reference(cx: &Cx, reference: &str) -> Result<(Option<ChargeState>, Money), ProviderError> {
    let select = format!("SELECT {COLUMNS} FROM sandbox_charge WHERE reference = $1");
    let Some(row) = row(cx, &select, [reference.into()]).await? else {
        return Ok((None, Money::zero(cx.settings.currency)));
    };
    let currency: Currency = row.currency.parse().unwrap_or(cx.settings.currency);
    let amount = Money::new(row.amount, currency);
    Ok((Some(row.charge(&cx.settings.public_url).state), amount))
}

/// The customer's word. Answers with the key, or nothing when it had been decided before.
pub(super) async fn decide(cx: &Cx, reference: &str, approve: bool) -> Result<Option<String>, ProviderError> {
    let update = format!(
        "UPDATE sandbox_charge SET state = $2, failure = $3 WHERE reference = $1 AND state = 'requires_action'
        RETURNING {COLUMNS}"
    );
    let (state, failure) =
        if approve { ("succeeded", None) } else { ("declined", Some("authentication_failed".to_owned())) };
    Ok(row(cx, &update, [reference.into(), state.into(), failure.into()]).await?.map(|row| row.key))
}

/// Bars a key: a row that says so keeps a later charge from being made.
pub(super) async fn void(cx: &Cx, key: &str) -> Result<Charge, ProviderError> {
    let upsert = format!(
        "INSERT INTO sandbox_charge (key, reference, token, amount, currency, state, attempts, refunded, created_at)
        VALUES ($1, $2, '', 0, $3, 'voided', 0, 0, $4)
        ON CONFLICT (key) DO UPDATE SET state = CASE WHEN sandbox_charge.state IN ('failing', 'requires_action')
            THEN 'voided' ELSE sandbox_charge.state END
        RETURNING {COLUMNS}"
    );
    let values = [
        key.into(),
        format!("sbx_{}", Uuid::new_v4().simple()).into(),
        cx.settings.currency.code().into(),
        cx.clock.now().into(),
    ];
    let row = row(cx, &upsert, values).await?.ok_or_else(|| ProviderError::Silent("no row".into()))?;
    Ok(row.charge(&cx.settings.public_url))
}

/// Pays back, once per refund key, never more than was charged.
pub(super) async fn refund(cx: &Cx, key: &str, refund_key: &str, amount: Money) -> Result<String, ProviderError> {
    let (key, refund_key) = (key.to_owned(), refund_key.to_owned());
    let reference = format!("sbr_{refund_key}");
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                let insert = "INSERT INTO sandbox_refund (key, charge_key, amount) VALUES ($1, $2, $3) ON CONFLICT (key) DO NOTHING";
                let values = [refund_key.into(), key.clone().into(), amount.amount.into()];
                if tx.execute_raw(sql(tx, insert, values)).await?.rows_affected() == 1 {
                    let update = "UPDATE sandbox_charge SET refunded = refunded + $2 WHERE key = $1 AND state = 'succeeded'";
                    tx.execute_raw(sql(tx, update, [key.into(), amount.amount.into()])).await?;
                }
                Ok(())
            })
        })
        .await
        .map_err(gone)?;
    Ok(reference)
}
