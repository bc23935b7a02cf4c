use sea_orm::{ConnectionTrait, FromQueryResult};
use types::Millis;
use uuid::Uuid;

use crate::{Result, db::sql};

/// Writes the address down. Answers with whose it is where a mail is due: not confirmed, and none sent since `mailed_before`.
pub(super) async fn ask(
    connection: &impl ConnectionTrait,
    email: &str,
    now: Millis,
    mailed_before: Millis,
) -> Result<Option<Uuid>> {
    let insert = "INSERT INTO subscriber (id, email, asked_at) VALUES ($1, $2, $3) ON CONFLICT (email) DO NOTHING";
    let values = [Uuid::now_v7().into(), email.into(), now.into()];
    connection.execute_raw(sql(connection, insert, values)).await?;
    // Whoever asks again, in another language, is asked in that one.
    let update = "UPDATE subscriber SET mailed_at = $2, locale = $4 WHERE email = $1 AND confirmed_at IS NULL
        AND (mailed_at IS NULL OR mailed_at <= $3) RETURNING id";
    let values = [email.into(), now.into(), mailed_before.into(), words::locale().code().into()];
    let row = connection.query_one_raw(sql(connection, update, values)).await?;
    Ok(row.map(|row| row.try_get("", "id")).transpose()?)
}

/// False when there is no such address.
pub(super) async fn confirm(connection: &impl ConnectionTrait, id: Uuid, now: Millis) -> Result<bool> {
    let update = "UPDATE subscriber SET confirmed_at = coalesce(confirmed_at, $2) WHERE id = $1";
    Ok(connection.execute_raw(sql(connection, update, [id.into(), now.into()])).await?.rows_affected() == 1)
}

pub(super) async fn remove(connection: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    connection.execute_raw(sql(connection, "DELETE FROM subscriber WHERE id = $1", [id.into()])).await?;
    Ok(())
}

/// Whom to write to.
#[derive(FromQueryResult)]
pub(super) struct Addressee {
    pub email: String,
    /// Code of the language they asked in.
    pub locale: String,
}

pub(super) async fn addressee(connection: &impl ConnectionTrait, id: Uuid) -> Result<Option<Addressee>> {
    let select = sql(connection, "SELECT email, locale FROM subscriber WHERE id = $1", [id.into()]);
    Ok(Addressee::find_by_statement(select).one(connection).await?)
}
