//! Tables in an order of their own, with an end.

use sea_orm::{ConnectionTrait, DbErr, Value};

use super::sql;

/// Inserts a row, its columns and their values, behind all others of `table` (`position`); false where there are `most` already.
///
/// # Errors
/// The database's own, for the caller to put into words.
pub(crate) async fn append<const COLUMNS: usize>(
    connection: &impl ConnectionTrait,
    table: &str,
    row: [(&str, Value); COLUMNS],
    most: i64,
) -> Result<bool, DbErr> {
    let (columns, mut values): (Vec<_>, Vec<_>) = row.into_iter().unzip();
    let places: Vec<_> = (1..=COLUMNS).map(|at| format!("${at}")).collect();
    values.push(most.into());
    let insert = format!(
        "INSERT INTO {table} ({columns}, position)
        SELECT {places}, COALESCE(MAX(position), 0) + 1 FROM {table} HAVING COUNT(*) < ${limit}",
        columns = columns.join(", "),
        places = places.join(", "),
        limit = values.len(),
    );
    Ok(connection.execute_raw(sql(connection, &insert, values)).await?.rows_affected() == 1)
}
