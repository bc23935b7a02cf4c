//! Limits that hold over all instances, decided by a script in Redis. Redis that is slow or gone is left alone for a while; the limits
//! within the process hold on.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use fred::{clients::Client, interfaces::LuaInterface};

use super::rules::{Micros, Quota, Verdict};

/// Nobody waits longer for Redis.
const PATIENCE: Duration = Duration::from_millis(50);
/// After a failure it is left alone so long.
const REST: Micros = 2_000_000;

/// The same as [`Quota::decide`], by Redis's clock. Answers with the microseconds to wait, or with those that may pass at once, below
/// zero and less one.
const SCRIPT: &str = "local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local period, burst = tonumber(ARGV[1]), tonumber(ARGV[2])
local tat = math.max(tonumber(redis.call('GET', KEYS[1]) or '0'), now)
local next = tat + period
local full = period * burst
if next > now + full then return next - full - now end
redis.call('SET', KEYS[1], string.format('%.0f', next), 'PX', math.ceil((next - now) / 1000) + 1)
return -1 - math.floor((now + full - next) / period)";

pub(super) struct Shared {
    client: Client,
    rests_until: AtomicU64,
}

impl Shared {
    pub(super) fn new(client: Client) -> Self {
        Self { client, rests_until: AtomicU64::new(0) }
    }

    /// What all instances together say to `key`; none when Redis does not answer in time.
    pub(super) async fn decide(&self, class: &str, key: &str, quota: Quota, now: Micros) -> Option<Verdict> {
        if now < self.rests_until.load(Ordering::Relaxed) {
            return None;
        }
        let key = format!("fg:1:limit:{class}:{key}");
        let terms = vec![quota.period().to_string(), quota.burst.max(1).to_string()];
        let asked = self.client.eval::<i64, _, _, _>(SCRIPT, vec![key], terms);
        match tokio::time::timeout(PATIENCE, asked).await {
            Ok(Ok(wait)) if wait > 0 => Some(Verdict::Wait { micros: wait.unsigned_abs() }),
            Ok(Ok(left)) => Some(Verdict::Pass { remaining: u32::try_from(-1 - left).unwrap_or_default() }),
            failed => {
                self.rests_until.store(now + REST, Ordering::Relaxed);
                metrics::counter!("floodgate_redis_failures_total", "operation" => "limit").increment(1);
                tracing::debug!(?failed, "limits hold within this process alone for a while");
                None
            }
        }
    }
}
