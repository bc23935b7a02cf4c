//! What the database keeps of a waiting room: what staff say, how far it had come, and why people were turned away.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, FromQueryResult, Value};
use types::{Millis, drops::RoomMode};
use uuid::Uuid;

use super::RoomId;
use crate::{Error, Result, db::sql};

#[derive(FromQueryResult)]
struct Row {
    mode: String,
    per_minute: Option<i64>,
    joined: i64,
    admitted: i64,
    entrants: Option<i64>,
    opened_until: Option<Millis>,
    opened_why: Option<String>,
}

/// A waiting room at rest.
#[derive(Clone, Debug)]
pub(super) struct Stored {
    pub mode: RoomMode,
    pub per_minute: Option<i64>,
    pub joined: u64,
    pub admitted: u64,
    pub entrants: Option<u64>,
    /// The crowd has opened it, until then at least; none where nobody did since staff last said something.
    pub opened_until: Option<Millis>,
    /// What pressed the shop then, in words.
    pub opened_why: Option<String>,
}

impl Stored {
    /// A room nobody has looked into yet.
    const NEW: Self = Self {
        mode: RoomMode::Auto,
        per_minute: None,
        joined: 0,
        admitted: 0,
        entrants: None,
        opened_until: None,
        opened_why: None,
    };
}

async fn run(connection: &impl ConnectionTrait, text: &str, values: impl IntoIterator<Item = Value>) -> Result<u64> {
    Ok(connection.execute_raw(sql(connection, text, values)).await?.rows_affected())
}

