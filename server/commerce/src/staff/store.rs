//! The statements behind staff and keys.

use sea_orm::{ConnectionTrait, DbErr, FromQueryResult};
use types::{Millis, StaffId};
use uuid::Uuid;

use super::Staff;
use crate::{Result, db::sql};

#[derive(FromQueryResult)]
pub(super) struct Row {
    pub id: StaffId,
    email: String,
    name: String,
    pub password_hash: String,
}

impl Row {
    pub fn staff(self) -> Staff {
        Staff { id: self.id, email: self.email, name: self.name }
    }
}

pub(super) async fn by_email(connection: &impl ConnectionTrait, email: &str) -> Result<Option<Row>> {
    let select = "SELECT id, email, name, password_hash FROM staff WHERE email = $1";
    Ok(Row::find_by_statement(sql(connection, select, [email.into()])).one(connection).await?)
}

pub(super) async fn by_id(connection: &impl ConnectionTrait, id: StaffId) -> Result<Option<Row>> {
    let select = "SELECT id, email, name, password_hash FROM staff WHERE id = $1";
    Ok(Row::find_by_statement(sql(connection, select, [id.0.into()])).one(connection).await?)
}

pub(super) async fn exists(connection: &impl ConnectionTrait) -> Result<bool> {
    Ok(connection.query_one_raw(sql(connection, "SELECT 1 AS one FROM staff LIMIT 1", [])).await?.is_some())
}

pub(super) async fn insert(
    connection: &impl ConnectionTrait,
    staff: &Staff,
    hash: &str,
    now: Millis,
) -> Result<(), DbErr> {
    let insert = "INSERT INTO staff (id, email, name, password_hash, created_at) VALUES ($1, $2, $3, $4, $5)";
    let values = [staff.id.0.into(), staff.email.as_str().into(), staff.name.as_str().into(), hash.into(), now.into()];
    connection.execute_raw(sql(connection, insert, values)).await.map(drop)
}

pub(super) async fn signed_in(connection: &impl ConnectionTrait, id: StaffId, now: Millis) -> Result<()> {
    let update = "UPDATE staff SET signed_in_at = $2 WHERE id = $1";
    connection.execute_raw(sql(connection, update, [id.0.into(), now.into()])).await?;
    Ok(())
}

#[derive(FromQueryResult)]
pub(super) struct KeyRow {
    pub name: String,
    pub scopes: serde_json::Value,
}

pub(super) async fn insert_key(
    connection: &impl ConnectionTrait,
    name: &str,
    digest: &str,
    scopes: serde_json::Value,
    now: Millis,
) -> Result<()> {
    let insert = "INSERT INTO api_key (id, name, digest, scopes, created_at) VALUES ($1, $2, $3, $4, $5)";
    let values = [Uuid::now_v7().into(), name.into(), digest.into(), scopes.into(), now.into()];
    connection.execute_raw(sql(connection, insert, values)).await?;
    Ok(())
}

pub(super) async fn key_by_digest(connection: &impl ConnectionTrait, digest: &str) -> Result<Option<KeyRow>> {
    let select = "SELECT name, scopes FROM api_key WHERE digest = $1 AND revoked_at IS NULL";
    Ok(KeyRow::find_by_statement(sql(connection, select, [digest.into()])).one(connection).await?)
}
