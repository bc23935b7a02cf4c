//! Many rows in one statement. They travel as one JSON document, so a statement's text is the same however many there are: it is
//! prepared once per connection, and both engines read it.

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};
use serde::Serialize;

use super::sql;
use crate::{Error, Result};

/// A column of the rows that are sent: its name in the JSON document and in the statement, and how the database reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A UUID.
    Id(&'static str),
    /// A 64-bit integer, perhaps null.
    Int(&'static str),
    /// Text, perhaps null.
    Text(&'static str),
    /// True or false.
    Bool(&'static str),
    /// A JSON document kept as such.
    Json(&'static str),
}

impl Column {
    fn postgres(self) -> String {
        match self {
            Column::Id(name) => format!("{name} uuid"),
            Column::Int(name) => format!("{name} bigint"),
            Column::Text(name) => format!("{name} text"),
            Column::Bool(name) => format!("{name} boolean"),
            Column::Json(name) => format!("{name} jsonb"),
        }
    }

    /// SQLite keeps UUIDs as 16 bytes, and JSON as text.
    fn sqlite(self) -> String {
        match self {
            Column::Id(name) => format!("unhex(replace(value ->> '{name}', '-', '')) AS {name}"),
            Column::Json(name) => format!("value -> '{name}' AS {name}"),
            Column::Int(name) | Column::Text(name) | Column::Bool(name) => format!("value ->> '{name}' AS {name}"),
        }
    }
}

/// A statement in which `{rows}` stands for `rows`, a table called `r` with the given columns. `$1` is taken; `values` begin
/// with `$2`.
///
/// ```text
/// INSERT INTO cart (id, version) SELECT r.id, 1 FROM {rows} WHERE true ON CONFLICT (id) DO NOTHING
/// ```
///
/// (The `WHERE true` tells SQLite that `ON CONFLICT` does not belong to a join.)
///
/// # Errors
/// `internal` when a row cannot be written as JSON.
pub fn with_rows(
    connection: &impl ConnectionTrait,
    text: &str,
    columns: &[Column],
    rows: &[impl Serialize],
    values: impl IntoIterator<Item = Value>,
) -> Result<Statement> {
    let document = serde_json::to_string(rows).map_err(Error::internal)?;
    let text = filled(connection.get_database_backend(), text, columns, 1);
    Ok(sql(connection, &text, std::iter::once(Value::from(document)).chain(values)))
}

/// `text` with the rows in it; their document is the value with this number.
pub(super) fn filled(engine: DbBackend, text: &str, columns: &[Column], number: usize) -> String {
    let listed =
        |write: fn(Column) -> String| columns.iter().map(|column| write(*column)).collect::<Vec<_>>().join(", ");
    match engine {
        DbBackend::Sqlite => {
            text.replace("{rows}", &format!("(SELECT {} FROM json_each(${number})) AS r", listed(Column::sqlite)))
        }
        _ => {
            let table = format!("json_to_recordset(CAST(${number} AS json)) AS r({})", listed(Column::postgres));
            by_key(text).replace("{rows}", &table)
        }
    }
}

/// PostgreSQL takes `IN (SELECT id FROM {rows})` for a join, which it may as well begin at the other end: a statement prepared while a
/// table was empty would read all of it for ever after. An array can only be looked up.
fn by_key(text: &str) -> String {
    const HEAD: &str = "IN (SELECT ";
    const TAIL: &str = " FROM {rows})";
    let mut pieces = text.split(HEAD);
    let mut keyed = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        match piece.split_once(TAIL) {
            Some((column, rest)) if column.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_') => {
                keyed.push_str(&format!("= ANY(ARRAY(SELECT {column}{TAIL}){rest}"));
            }
            _ => keyed.push_str(&format!("{HEAD}{piece}")),
        }
    }
    keyed
}

/// Runs a statement over `rows`; see [`with_rows`]. Without rows nothing is asked of the database.
///
/// # Errors
/// When the database refuses or does not answer.
pub async fn execute(
    connection: &impl ConnectionTrait,
    text: &str,
    columns: &[Column],
    rows: &[impl Serialize],
    values: impl IntoIterator<Item = Value>,
) -> Result<u64> {
    if rows.is_empty() {
        return Ok(0);
    }
    let statement = with_rows(connection, text, columns, rows, values)?;
    Ok(connection.execute_raw(statement).await?.rows_affected())
}

/// Reads what a statement over `rows` answers with; see [`with_rows`]. Without rows nothing is asked of the database.
///
/// # Errors
/// When the database refuses or does not answer.
pub async fn query<T: FromQueryResult>(
    connection: &impl ConnectionTrait,
    text: &str,
    columns: &[Column],
    rows: &[impl Serialize],
    values: impl IntoIterator<Item = Value>,
) -> Result<Vec<T>> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let statement = with_rows(connection, text, columns, rows, values)?;
    Ok(T::find_by_statement(statement).all(connection).await?)
}

/// A row that is only an id: the list in `WHERE id IN (SELECT id FROM {rows})`.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct IdRow {
    /// The id.
    pub id: uuid::Uuid,
}

/// The columns of [`IdRow`].
pub const ID: &[Column] = &[Column::Id("id")];

/// Rows of ids.
pub fn ids(ids: impl IntoIterator<Item = uuid::Uuid>) -> Vec<IdRow> {
    ids.into_iter().map(|id| IdRow { id }).collect()
}

/// Locks the rows a select names until the transaction ends, where several writers exist; SQLite has one writer, so needs no words.
pub fn for_update(connection: &impl ConnectionTrait) -> &'static str {
    match connection.get_database_backend() {
        DbBackend::Postgres => "FOR UPDATE",
        _ => "",
    }
}

/// The same, where the select joins: only rows of the table called `alias`.
pub fn for_update_of(connection: &impl ConnectionTrait, alias: &str) -> String {
    match for_update(connection) {
        "" => String::new(),
        words => format!("{words} OF {alias}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_of_ids_is_looked_up_and_nothing_else_is_changed() {
        let text = "DELETE FROM t WHERE id IN (SELECT id FROM {rows}) AND a IN (SELECT b FROM t) AND (a, b) IN (SELECT a, b FROM {rows})";
        let keyed = by_key(text);
        assert_eq!(
            keyed,
            "DELETE FROM t WHERE id = ANY(ARRAY(SELECT id FROM {rows})) AND a IN (SELECT b FROM t) AND (a, b) IN (SELECT a, b FROM {rows})"
        );
        assert_eq!(
            by_key("x IN (SELECT id FROM t WHERE id IN (SELECT id FROM {rows}) ORDER BY id)"),
            "x IN (SELECT id FROM t WHERE id = ANY(ARRAY(SELECT id FROM {rows})) ORDER BY id)"
        );
    }
}
