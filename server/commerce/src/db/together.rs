//! Several writes in one round trip. PostgreSQL runs them as parts of one statement; SQLite, which has no round trips, one after the
//! other.

use sea_orm::{ConnectionTrait, DbBackend, Value};
use serde::Serialize;

use super::{
    rows::{self, Column},
    sql,
};
use crate::{Error, Result};

/// Writes that do not see each other's effects: on PostgreSQL all of them start from the same state. Each row is changed by at most one
/// of them.
#[derive(Default)]
pub struct Together(Vec<Part>);

struct Part {
    /// With `{rows}`; its values are `$1` for the rows, `$2` and on for the others.
    text: String,
    columns: &'static [Column],
    document: String,
    values: Vec<Value>,
    /// Rows it has to change; none when any number will do.
    exactly: Option<usize>,
}

impl Together {
    /// Adds an `INSERT`, `UPDATE` or `DELETE` without `RETURNING` over `rows`, as [`rows::execute`] would run it. Without rows it is
    /// left out.
    ///
    /// # Errors
    /// `internal` when a row cannot be written as JSON.
    pub fn write(
        &mut self,
        text: &str,
        columns: &'static [Column],
        rows: &[impl Serialize],
        values: impl IntoIterator<Item = Value>,
    ) -> Result<()> {
        self.push(text, columns, rows, values.into_iter().collect(), None)
    }

    /// The same, where every row has to be as it was decided on: changing fewer than all of them fails the transaction, which is run
    /// again where it is a combined one.
    ///
    /// # Errors
    /// `internal` when a row cannot be written as JSON.
    pub fn write_each(
        &mut self,
        text: &str,
        columns: &'static [Column],
        rows: &[impl Serialize],
        values: impl IntoIterator<Item = Value>,
    ) -> Result<()> {
        self.push(text, columns, rows, values.into_iter().collect(), Some(rows.len()))
    }

    fn push(
        &mut self,
        text: &str,
        columns: &'static [Column],
        rows: &[impl Serialize],
        values: Vec<Value>,
        exactly: Option<usize>,
    ) -> Result<()> {
        if !rows.is_empty() {
            let document = serde_json::to_string(rows).map_err(Error::internal)?;
            self.0.push(Part { text: text.to_owned(), columns, document, values, exactly });
        }
        Ok(())
    }

    /// Runs all that was added.
    ///
    /// # Errors
    /// When the database refuses or does not answer; `unavailable` when a row was not there to be changed.
    pub async fn run(self, connection: &impl ConnectionTrait) -> Result<()> {
        let exactly: Vec<_> = self.0.iter().map(|part| part.exactly).collect();
        let changed = match connection.get_database_backend() {
            DbBackend::Postgres => as_one(connection, self.0).await?,
            _ => in_turn(connection, self.0).await?,
        };
        let short =
            exactly.iter().zip(&changed).any(|(exactly, changed)| exactly.is_some_and(|all| all as u64 != *changed));
        if short { Err(Error::lost_race(anyhow::anyhow!("a row was not as it had been read"))) } else { Ok(()) }
    }
}

async fn in_turn(connection: &impl ConnectionTrait, parts: Vec<Part>) -> Result<Vec<u64>> {
    let mut changed = Vec::with_capacity(parts.len());
    for part in parts {
        let text = rows::filled(connection.get_database_backend(), &part.text, part.columns, 1);
        let values = std::iter::once(Value::from(part.document)).chain(part.values);
        changed.push(connection.execute_raw(sql(connection, &text, values)).await?.rows_affected());
    }
    Ok(changed)
}

async fn as_one(connection: &impl ConnectionTrait, parts: Vec<Part>) -> Result<Vec<u64>> {
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    let (mut withs, mut counts, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for (at, part) in parts.into_iter().enumerate() {
        let text = shifted(&part.text, values.len());
        let text = rows::filled(DbBackend::Postgres, &text, part.columns, values.len() + 1);
        withs.push(format!("w{at} AS ({text} RETURNING 1)"));
        counts.push(format!("(SELECT count(*) FROM w{at}) AS n{at}"));
        values.push(Value::from(part.document));
        values.extend(part.values);
    }
    let text = format!("WITH {} SELECT {}", withs.join(", "), counts.join(", "));
    let row = connection.query_one_raw(sql(connection, &text, values)).await?;
    let row = row.ok_or_else(|| Error::internal(anyhow::anyhow!("the database did not say what it wrote")))?;
    let count = |at| row.try_get::<i64>("", &format!("n{at}")).map(i64::unsigned_abs).map_err(Error::from);
    (0..counts.len()).map(count).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_place() {
        assert_eq!(shifted("SET a = $2, b = $12 + $3", 0), "SET a = $2, b = $12 + $3");
        assert_eq!(shifted("SET a = $2, b = $12 + $3", 4), "SET a = $6, b = $16 + $7");
        assert_eq!(shifted("no values", 4), "no values");
    }
}
