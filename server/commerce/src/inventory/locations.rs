//! Where stock lies, and moving it from one place to another.

use std::collections::HashMap;

use sea_orm::{ConnectionTrait, FromQueryResult};
use types::{
    LocationId, VariantId,
    admin::{LocationInput, LocationList, LocationRow, StockTransfer},
};

use super::{
    adjust::MOST,
    ledger::{self, Cause, Entry},
};
use crate::{
    Cx, Error, Result, Scope,
    cursor::{Page, Place},
    db::{rows, sql},
};

const LONGEST_NAME: usize = 80;

#[derive(FromQueryResult)]
struct Row {
    id: LocationId,
    name: String,
    priority: i64,
    active: bool,
    on_hand: i64,
}

impl Row {
    fn view(self) -> LocationRow {
        let Row { id, name, priority, active, on_hand } = self;
        LocationRow { id, name, priority, active, on_hand }
    }
}

const ROWS: &str = "SELECT l.id, l.name, l.priority, l.active,
        CAST((SELECT coalesce(sum(s.on_hand), 0) FROM stock_item s WHERE s.location_id = l.id) AS bigint) AS on_hand
    FROM location l";

/// All locations, in the order in which goods are sold from them.
///
/// # Errors
/// When the caller may not, or the database does not answer.
pub async fn locations(cx: &Cx) -> Result<Vec<LocationRow>> {
    cx.require(Scope::StockWrite)?;
    let (db, select) = (cx.db.write(), format!("{ROWS} ORDER BY l.priority, l.id"));
    let rows = Row::find_by_statement(sql(db, &select, [])).all(db).await?;
    Ok(rows.into_iter().map(Row::view).collect())
}

/// Some of them in the same order; `limit` from 1 to 100.
///
/// # Errors
/// `invalid` for a cursor that is none; when the caller may not.
pub async fn locations_after(cx: &Cx, cursor: Option<&str>, limit: u64) -> Result<LocationList> {
    cx.require(Scope::StockWrite)?;
    let (db, page) = (cx.db.write(), Page::read(cursor, limit)?);
    let (beyond, values) = page.condition("(l.priority, l.id) > ($2, $3)");
    let select = format!("{ROWS} WHERE {beyond} ORDER BY l.priority, l.id LIMIT $1");
    let mut rows = Row::find_by_statement(sql(db, &select, values)).all(db).await?;
    let next_cursor = page.cut(&mut rows, |row| Place { rank: row.priority, id: row.id.0 });
    Ok(LocationList { items: rows.into_iter().map(Row::view).collect(), next_cursor })
}

/// Adds a location. It has no stock until some is counted or moved there.
///
/// # Errors
/// `invalid` for the name, also when it is taken; when the caller may not.
pub async fn add_location(cx: &Cx, input: LocationInput) -> Result<LocationId> {
    cx.require(Scope::StockWrite)?;
    let (id, name) = (LocationId::new(), check(&input)?);
    let insert = "INSERT INTO location (id, name, priority, active, created_at) VALUES ($1, $2, $3, $4, $5)";
    let values = [id.0.into(), name.into(), input.priority.into(), input.active.into(), cx.clock.now().into()];
    cx.db.write().execute_raw(sql(cx.db.write(), insert, values)).await.map_err(taken)?;
    Ok(id)
}

/// Renames, reorders, opens or closes a location. Stock at a closed one is not for sale; what is held there stays held.
///
/// # Errors
/// As [`add_location`]; `conflict` for closing the last one; `not_found`.
pub async fn change_location(cx: &Cx, id: LocationId, input: LocationInput) -> Result<()> {
    cx.require(Scope::StockWrite)?;
    let name = check(&input)?;
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                // All of them: two who close one each would both see the other's open.
                let lock = format!("SELECT id FROM location ORDER BY id {}", rows::for_update(tx));
                tx.query_all_raw(sql(tx, &lock, [])).await?;
                let update = "UPDATE location SET name = $2, priority = $3, active = $4 WHERE id = $1";
                let values = [id.0.into(), name.into(), input.priority.into(), input.active.into()];
                if tx.execute_raw(sql(tx, update, values)).await.map_err(taken)?.rows_affected() == 0 {
                    return Err(Error::not_found("location"));
                }
                let open = sql(tx, "SELECT 1 AS one FROM location WHERE active", []);
                match tx.query_one_raw(open).await? {
                    Some(_) => Ok(()),
                    None => Err(Error::conflict("A shop needs a location to sell from.")),
                }
            })
        })
        .await?;
    // What lies there is everything that could be.
    crate::cache::changed(cx, vec![crate::bus::Tag::Chrome]).await;
    Ok(())
}

fn check(input: &LocationInput) -> Result<String> {
    let name = input.name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(Error::invalid_field("name", "Between 1 and 80 characters."));
    }
    if !(0..=1000).contains(&input.priority) {
        return Err(Error::invalid_field("priority", "Between 0 and 1000; lower is sold from first."));
    }
    Ok(name)
}

fn taken(error: sea_orm::DbErr) -> Error {
    Error::taken(error, "name", "Another location has this name.")
}

