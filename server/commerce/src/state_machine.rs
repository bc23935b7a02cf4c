//! State machines as data: a table of allowed steps, and one statement that takes a step or does not.

use std::collections::HashSet;

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    Result,
    db::rows::{self, Column},
};

#[derive(FromQueryResult)]
struct Moved {
    id: Uuid,
}

/// What is written beside the state of many rows.
pub(crate) struct Beside {
    /// The columns of the rows, with their `id`.
    pub columns: &'static [Column],
    /// `, reference = r.reference, updated_at = $2`.
    pub set: &'static str,
    /// The values it names, from `$2` on.
    pub values: Vec<Value>,
}

/// The steps that the rows of one table may take.
pub(crate) struct Machine<S: 'static> {
    /// Table whose rows move.
    pub table: &'static str,
    /// Its column that holds the state.
    pub column: &'static str,
    /// From where to where.
    pub steps: &'static [(S, S)],
    /// As the database writes a state.
    pub name: fn(S) -> &'static str,
}

impl<S: Copy + PartialEq> Machine<S> {
    /// Whether a row in `from` may go to `to`.
    pub fn allows(&self, from: S, to: S) -> bool {
        self.steps.contains(&(from, to))
    }

    /// Moves a row to `to` from any state that may lead there, in one conditional statement. False when it was in another state:
    /// somebody else has decided meanwhile.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn advance(&self, connection: &impl ConnectionTrait, id: Uuid, to: S) -> Result<bool> {
        self.advance_one(connection, id, None, to).await
    }

    /// The same, narrowed to a row that is in `from`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn step(&self, connection: &impl ConnectionTrait, id: Uuid, from: S, to: S) -> Result<bool> {
        self.advance_one(connection, id, Some(from), to).await
    }

    /// Moves each of `rows` to `to`, from `from` or from any state that may lead there, in one conditional statement that writes
    /// `beside` too, and answers with those it moved. Rows are locked in the order of their ids, so two batches cannot wait for each
    /// other.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn advance_all(
        &self,
        connection: &impl ConnectionTrait,
        rows: &[impl Serialize],
        beside: Beside,
        from: Option<S>,
        to: S,
    ) -> Result<HashSet<Uuid>> {
        let leads = |source: S| self.allows(source, to) && from.is_none_or(|from| from == source);
        let sources: Vec<S> = self.steps.iter().map(|(source, _)| *source).filter(|source| leads(*source)).collect();
        if sources.is_empty() {
            return Ok(HashSet::new());
        }
        let (table, column, lock) = (self.table, self.column, rows::for_update(connection));
        let first = beside.values.len() + 2;
        let marks: Vec<String> = (first + 1..=first + sources.len()).map(|n| format!("${n}")).collect();
        let update = format!(
            "UPDATE {table} SET {column} = ${first}{} FROM {{rows}} WHERE {table}.id = r.id AND {table}.id IN (
                SELECT id FROM {table} WHERE id IN (SELECT id FROM {{rows}}) ORDER BY id {lock}
            ) AND {table}.{column} IN ({}) RETURNING {table}.id",
            beside.set,
            marks.join(", ")
        );
        let names = std::iter::once(to).chain(sources).map(|state| Value::from((self.name)(state)));
        let values = beside.values.into_iter().chain(names);
        let moved: Vec<Moved> = rows::query(connection, &update, beside.columns, rows, values).await?;
        Ok(moved.into_iter().map(|row| row.id).collect())
    }

    async fn advance_one(&self, connection: &impl ConnectionTrait, id: Uuid, from: Option<S>, to: S) -> Result<bool> {
        let nothing = Beside { columns: rows::ID, set: "", values: Vec::new() };
        Ok(!self.advance_all(connection, &rows::ids([id]), nothing, from, to).await?.is_empty())
    }
}
