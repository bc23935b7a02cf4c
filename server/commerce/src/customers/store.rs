//! The statements behind accounts.

use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, FromQueryResult, Value};
use types::{
    AddressId, CartId, CustomerId, Millis,
    checkout::Address,
    customer::{Account, SavedAddress},
};
use uuid::Uuid;

use super::Customer;
use crate::{
    Error, Result,
    db::{rows, sql},
};

#[derive(Clone, FromQueryResult)]
pub(super) struct Row {
    pub id: CustomerId,
    pub email: String,
    name: String,
    /// Code of the language they are written to in.
    pub locale: String,
    pub password_hash: String,
    pub session_epoch: i64,
    pub confirmed_at: Option<Millis>,
}

impl Row {
    pub fn new(email: String, name: String, password_hash: String) -> Self {
        let locale = words::locale().code().to_owned();
        Self { id: CustomerId::new(), email, name, locale, password_hash, session_epoch: 1, confirmed_at: None }
    }

    pub fn customer(self) -> Customer {
        let account = Account { name: self.name, email: self.email, confirmed: self.confirmed_at.is_some() };
        Customer { id: self.id, epoch: self.session_epoch, account }
    }
}

const COLUMNS: &str = "id, email, name, locale, password_hash, session_epoch, confirmed_at";

async fn run(connection: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
    Ok(connection.execute_raw(sql(connection, text, values)).await?.rows_affected())
}

async fn one(connection: &impl ConnectionTrait, filter: &str, value: Value) -> Result<Option<Row>> {
    let select = format!("SELECT {COLUMNS} FROM customer WHERE {filter}");
    Ok(Row::find_by_statement(sql(connection, &select, [value])).one(connection).await?)
}

pub(super) async fn by_email(connection: &impl ConnectionTrait, email: &str) -> Result<Option<Row>> {
    one(connection, "email = $1", email.into()).await
}

pub(super) async fn by_id(connection: &impl ConnectionTrait, id: CustomerId) -> Result<Option<Row>> {
    one(connection, "id = $1", id.0.into()).await
}

pub(super) async fn insert(connection: &impl ConnectionTrait, row: &Row, now: Millis) -> Result<(), DbErr> {
    let insert = "INSERT INTO customer (id, email, name, password_hash, session_epoch, created_at, locale)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        row.id.0.into(),
        row.email.as_str().into(),
        row.name.as_str().into(),
        row.password_hash.as_str().into(),
        row.session_epoch.into(),
        now.into(),
        row.locale.as_str().into(),
    ];
    connection.execute_raw(sql(connection, insert, values)).await.map(drop)
}

pub(super) async fn signed_in(connection: &impl ConnectionTrait, id: CustomerId, now: Millis) -> Result<()> {
    run(connection, "UPDATE customer SET signed_in_at = $2 WHERE id = $1", [id.0.into(), now.into()]).await?;
    Ok(())
}

pub(super) async fn rename(connection: &impl ConnectionTrait, id: CustomerId, name: &str) -> Result<()> {
    run(connection, "UPDATE customer SET name = $2 WHERE id = $1", [id.0.into(), name.into()]).await?;
    Ok(())
}

/// Ends all sessions, with another password where one is given.
pub(super) async fn begin_epoch(
    connection: &impl ConnectionTrait,
    id: CustomerId,
    password_hash: Option<&str>,
) -> Result<Row> {
    let update = format!(
        "UPDATE customer SET session_epoch = session_epoch + 1, password_hash = coalesce($2, password_hash)
        WHERE id = $1 RETURNING {COLUMNS}"
    );
    let statement = sql(connection, &update, [id.0.into(), password_hash.into()]);
    Row::find_by_statement(statement).one(connection).await?.ok_or_else(|| Error::not_found("account"))
}

pub(super) async fn confirm(connection: &impl ConnectionTrait, id: CustomerId, now: Millis) -> Result<()> {
    let update = "UPDATE customer SET confirmed_at = coalesce(confirmed_at, $2) WHERE id = $1";
    run(connection, update, [id.0.into(), now.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Cart {
    cart_id: Option<CartId>,
}

/// Locks an account and tells its cart; none for an account that is none.
pub(super) async fn lock_cart(tx: &DatabaseTransaction, id: CustomerId) -> Result<Option<Option<CartId>>> {
    let select = format!("SELECT cart_id FROM customer WHERE id = $1 {}", rows::for_update(tx));
    let row = Cart::find_by_statement(sql(tx, &select, [id.0.into()])).one(tx).await?;
    Ok(row.map(|row| row.cart_id))
}

pub(super) async fn is_someone_elses_cart(
    connection: &impl ConnectionTrait,
    id: CustomerId,
    cart: CartId,
) -> Result<bool> {
    let select = "SELECT 1 AS one FROM customer WHERE cart_id = $2 AND id <> $1";
    let statement = sql(connection, select, [id.0.into(), cart.0.into()]);
    Ok(connection.query_one_raw(statement).await?.is_some())
}

pub(super) async fn set_cart(connection: &impl ConnectionTrait, id: CustomerId, cart: CartId) -> Result<()> {
    run(connection, "UPDATE customer SET cart_id = $2 WHERE id = $1", [id.0.into(), cart.0.into()]).await?;
    Ok(())
}

/// What a mailed link is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Reset,
    Confirm,
}

impl Purpose {
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::Reset => "reset",
            Purpose::Confirm => "confirm",
        }
    }
}