#[derive(FromQueryResult)]
struct After {
    on_hand: i64,
}

/// Moves units of a variant from one location to another, with a ledger row at each. Held units stay where they are.
///
/// # Errors
/// `invalid` names the field, `conflict` when fewer are free there, `not_found`, also for bundles.
pub async fn transfer(cx: &Cx, id: VariantId, transfer: StockTransfer) -> Result<()> {
    cx.require(Scope::StockWrite)?;
    if !(1..=MOST).contains(&transfer.quantity) {
        return Err(Error::invalid_field("quantity", "At least 1."));
    }
    if transfer.from == transfer.to {
        return Err(Error::invalid_field("to", "Choose another location."));
    }
    let (now, actor) = (cx.clock.now(), cx.actor.label().to_owned());
    cx.db
        .transaction(|tx| {
            Box::pin(async move {
                begin_at(tx, id, transfer.to, now).await?;
                check_ends(tx, id, transfer).await?;
                let mut moves = [(transfer.from, -transfer.quantity), (transfer.to, transfer.quantity)];
                moves.sort_by_key(|(location, _)| *location);
                let mut left = HashMap::new();
                for (location, delta) in moves {
                    let update = "UPDATE stock_item SET on_hand = on_hand + $3, updated_at = $4
                        WHERE variant_id = $1 AND location_id = $2 AND on_hand + $3 >= held RETURNING on_hand";
                    let values = [id.0.into(), location.0.into(), delta.into(), now.into()];
                    let after = After::find_by_statement(sql(tx, update, values)).one(tx).await?;
                    let after = after.ok_or_else(|| Error::conflict("Fewer units than that are free there."))?;
                    left.insert(location, (delta, after.on_hand));
                }
                let entry = |(location_id, (delta, on_hand)): (&LocationId, &(i64, i64))| Entry {
                    variant_id: id,
                    location_id: *location_id,
                    delta: *delta,
                    on_hand: *on_hand,
                    cause: Cause::Transferred,
                    actor: &actor,
                    reason: "",
                    order_id: None,
                    now,
                };
                let entries: Vec<_> = left.iter().map(entry).collect();
                ledger::append(tx, &entries).await
            })
        })
        .await?;
    super::watch::stock_changed_now(cx, [id]).await;
    Ok(())
}

#[derive(FromQueryResult)]
struct At {
    location_id: LocationId,
}

/// Both ends of a transfer have a stock item.
async fn check_ends(connection: &impl ConnectionTrait, id: VariantId, transfer: StockTransfer) -> Result<()> {
    let select = "SELECT location_id FROM stock_item WHERE variant_id = $1";
    let items = At::find_by_statement(sql(connection, select, [id.0.into()])).all(connection).await?;
    let is_at = |location: LocationId| items.iter().any(|item| item.location_id == location);
    match () {
        () if items.is_empty() => Err(Error::not_found("variant with stock of its own")),
        () if !is_at(transfer.to) => Err(Error::invalid_field("to", "Choose a location.")),
        () if !is_at(transfer.from) => Err(Error::invalid_field("from", "None of it lies there.")),
        () => Ok(()),
    }
}

/// An empty stock item at `location`, where there is none yet. Bundles get none.
pub(super) async fn begin_at(
    connection: &impl ConnectionTrait,
    id: VariantId,
    location: LocationId,
    now: types::Millis,
) -> Result<()> {
    let insert = "INSERT INTO stock_item (variant_id, location_id, on_hand, held, sold, updated_at)
        SELECT i.variant_id, l.id, 0, 0, 0, $3 FROM inventory_item i CROSS JOIN location l
        WHERE i.variant_id = $1 AND l.id = $2
            AND NOT EXISTS (SELECT 1 FROM bundle_component b WHERE b.bundle_id = i.variant_id)
        ON CONFLICT (variant_id, location_id) DO NOTHING";
    connection.execute_raw(sql(connection, insert, [id.0.into(), location.0.into(), now.into()])).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use sea_orm::TransactionTrait;
    use types::ErrorCode;

    use super::*;
    use crate::test_shop::TestShop;

    #[tokio::test]
    async fn of_two_who_close_the_last_two_locations_one_is_refused() {
        if std::env::var_os("FLOODGATE_TEST_DATABASE").is_none() {
            return;
        }
        let shop = TestShop::on_server(|_| {}).await;
        let closed = || LocationInput { name: "Shop floor".into(), priority: 5, active: false };
        let floor = add_location(&shop.cx, LocationInput { active: true, ..closed() }).await.unwrap();
        let db = shop.cx.db.write();
        let tx = db.begin().await.unwrap();
        let close = "UPDATE location SET active = false WHERE name = 'Warehouse'";
        tx.execute_unprepared(close).await.unwrap();
        let cx = shop.cx.clone();
        let other = tokio::spawn(async move { change_location(&cx, floor, closed()).await });
        let waits = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        while !other.is_finished() && db.query_one_raw(sql(db, waits, [])).await.unwrap().is_none() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        tx.commit().await.unwrap();
        assert_eq!(other.await.unwrap().map_err(|error| error.code()), Err(ErrorCode::Conflict));
    }
}
