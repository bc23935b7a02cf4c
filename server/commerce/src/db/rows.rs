//! Many rows in one statement, whose text is the same however many there are: it is prepared once per connection. PostgreSQL gets them
//! as one array per column, SQLite as one JSON document.

mod cells;
mod nested;

use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, Statement, Value};
use serde::Serialize;

pub use nested::{Nested, nested};

use super::sql;
use crate::{Error, Result};

/// A column of the rows that are sent: the name of the rows' field and in the statement, and how the database reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    name: &'static str,
    kind: Kind,
    nullable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Id,
    Int,
    Text,
    Bool,
    Json,
}

impl Column {
    /// A UUID.
    #[must_use]
    pub const fn id(name: &'static str) -> Self {
        Self { name, kind: Kind::Id, nullable: false }
    }

    /// A 64-bit integer.
    #[must_use]
    pub const fn int(name: &'static str) -> Self {
        Self { name, kind: Kind::Int, nullable: false }
    }

    /// Text.
    #[must_use]
    pub const fn text(name: &'static str) -> Self {
        Self { name, kind: Kind::Text, nullable: false }
    }

    /// True or false.
    #[must_use]
    pub const fn bool(name: &'static str) -> Self {
        Self { name, kind: Kind::Bool, nullable: false }
    }

    /// A JSON document kept as such.
    #[must_use]
    pub const fn json(name: &'static str) -> Self {
        Self { name, kind: Kind::Json, nullable: false }
    }

    /// The same, or null.
    #[must_use]
    pub const fn or_null(self) -> Self {
        Self { nullable: true, ..self }
    }

