//! The sandbox's own books: one row per key, written as a real provider would, in its own time.

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult, Value};
use types::{Currency, Money};
use uuid::Uuid;

use super::{
    super::{Charge, ChargeRequest, ChargeState, ProviderError},
    behaviour::{Behaviour, Verdict},
};
use crate::{Cx, Error, db::sql};

#[derive(FromQueryResult)]
struct Row {
    key: String,
    reference: String,
    state: String,
    failure: Option<String>,
    attempts: i64,
    amount: i64,
    currency: String,
}

const COLUMNS: &str = "key, reference, state, failure, attempts, amount, currency";

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

/// Charges once per key; asked again, the first answer is given again.
pub(super) async fn charge(cx: &Cx, request: &ChargeRequest, behaviour: &Behaviour) -> Result<Charge, ProviderError> {
    let (state, failure) = match behaviour.verdict {
        _ if behaviour.failures > 0 => ("failing", None),
        Verdict::Succeed => ("succeeded", None),
        Verdict::Decline(reason) => ("declined", Some(reason)),
        Verdict::AskCustomer => ("requires_action", None),
    };
    let upsert = format!(
        "INSERT INTO sandbox_charge
            (key, reference, token, amount, currency, state, failure, attempts, refunded, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, 1, 0, $8)
        ON CONFLICT (key) DO UPDATE SET attempts = sandbox_charge.attempts + 1,
            state = CASE WHEN sandbox_charge.state = 'failing' AND sandbox_charge.attempts >= $9 THEN 'succeeded'
                ELSE sandbox_charge.state END
        RETURNING {COLUMNS}"
    );
    let values: [Value; 9] = [
        request.key.as_str().into(),
        format!("sbx_{}", Uuid::new_v4().simple()).into(),
        request.token.as_str().into(),
        request.amount.amount.into(),
        request.amount.currency.code().into(),
        state.into(),
        failure.map(str::to_owned).into(),
        cx.clock.now().into(),
        behaviour.failures.into(),
    ];
    let row = row(cx, &upsert, values).await?.ok_or_else(|| ProviderError::Silent("no row".into()))?;
    if row.state == "failing" {
        return Err(ProviderError::Failed(format!("server error, try {}", row.attempts)));
    }
    Ok(row.charge(&cx.settings.public_url))
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
