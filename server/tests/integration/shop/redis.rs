//! A Redis database per test, of the sixteen that a server has.

use std::{
    io::{Read, Write},
    net::TcpStream,
    sync::{Condvar, LazyLock, Mutex, PoisonError},
};

/// Numbers of the databases that no test has.
static FREE: LazyLock<Mutex<Vec<u8>>> = LazyLock::new(|| Mutex::new((0..16).collect()));
static RETURNED: Condvar = Condvar::new();

/// An empty database that is this test's alone.
pub struct RedisSlot {
    number: u8,
    url: String,
}

impl RedisSlot {
    /// None where no server is given.
    pub fn take() -> Option<Self> {
        let server = std::env::var("FLOODGATE_TEST_REDIS").ok().filter(|server| !server.is_empty())?;
        let server = server.trim_end_matches('/').to_owned();
        let number = free_number();
        let slot = Self { number, url: format!("{server}/{number}") };
        slot.flush();
        Some(slot)
    }

    /// Makes it forget everything.
    pub fn flush(&self) {
        let host = self.url.split("://").nth(1).unwrap().split('/').next().unwrap();
        let mut connection = TcpStream::connect(host).unwrap();
        connection.write_all(format!("SELECT {}\r\nFLUSHDB\r\nQUIT\r\n", self.number).as_bytes()).unwrap();
        let mut answers = String::new();
        connection.read_to_string(&mut answers).unwrap();
        assert!(!answers.contains('-'), "Redis refused: {answers}");
    }

    pub fn url(&self) -> &str {
        &self.url
    }
}

/// Waits while all are taken: there are never more tests at a time than threads, each with few shops.
fn free_number() -> u8 {
    let free = FREE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut free = RETURNED.wait_while(free, |free| free.is_empty()).unwrap_or_else(PoisonError::into_inner);
    free.pop().unwrap()
}

impl Drop for RedisSlot {
    fn drop(&mut self) {
        FREE.lock().unwrap_or_else(PoisonError::into_inner).push(self.number);
        RETURNED.notify_one();
    }
}