pub(super) async fn insert_link(
    connection: &impl ConnectionTrait,
    id: Uuid,
    customer: CustomerId,
    purpose: Purpose,
    expires_at: Millis,
) -> Result<()> {
    let insert = "INSERT INTO customer_link (id, customer_id, purpose, expires_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (id) DO NOTHING";
    let values = [id.into(), customer.0.into(), purpose.as_str().into(), expires_at.into()];
    run(connection, insert, values).await?;
    Ok(())
}

pub(super) async fn is_open(
    connection: &impl ConnectionTrait,
    id: Uuid,
    purpose: Purpose,
    now: Millis,
) -> Result<bool> {
    let select = "SELECT 1 AS one FROM customer_link
        WHERE id = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3";
    let statement = sql(connection, select, [id.into(), purpose.as_str().into(), now.into()]);
    Ok(connection.query_one_raw(statement).await?.is_some())
}

#[derive(FromQueryResult)]
struct Whose {
    customer_id: CustomerId,
}

/// Uses a link up; none when it was, or has expired. The first of several wins.
pub(super) async fn use_link(
    connection: &impl ConnectionTrait,
    id: Uuid,
    purpose: Purpose,
    now: Millis,
) -> Result<Option<CustomerId>> {
    let update = "UPDATE customer_link SET used_at = $3
        WHERE id = $1 AND purpose = $2 AND used_at IS NULL AND expires_at > $3 RETURNING customer_id";
    let statement = sql(connection, update, [id.into(), purpose.as_str().into(), now.into()]);
    Ok(Whose::find_by_statement(statement).one(connection).await?.map(|row| row.customer_id))
}

/// Links of one purpose that were mailed before are worth nothing any more.
pub(super) async fn close_links(
    connection: &impl ConnectionTrait,
    customer: CustomerId,
    purpose: Purpose,
    now: Millis,
) -> Result<()> {
    let update = "UPDATE customer_link SET used_at = $3 WHERE customer_id = $1 AND purpose = $2 AND used_at IS NULL";
    run(connection, update, [customer.0.into(), purpose.as_str().into(), now.into()]).await?;
    Ok(())
}

/// Removes links that lead nowhere any more.
pub(crate) async fn prune_links(connection: &impl ConnectionTrait, now: Millis) -> Result<()> {
    run(connection, "DELETE FROM customer_link WHERE expires_at <= $1", [now.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
pub(super) struct AddressRow {
    pub id: AddressId,
    pub slot: i64,
    address: serde_json::Value,
    pub is_default: bool,
}

impl AddressRow {
    pub fn saved(self) -> Result<SavedAddress> {
        let address = serde_json::from_value(self.address).map_err(Error::internal)?;
        Ok(SavedAddress { id: self.id, address, is_default: self.is_default })
    }
}

/// The default first, then as they were kept.
pub(super) async fn addresses(connection: &impl ConnectionTrait, customer: CustomerId) -> Result<Vec<AddressRow>> {
    let select = "SELECT id, slot, address, is_default FROM customer_address WHERE customer_id = $1
        ORDER BY CASE WHEN is_default THEN 0 ELSE 1 END, id";
    Ok(AddressRow::find_by_statement(sql(connection, select, [customer.0.into()])).all(connection).await?)
}

pub(super) async fn insert_address(
    connection: &impl ConnectionTrait,
    customer: CustomerId,
    slot: i64,
    address: &Address,
    is_default: bool,
) -> Result<()> {
    let insert =
        "INSERT INTO customer_address (id, customer_id, slot, address, is_default) VALUES ($1, $2, $3, $4, $5)";
    let values = [AddressId::new().0.into(), customer.0.into(), slot.into(), json(address)?.into(), is_default.into()];
    run(connection, insert, values).await?;
    Ok(())
}

fn json(address: &Address) -> Result<serde_json::Value> {
    serde_json::to_value(address).map_err(Error::internal)
}

/// False when it is not theirs.
pub(super) async fn update_address(
    connection: &impl ConnectionTrait,
    customer: CustomerId,
    id: AddressId,
    address: &Address,
) -> Result<bool> {
    let update = "UPDATE customer_address SET address = $3 WHERE customer_id = $1 AND id = $2";
    Ok(run(connection, update, [customer.0.into(), id.0.into(), json(address)?.into()]).await? == 1)
}

/// False when it is not theirs; then the default stays as it is, since the caller's transaction is undone.
pub(super) async fn make_default(tx: &DatabaseTransaction, customer: CustomerId, id: AddressId) -> Result<bool> {
    let clear = "UPDATE customer_address SET is_default = FALSE WHERE customer_id = $1 AND is_default";
    run(tx, clear, [customer.0.into()]).await?;
    let set = "UPDATE customer_address SET is_default = TRUE WHERE customer_id = $1 AND id = $2";
    Ok(run(tx, set, [customer.0.into(), id.0.into()]).await? == 1)
}

pub(super) async fn remove_address(
    connection: &impl ConnectionTrait,
    customer: CustomerId,
    id: AddressId,
) -> Result<()> {
    let delete = "DELETE FROM customer_address WHERE customer_id = $1 AND id = $2";
    run(connection, delete, [customer.0.into(), id.0.into()]).await?;
    Ok(())
}
