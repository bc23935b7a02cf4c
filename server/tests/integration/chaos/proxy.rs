//! A TCP proxy between the shop and a server it depends on. It carries everything faithfully until a trap springs.

use std::sync::Arc;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
    time::sleep,
};

use super::{
    tap::{Blow, Tap, Trap},
    wire::{Postgres, Redis, Wire},
};

/// A listening proxy; gone when dropped.
pub struct Proxy {
    /// Its traffic.
    pub tap: Arc<Tap>,
    url: String,
    listening: JoinHandle<()>,
}

impl Proxy {
    /// In front of the PostgreSQL at `url`.
    pub async fn postgres(url: &str) -> Self {
        let mut proxy = Self::start(url, 5432, || Wire::Postgres(Postgres::default())).await;
        // The proxy could not read what is encrypted.
        proxy.url += if proxy.url.contains('?') { "&sslmode=disable" } else { "?sslmode=disable" };
        proxy
    }

    /// In front of the Redis at `url`.
    pub async fn redis(url: &str) -> Self {
        Self::start(url, 6379, || Wire::Redis(Redis::default())).await
    }

    /// The server's address with the proxy in its place.
    pub fn url(&self) -> &str {
        &self.url
    }

    async fn start(url: &str, port: u16, wire: fn() -> Wire) -> Self {
        let address = reqwest::Url::parse(url).unwrap();
        let server = format!("{}:{}", address.host_str().unwrap(), address.port().unwrap_or(port));
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let mut url = address;
        url.set_host(Some("127.0.0.1")).unwrap();
        url.set_port(Some(socket.local_addr().unwrap().port())).unwrap();
        let tap = Tap::new();
        let listening = tokio::spawn(listen(socket, server, tap.clone(), wire));
        Self { tap, url: url.into(), listening }
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(socket: TcpListener, server: String, tap: Arc<Tap>, wire: fn() -> Wire) {
    loop {
        let Ok((client, _)) = socket.accept().await else { continue };
        if tap.is_open() {
            tokio::spawn(carry(client, server.clone(), tap.clone(), wire()));
        }
    }
}

/// A blow that falls as soon as the server has answered all it was asked.
struct Waiting {
    trap: Trap,
    /// What closes the question has gone to the server as well.
    asked: bool,
}

async fn carry(client: TcpStream, server: String, tap: Arc<Tap>, mut wire: Wire) {
    let Ok(server) = TcpStream::connect(server).await else { return };
    // Small messages must not wait for each other.
    let _ = (client.set_nodelay(true), server.set_nodelay(true));
    let ((mut from_client, mut to_client), (mut from_server, mut to_server)) =
        (client.into_split(), server.into_split());
    let (mut question, mut answer) = (vec![0; 16 * 1024], vec![0; 64 * 1024]);
    let (mut open, mut waiting): (usize, Option<Waiting>) = (0, None);
    let mut cuts = tap.cuts();
    loop {
        tokio::select! {
            read = from_client.read(&mut question) => {
                let Ok(length @ 1..) = read else { return };
                for frame in wire.client(&question[..length]) {
                    if let Some(trap) = frame.step.as_deref().and_then(|step| tap.step(step)) {
                        match trap.blow {
                            Blow::Stall(time) => sleep(time).await,
                            Blow::CutAfter | Blow::KillAfter => waiting = Some(Waiting { trap, asked: false }),
                            Blow::CutBefore | Blow::KillBefore | Blow::Outage(_) => return fall(&tap, &trap),
                        }
                    }
                    open += usize::from(frame.wants_answer);
                    if let Some(waiting) = &mut waiting {
                        waiting.asked |= frame.wants_answer;
                    }
                    if to_server.write_all(&frame.bytes).await.is_err() {
                        return;
                    }
                }
            }
            read = from_server.read(&mut answer) => {
                let Ok(length @ 1..) = read else { return };
                open = open.saturating_sub(wire.server(&answer[..length]));
                match &waiting {
                    Some(Waiting { trap, asked: true }) if open == 0 => return fall(&tap, trap),
                    // Nothing of the answer gets through.
                    Some(_) => {}
                    None => if to_client.write_all(&answer[..length]).await.is_err() { return },
                }
            }
            _ = cuts.changed() => return,
        }
    }
}

/// What happens besides that this connection ends.
fn fall(tap: &Tap, trap: &Trap) {
    match trap.blow {
        Blow::KillBefore | Blow::KillAfter => _ = trap.victim.kill(),
        Blow::Outage(time) => tap.outage(time),
        Blow::CutBefore | Blow::CutAfter | Blow::Stall(_) => {}
    }
}
