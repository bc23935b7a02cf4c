//! Several writes in one round trip. PostgreSQL runs them as parts of one statement; SQLite, which has no round trips, one after the
//! other.

use sea_orm::{ConnectionTrait, DbBackend, Value};
use serde::Serialize;

use super::{
    rows::{Column, Part},
    sql,
};
use crate::{Error, Result};

/// Writes that do not see each other's effects: on PostgreSQL all of them start from the same state. Each row is changed by at most one
/// of them.
pub struct Together {
    engine: DbBackend,
    parts: Vec<Part>,
    /// Rows each part has to change; none when any number will do.
    exactly: Vec<Option<usize>>,
}

impl Together {
    /// Nothing yet, to be run on `connection`.
    #[must_use]
    pub fn on(connection: &impl ConnectionTrait) -> Self {
        Self { engine: connection.get_database_backend(), parts: Vec::new(), exactly: Vec::new() }
    }

    /// Adds an `INSERT`, `UPDATE` or `DELETE` without `RETURNING` over `rows`, as [`super::rows::execute`] would run it. Without rows
    /// it is left out.
    ///
    /// # Errors
    /// `internal` when a row does not have the columns' fields.
    pub fn write(
        &mut self,
        text: &str,
        columns: &[Column],
        rows: &[impl Serialize],
        values: impl IntoIterator<Item = Value>,
    ) -> Result<()> {
        self.push(text, columns, rows, values, None)
    }

    /// The same, where every row has to be as it was decided on: changing fewer than all of them fails the transaction, which is run
    /// again where it is a combined one.
    ///
    /// # Errors
    /// `internal` when a row does not have the columns' fields.
    pub fn write_each(
        &mut self,
        text: &str,
        columns: &[Column],
        rows: &[impl Serialize],
        values: impl IntoIterator<Item = Value>,
    ) -> Result<()> {
        self.push(text, columns, rows, values, Some(rows.len()))
    }

    fn push(
        &mut self,
        text: &str,
        columns: &[Column],
        rows: &[impl Serialize],
        values: impl IntoIterator<Item = Value>,
        exactly: Option<usize>,
    ) -> Result<()> {
        if !rows.is_empty() {
            self.parts.push(Part::new(self.engine, text, columns, rows, values)?);
            self.exactly.push(exactly);
        }
        Ok(())
    }

    /// Runs all that was added.
    ///
    /// # Errors
    /// When the database refuses or does not answer; `unavailable` when a row was not there to be changed.
    pub async fn run(self, connection: &impl ConnectionTrait) -> Result<()> {
        let changed = match self.engine {
            DbBackend::Postgres => as_one(connection, self.parts).await?,
            _ => in_turn(connection, self.parts).await?,
        };
        let mut both = self.exactly.iter().zip(&changed);
        let short = both.any(|(exactly, changed)| exactly.is_some_and(|all| all as u64 != *changed));
        if short { Err(Error::lost_race(anyhow::anyhow!("a row was not as it had been read"))) } else { Ok(()) }
    }
}

async fn in_turn(connection: &impl ConnectionTrait, parts: Vec<Part>) -> Result<Vec<u64>> {
    let mut changed = Vec::with_capacity(parts.len());
    for part in parts {
        let (text, values) = part.filled(0);
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
        let (text, own) = part.filled(values.len());
        withs.push(format!("w{at} AS ({text} RETURNING 1)"));
        counts.push(format!("(SELECT count(*) FROM w{at}) AS n{at}"));
        values.extend(own);
    }
    let text = format!("WITH {} SELECT {}", withs.join(", "), counts.join(", "));
    let row = connection.query_one_raw(sql(connection, &text, values)).await?;
    let row = row.ok_or_else(|| Error::internal(anyhow::anyhow!("the database did not say what it wrote")))?;
    let count = |at| row.try_get::<i64>("", &format!("n{at}")).map(i64::unsigned_abs).map_err(Error::from);
    (0..counts.len()).map(count).collect()
}
