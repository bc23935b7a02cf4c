//! Visitors for a shop: closed and open model, journeys, scenarios, reports. Knows the shop from outside only, over HTTP.
//!
//! A library because two programs use it: `load`, which is what `make bench` runs, and `floodgate rehearse`, which is to need no
//! second file beside the binary. Goose was looked at and left out: it is a closed model (users who wait for answers), measures from
//! the actual send time, keeps every user as a task with a reqwest client, and would be the heaviest process on a machine that the
//! shop shares with it.

pub mod cpu;
pub mod http;
pub mod journey;
pub mod mix;
pub mod open;
pub mod plot;
pub mod rehearsal;
pub mod run_report;
pub mod scenario;
pub mod stats;
pub mod visitors;
