//! A Redis database per test, of the sixteen that a server has; and servers of a test's own, to be treated badly.

use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::{Condvar, LazyLock, Mutex, PoisonError},
    time::Duration,
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

/// A Redis of the test's own, to be killed.
pub struct RedisServer {
    server: Child,
    port: u16,
}

impl RedisServer {
    /// None where the run has none.
    pub fn start() -> Option<Self> {
        std::env::var("FLOODGATE_TEST_REDIS").ok().filter(|url| !url.is_empty())?;
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        Some(Self { server: serve(port), port })
    }

    /// Its address, once it answers.
    pub async fn ready(&self) -> String {
        for _ in 0..100 {
            if TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        format!("redis://127.0.0.1:{}", self.port)
    }

    pub fn kill(&mut self) {
        self.server.kill().unwrap();
        self.server.wait().unwrap();
    }

    /// Another one in the place of the one that was killed, with nothing in it.
    pub async fn again(&mut self) {
        self.server = serve(self.port);
        self.ready().await;
    }

    /// Keeps its connections and answers nobody, until it is let go on.
    pub fn stop(&self, stop: bool) {
        let signal = if stop { "-STOP" } else { "-CONT" };
        let told = Command::new("kill").args([signal, &self.server.id().to_string()]).status();
        assert!(told.unwrap().success());
    }

    /// How many keys it has.
    pub fn keys(&self) -> u64 {
        let mut connection = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        connection.write_all(b"DBSIZE\r\nQUIT\r\n").unwrap();
        let mut answers = String::new();
        connection.read_to_string(&mut answers).unwrap();
        answers.trim_start_matches(':').lines().next().unwrap().parse().unwrap()
    }
}

fn serve(port: u16) -> Child {
    let mut server = Command::new("redis-server");
    server.args(["--bind", "127.0.0.1", "--port", &port.to_string(), "--save", "", "--appendonly", "no"]);
    server.stdout(Stdio::null()).spawn().unwrap()
}

impl Drop for RedisServer {
    fn drop(&mut self) {
        _ = self.server.kill();
        _ = self.server.wait();
    }
}
