use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, FromQueryResult};
use types::Millis;

use crate::{
    Cx, Result,
    db::{Engine, rows::for_update, sql},
};

/// A switch that is not at its default.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Switched {
    pub key: String,
    /// JSON; what it means is for its owner to say.
    pub value: String,
    pub changed_by: String,
    pub changed_at: Millis,
}

#[derive(FromQueryResult)]
pub(super) struct ChangeRow {
    pub key: String,
    pub was: Option<String>,
    pub became: Option<String>,
    pub changed_by: String,
    pub changed_at: Millis,
}

/// A replica may lag behind by more than a second.
fn fresh(cx: &Cx) -> &DatabaseConnection {
    match cx.db.engine() {
        Engine::Sqlite => cx.db.read(),
        Engine::Postgres => cx.db.write(),
    }
}

pub(super) async fn all(cx: &Cx) -> Result<Vec<Switched>> {
    let select = sql(fresh(cx), "SELECT key, value, changed_by, changed_at FROM staff_switch", []);
    Ok(Switched::find_by_statement(select).all(fresh(cx)).await?)
}

pub(super) async fn changes(cx: &Cx, limit: u64) -> Result<Vec<ChangeRow>> {
    let text = format!(
        "SELECT key, was, became, changed_by, changed_at FROM staff_switch_change
        ORDER BY changed_at DESC, id DESC LIMIT {limit}"
    );
    Ok(ChangeRow::find_by_statement(sql(fresh(cx), &text, [])).all(fresh(cx)).await?)
}

/// Switches `key` to `value`, none for its default, and writes down who did so.
pub(crate) async fn set(cx: &Cx, key: &'static str, value: Option<String>) -> Result<()> {
    let (who, now) = (cx.actor.label().to_owned(), cx.clock.now());
    cx.db.transaction(|tx| Box::pin(switch(tx, key, value, who, now))).await
}

async fn switch(
    tx: &DatabaseTransaction,
    key: &'static str,
    value: Option<String>,
    who: String,
    now: Millis,
) -> Result<()> {
    let select = format!("SELECT value FROM staff_switch WHERE key = $1 {}", for_update(tx));
    let was = tx.query_one_raw(sql(tx, &select, [key.into()])).await?;
    let was: Option<String> = was.map(|row| row.try_get("", "value")).transpose()?;
    if was == value {
        return Ok(());
    }
    let statement = match &value {
        Some(value) => sql(
            tx,
            "INSERT INTO staff_switch (key, value, changed_by, changed_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (key) DO UPDATE SET value = excluded.value, changed_by = excluded.changed_by,
                changed_at = excluded.changed_at",
            [key.into(), value.clone().into(), who.clone().into(), now.into()],
        ),
        None => sql(tx, "DELETE FROM staff_switch WHERE key = $1", [key.into()]),
    };
    tx.execute_raw(statement).await?;
    let insert = "INSERT INTO staff_switch_change (id, key, was, became, changed_by, changed_at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let id = uuid::Uuid::now_v7();
    let values = [id.into(), key.into(), was.into(), value.into(), who.into(), now.into()];
    tx.execute_raw(sql(tx, insert, values)).await?;
    Ok(())
}
