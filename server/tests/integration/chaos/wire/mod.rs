//! As much of a protocol as a proxy needs: where a message ends, which messages are steps, and when one has been answered.

mod postgres;
mod redis;

pub use postgres::Postgres;
pub use redis::Redis;

/// A whole message of the client's.
#[derive(Debug, PartialEq, Eq)]
pub struct Frame {
    /// As it came.
    pub bytes: Vec<u8>,
    /// What it asks for, if it makes the server do something.
    pub step: Option<String>,
    /// The server answers it, alone or with those before it.
    pub wants_answer: bool,
}

/// A conversation that is listened to.
pub enum Wire {
    /// PostgreSQL's protocol, version 3.
    Postgres(Postgres),
    /// RESP, versions 2 and 3.
    Redis(Redis),
}

impl Wire {
    /// The messages that are complete with these bytes from the client.
    pub fn client(&mut self, bytes: &[u8]) -> Vec<Frame> {
        match self {
            Wire::Postgres(wire) => wire.client(bytes),
            Wire::Redis(wire) => wire.client(bytes),
        }
    }

    /// How many answers are complete with these bytes from the server.
    pub fn server(&mut self, bytes: &[u8]) -> usize {
        match self {
            Wire::Postgres(wire) => wire.server(bytes),
            // Its answers are short and come at once.
            Wire::Redis(_) => usize::MAX,
        }
    }
}
