//! What the instances of a shop agree on about a queue, in Redis: how far it has come, and which of those let in came to the till. Each script does the same when it runs twice, or is told by a version that it did.

use std::collections::BTreeSet;

use fred::{clients::Client, error::Error as RedisError, interfaces::LuaInterface};

use super::{RoomId, rules::Progress};

/// Seconds for which a queue nobody looks at is remembered; the database knows how far it had come.
const KEPT: i64 = 7 * 24 * 60 * 60;

/// Reads. `used` is cut to those whose time still runs.
const READ: &str = "
    redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', '(' .. ARGV[1])
    redis.call('EXPIRE', KEYS[1], ARGV[2])
    local used = redis.call('ZRANGE', KEYS[2], 0, -1)
    local head = redis.call('HMGET', KEYS[1], 'version', 'progress')
    return {head[1] or '0', head[2] or '', table.concat(used, ',')}";

/// Writes what was worked out from a version, unless somebody else was quicker.
const WRITE: &str = "
    if (redis.call('HGET', KEYS[1], 'version') or '0') ~= ARGV[1] then return 0 end
    redis.call('HSET', KEYS[1], 'version', tonumber(ARGV[1]) + 1, 'progress', ARGV[2])
    return 1";

/// Notes that a place came to the till.
const USE: &str = "
    redis.call('ZADD', KEYS[2], ARGV[1], ARGV[1])
    redis.call('EXPIRE', KEYS[2], ARGV[2])
    return 1";

/// A queue as Redis knows it.
#[derive(Clone, Debug, Default)]
pub(super) struct Read {
    pub version: u64,
    pub progress: Progress,
    pub used: BTreeSet<u64>,
}

/// Two keys of one hash slot.
fn keys(room: RoomId) -> Vec<String> {
    vec![format!("fg:1:{{room:{}}}", room.0), format!("fg:1:{{room:{}}}:used", room.0)]
}

pub(super) async fn read(client: &Client, room: RoomId, lapsed: u64) -> Result<Read, RedisError> {
    let arguments = vec![lapsed.to_string(), KEPT.to_string()];
    let (version, progress, used): (u64, String, String) = client.eval(READ, keys(room), arguments).await?;
    Ok(Read {
        version,
        progress: serde_json::from_str(&progress).unwrap_or_default(),
        used: used.split(',').filter_map(|rank| rank.parse().ok()).collect(),
    })
}

/// False when somebody else was quicker.
pub(super) async fn write(
    client: &Client,
    room: RoomId,
    version: u64,
    progress: &Progress,
) -> Result<bool, RedisError> {
    let text = serde_json::to_string(progress).unwrap_or_default();
    let written: i64 = client.eval(WRITE, keys(room), vec![version.to_string(), text]).await?;
    Ok(written == 1)
}

pub(super) async fn mark_used(client: &Client, room: RoomId, rank: u64) -> Result<(), RedisError> {
    let _: i64 = client.eval(USE, keys(room), vec![rank.to_string(), KEPT.to_string()]).await?;
    Ok(())
}
