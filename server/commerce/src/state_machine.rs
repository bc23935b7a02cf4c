//! State machines as data: a table of allowed steps, and one statement that takes a step or does not.

use sea_orm::{ConnectionTrait, Value};
use uuid::Uuid;

use crate::{Result, db::sql};

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
        let sources = self.steps.iter().filter(|(_, target)| *target == to).map(|(source, _)| *source);
        self.advance_from(connection, id, to, sources).await
    }

    /// The same, narrowed to a row that is in `from`.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn step(&self, connection: &impl ConnectionTrait, id: Uuid, from: S, to: S) -> Result<bool> {
        self.advance_from(connection, id, to, self.allows(from, to).then_some(from)).await
    }

    async fn advance_from(
        &self,
        connection: &impl ConnectionTrait,
        id: Uuid,
        to: S,
        sources: impl IntoIterator<Item = S>,
    ) -> Result<bool> {
        let mut values: Vec<Value> = vec![id.into(), (self.name)(to).into()];
        values.extend(sources.into_iter().map(|source| Value::from((self.name)(source))));
        if values.len() == 2 {
            return Ok(false);
        }
        let marks: Vec<String> = (3..=values.len()).map(|n| format!("${n}")).collect();
        let (table, column) = (self.table, self.column);
        let update = format!("UPDATE {table} SET {column} = $2 WHERE id = $1 AND {column} IN ({})", marks.join(", "));
        Ok(connection.execute_raw(sql(connection, &update, values)).await?.rows_affected() == 1)
    }
}