    /// SQLite keeps UUIDs as 16 bytes, and JSON as text.
    fn sqlite(self) -> String {
        let name = self.name;
        match self.kind {
            Kind::Id => format!("unhex(replace(value ->> '{name}', '-', '')) AS {name}"),
            Kind::Json => format!("value -> '{name}' AS {name}"),
            Kind::Int | Kind::Text | Kind::Bool => format!("value ->> '{name}' AS {name}"),
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
/// `internal` when a row does not have the columns' fields.
pub fn with_rows(
    connection: &impl ConnectionTrait,
    text: &str,
    columns: &[Column],
    rows: &[impl Serialize],
    values: impl IntoIterator<Item = Value>,
) -> Result<Statement> {
    let engine = connection.get_database_backend();
    let (text, values) = Part::new(engine, text, columns, rows, values)?.filled(0);
    Ok(sql(connection, &text, values))
}

/// A statement over rows that may yet become part of another.
pub(super) struct Part {
    text: String,
    /// Of the rows.
    sent: Vec<Value>,
    values: Vec<Value>,
    columns: Vec<Column>,
    engine: DbBackend,
}

impl Part {
    pub(super) fn new(
        engine: DbBackend,
        text: &str,
        columns: &[Column],
        rows: &[impl Serialize],
        values: impl IntoIterator<Item = Value>,
    ) -> Result<Self> {
        let sent = match engine {
            DbBackend::Sqlite => vec![Value::from(serde_json::to_string(rows).map_err(Error::internal)?)],
            _ => cells::arrays(columns, rows).map_err(Error::internal)?,
        };
        let values = values.into_iter().collect();
        Ok(Self { text: text.to_owned(), sent, values, columns: columns.to_vec(), engine })
    }

    /// The statement and its values, numbered from `before` on.
    pub(super) fn filled(self, before: usize) -> (String, Vec<Value>) {
        let text = shifted(&self.text, before);
        // The first of what the rows need is `$1`, the rest follow the statement's own values.
        let numbers = std::iter::once(before + 1).chain(before + self.values.len() + 2..);
        let text = match self.engine {
            DbBackend::Sqlite => text.replace("{rows}", &document(&self.columns, before + 1)),
            _ => by_key(&text).replace("{rows}", &unnested(&self.columns, numbers)),
        };
        let mut sent = self.sent.into_iter();
        let values = sent.next().into_iter().chain(self.values).chain(sent).collect();
        (text, values)
    }
}

fn document(columns: &[Column], number: usize) -> String {
    let columns: Vec<_> = columns.iter().map(|column| column.sqlite()).collect();
    format!("(SELECT {} FROM json_each(${number})) AS r", columns.join(", "))
}

fn unnested(columns: &[Column], mut numbers: impl Iterator<Item = usize>) -> String {
    let (mut arrays, mut names, mut listed) = (Vec::new(), Vec::new(), Vec::new());
    let mut array = |kind: &str, name: String| {
        arrays.push(format!("CAST(${} AS {kind}[])", numbers.next().unwrap_or_default()));
        names.push(name);
    };
    for Column { name, kind, nullable } in columns {
        let value = if *kind == Kind::Json { format!("CAST(u.{name} AS jsonb)") } else { format!("u.{name}") };
        array(kind.postgres(), (*name).to_owned());
        if *nullable {
            array("boolean", format!("has_{name}"));
            listed.push(format!("CASE WHEN u.has_{name} THEN {value} END AS {name}"));
        } else {
            listed.push(format!("{value} AS {name}"));
        }
    }
    let (arrays, names, listed) = (arrays.join(", "), names.join(", "), listed.join(", "));
    format!("(SELECT {listed} FROM unnest({arrays}) AS u({names})) AS r")
}

impl Kind {
    /// As which an array of it is sent.
    fn postgres(self) -> &'static str {
        match self {
            Kind::Id => "uuid",
            Kind::Int => "bigint",
            Kind::Text | Kind::Json => "text",
            Kind::Bool => "boolean",
        }
    }
}

/// `text` with every `$n` made `$(n + by)`. The statements of the shop hold no other dollar signs.
fn shifted(text: &str, by: usize) -> String {
    let mut pieces = text.split('$');
    let mut shifted = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let digits = piece.len() - piece.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let number: usize = piece[..digits].parse().unwrap_or_default();
        shifted.push_str(&format!("${}{}", number + by, &piece[digits..]));
    }
    shifted
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
pub const ID: &[Column] = &[Column::id("id")];

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

/// Ends a select of rows that are about to be referred to: nobody removes them until the transaction ends, and what somebody is removing
/// is waited for and then not there. SQLite has one writer, so needs no words.
pub fn for_reference(connection: &impl ConnectionTrait) -> &'static str {
    match connection.get_database_backend() {
        DbBackend::Postgres => "FOR KEY SHARE",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_place() {
        assert_eq!(shifted("SET a = $2, b = $12 + $3", 0), "SET a = $2, b = $12 + $3");
        assert_eq!(shifted("SET a = $2, b = $12 + $3", 4), "SET a = $6, b = $16 + $7");
        assert_eq!(shifted("no values", 4), "no values");
    }

    #[derive(Serialize)]
    struct Row {
        id: uuid::Uuid,
        count: Option<i64>,
    }

    #[test]
    fn rows_become_an_array_per_column_around_the_values_of_the_statement() {
        let columns = [Column::id("id"), Column::int("count").or_null()];
        let rows = [Row { id: uuid::Uuid::nil(), count: None }, Row { id: uuid::Uuid::max(), count: Some(2) }];
        let part = Part::new(DbBackend::Postgres, "SELECT id, $2 FROM {rows}", &columns, &rows, [Value::from(7)]);
        let (text, values) = part.unwrap().filled(10);
        let table = "(SELECT u.id AS id, CASE WHEN u.has_count THEN u.count END AS count FROM
            unnest(CAST($11 AS uuid[]), CAST($13 AS bigint[]), CAST($14 AS boolean[])) AS u(id, count, has_count)) AS r";
        let table = table.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(text, format!("SELECT id, $12 FROM {table}"));
        let list = |values: Vec<Value>| Value::Array(values[0].array_type(), Some(Box::new(values)));
        let ids = list(rows.iter().map(|row| row.id.into()).collect());
        let counts = list(vec![0_i64.into(), 2_i64.into()]);
        assert_eq!(values, [ids, 7.into(), counts, list(vec![false.into(), true.into()])]);
    }

    #[test]
    fn a_row_that_does_not_have_its_columns_is_refused() {
        let rows = [Row { id: uuid::Uuid::nil(), count: None }];
        let sent = |columns: &[Column]| Part::new(DbBackend::Postgres, "", columns, &rows, []).is_ok();
        assert!(sent(&[Column::id("id"), Column::int("count").or_null()]));
        assert!(!sent(&[Column::id("id"), Column::int("count")]), "a null");
        assert!(!sent(&[Column::id("id")]), "a field too many");
        assert!(!sent(&[Column::id("id"), Column::int("count").or_null(), Column::int("other")]), "a column too many");
        assert!(!sent(&[Column::int("id"), Column::int("count").or_null()]), "another kind");
    }

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
