//! Rows inside a row: what belongs to a row of the answer comes in it, as one JSON document, and not by a statement of its own.

use sea_orm::{ConnectionTrait, DbBackend, TryGetableFromJson};
use serde::{Deserialize, de::DeserializeOwned};

use super::{Column, Kind};

/// What [`nested`] answers with.
#[derive(Clone, Debug, Deserialize)]
#[serde(transparent)]
pub struct Nested<T>(pub Vec<T>);

impl<T: DeserializeOwned> TryGetableFromJson for Nested<T> {}

/// SQL for a column that holds these `columns` of other rows, in their order. `from` is the rest of their select and may name tables of
/// the statement around it; a column that has to be worked out first stands in a select of its own there. Read as [`Nested`].
///
/// ```text
/// SELECT p.slug, {nested: id, price FROM variant v WHERE v.product_id = p.id ORDER BY v.position} AS variants FROM product p
/// ```
pub fn nested(connection: &impl ConnectionTrait, columns: &[Column], from: &str) -> String {
    let names = columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
    let document = match connection.get_database_backend() {
        DbBackend::Sqlite => {
            let fields = columns.iter().map(|column| column.field()).collect::<Vec<_>>().join(", ");
            format!("json_group_array(json_object({fields}))")
        }
        _ => "coalesce(json_agg(n), '[]')".to_owned(),
    };
    format!("(SELECT {document} FROM (SELECT {names} {from}) AS n)")
}

impl Column {
    /// Its name and value in a document of SQLite's, which knows neither UUIDs nor truth, and keeps JSON as text.
    fn field(self) -> String {
        let name = self.name;
        let value = match self.kind {
            Kind::Id if self.nullable => format!("CASE WHEN n.{name} IS NOT NULL THEN hex(n.{name}) END"),
            Kind::Id => format!("hex(n.{name})"),
            Kind::Bool => format!("json(CASE n.{name} WHEN 0 THEN 'false' WHEN 1 THEN 'true' END)"),
            Kind::Json => format!("json(n.{name})"),
            Kind::Int | Kind::Text => format!("n.{name}"),
        };
        format!("'{name}', {value}")
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::FromQueryResult;
    use uuid::Uuid;

    use super::*;
    use crate::{db::sql, test_shop::TestShop};

    #[derive(FromQueryResult)]
    struct Outer {
        name: String,
        parts: Nested<Part>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    struct Part {
        id: Uuid,
        other: Option<Uuid>,
        units: Option<i64>,
        words: String,
        is_on: bool,
        list: Vec<i64>,
    }

    const COLUMNS: &[Column] = &[
        Column::id("id"),
        Column::id("other").or_null(),
        Column::int("units").or_null(),
        Column::text("words"),
        Column::bool("is_on"),
        Column::json("list"),
    ];

    #[tokio::test]
    async fn what_belongs_to_a_row_comes_in_it_and_in_its_order() {
        let shop = TestShop::open().await;
        let (connection, db) = (shop.cx.db.write(), shop.cx.db.read());
        let make = "CREATE TABLE part (id, other, units, words, is_on, list, whole, place)";
        connection.execute_unprepared(make).await.unwrap();
        let [first, second] = [1, 2].map(Uuid::from_u128);
        let insert = "INSERT INTO part VALUES ($2, NULL, NULL, 'say \"a\" ''b''', 0, '[1, 2]', 'one', 2), ($1, $2, 3, '', 1, '[]', 'one', 1)";
        connection.execute_raw(sql(connection, insert, [first.into(), second.into()])).await.unwrap();
        let parts = nested(db, COLUMNS, "FROM part WHERE part.whole = o.name ORDER BY place");
        let select =
            format!("SELECT o.name, {parts} AS parts FROM (SELECT 'one' AS name UNION ALL SELECT 'none') AS o");
        let found = Outer::find_by_statement(sql(db, &select, [])).all(db).await.unwrap();
        let [one, none] = &found[..] else { panic!("{} rows", found.len()) };
        let part =
            |id, other, units, words: &str, is_on, list| Part { id, other, units, words: words.into(), is_on, list };
        assert_eq!(
            one.parts.0,
            [
                part(first, Some(second), Some(3), "", true, vec![]),
                part(second, None, None, "say \"a\" 'b'", false, vec![1, 2])
            ]
        );
        assert_eq!((none.name.as_str(), none.parts.0.len()), ("none", 0));
    }
}