fn number(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

pub(super) async fn load(connection: &impl ConnectionTrait, room: RoomId) -> Result<Stored> {
    let select = "SELECT mode, per_minute, joined, admitted, entrants, opened_until, opened_why
        FROM waiting_room WHERE id = $1";
    let row = Row::find_by_statement(sql(connection, select, [room.0.into()])).one(connection).await?;
    let Some(row) = row else { return Ok(Stored::NEW) };
    Ok(Stored {
        mode: row.mode.parse().map_err(|text: String| Error::internal(anyhow::anyhow!(text)))?,
        per_minute: row.per_minute,
        joined: count(row.joined),
        admitted: count(row.admitted),
        entrants: row.entrants.map(count),
        opened_until: row.opened_until,
        opened_why: row.opened_why,
    })
}

const INSERT: &str = "INSERT INTO waiting_room (id, mode, per_minute, joined, admitted, entrants, updated_at)";

/// What staff say from now on. It stands above what the crowd has done.
pub(super) async fn control(
    connection: &impl ConnectionTrait,
    room: RoomId,
    mode: RoomMode,
    per_minute: Option<i64>,
    now: Millis,
) -> Result<()> {
    let upsert = format!(
        "{INSERT} VALUES ($1, $2, $3, 0, 0, NULL, $4) ON CONFLICT (id) DO UPDATE
            SET mode = excluded.mode, per_minute = excluded.per_minute, opened_until = NULL, opened_why = NULL,
                updated_at = excluded.updated_at"
    );
    run(connection, &upsert, [room.0.into(), mode.as_str().into(), per_minute.into(), now.into()]).await?;
    Ok(())
}

/// Opens it by the crowd's doing, or keeps it open, until then at least.
pub(super) async fn open(
    connection: &impl ConnectionTrait,
    room: RoomId,
    until: Millis,
    why: &str,
    now: Millis,
) -> Result<()> {
    let upsert = "INSERT INTO waiting_room (id, mode, joined, admitted, opened_until, opened_why, updated_at)
        VALUES ($1, 'auto', 0, 0, $2, $3, $4) ON CONFLICT (id) DO UPDATE
            SET opened_until = excluded.opened_until, opened_why = excluded.opened_why, updated_at = excluded.updated_at
            WHERE waiting_room.mode = 'auto'
                AND (waiting_room.opened_until IS NULL OR waiting_room.opened_until < excluded.opened_until)";
    run(connection, upsert, [room.0.into(), until.into(), why.into(), now.into()]).await?;
    Ok(())
}

#[derive(FromQueryResult)]
struct Joined {
    joined: i64,
}

/// Hands out so many numbers. Answers with the first.
pub(super) async fn take_numbers(
    connection: &impl ConnectionTrait,
    room: RoomId,
    many: u64,
    now: Millis,
) -> Result<u64> {
    let upsert = format!(
        "{INSERT} VALUES ($1, 'auto', NULL, $2, 0, NULL, $3) ON CONFLICT (id) DO UPDATE
            SET joined = waiting_room.joined + excluded.joined, updated_at = excluded.updated_at RETURNING joined"
    );
    let statement = sql(connection, &upsert, [room.0.into(), number(many).into(), now.into()]);
    let taken = Joined::find_by_statement(statement).one(connection).await?;
    let joined = taken.map(|row| count(row.joined)).ok_or_else(|| Error::internal(anyhow::anyhow!("no number")))?;
    Ok(joined.saturating_sub(many))
}

/// How far it has come: never back. Once a second at most, however many wait.
pub(super) async fn remember(
    connection: &impl ConnectionTrait,
    room: RoomId,
    admitted: u64,
    now: Millis,
) -> Result<()> {
    let upsert = format!(
        "{INSERT} VALUES ($1, 'auto', NULL, 0, $2, NULL, $3) ON CONFLICT (id) DO UPDATE SET
            admitted = CASE WHEN waiting_room.admitted < excluded.admitted THEN excluded.admitted ELSE waiting_room.admitted END,
            updated_at = excluded.updated_at"
    );
    run(connection, &upsert, [room.0.into(), number(admitted).into(), now.into()]).await?;
    Ok(())
}

/// Closes the draw with all tickets handed out until now, unless it is closed already. Answers with how many are in it: the same for
/// everyone.
pub(super) async fn close_draw(connection: &impl ConnectionTrait, room: RoomId, now: Millis) -> Result<u64> {
    let upsert = format!(
        "{INSERT} VALUES ($1, 'auto', NULL, 0, 0, 0, $2) ON CONFLICT (id) DO UPDATE
            SET entrants = waiting_room.joined WHERE waiting_room.entrants IS NULL"
    );
    run(connection, &upsert, [room.0.into(), now.into()]).await?;
    Ok(load(connection, room).await?.entrants.unwrap_or_default())
}

/// Begins a room anew: its plan has changed before anybody was let in.
pub(crate) async fn reset(connection: &impl ConnectionTrait, room: Uuid) -> Result<()> {
    run(connection, "DELETE FROM waiting_room WHERE id = $1", [room.into()]).await?;
    run(connection, "DELETE FROM waiting_room_tally WHERE room_id = $1", [room.into()]).await?;
    Ok(())
}

/// Adds to what was counted.
pub(super) async fn add_tally(
    connection: &impl ConnectionTrait,
    room: RoomId,
    counts: &BTreeMap<&'static str, u64>,
) -> Result<()> {
    let upsert = "INSERT INTO waiting_room_tally (room_id, what, times) VALUES ($1, $2, $3)
        ON CONFLICT (room_id, what) DO UPDATE SET times = waiting_room_tally.times + excluded.times";
    for (what, times) in counts {
        run(connection, upsert, [room.0.into(), (*what).into(), number(*times).into()]).await?;
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct TallyRow {
    what: String,
    times: i64,
}

/// Why people were turned away, and how often.
pub(super) async fn tally(connection: &impl ConnectionTrait, room: RoomId) -> Result<Vec<(String, i64)>> {
    let select = "SELECT what, times FROM waiting_room_tally WHERE room_id = $1 ORDER BY what";
    let rows = TallyRow::find_by_statement(sql(connection, select, [room.0.into()])).all(connection).await?;
    Ok(rows.into_iter().map(|row| (row.what, row.times)).collect())
}
