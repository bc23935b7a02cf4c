//! One keep-alive connection and no more HTTP than the shop speaks: the generator shares its processors with the server, so it does as
//! little as it can.

mod head;

use std::{
    fmt, io,
    net::SocketAddr,
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

use head::{Head, Length, chunked};

/// Nobody waits longer for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// An answer that is longer is a mistake.
const LONGEST_ANSWER: usize = 1024 * 1024;
/// Requests of one visit that are remembered.
const MOST_EXCHANGES: usize = 64;

/// A connection that is opened again when the server has closed it.
pub struct Connection {
    addr: SocketAddr,
    stream: Option<TcpStream>,
    request: Vec<u8>,
    answer: Vec<u8>,
    /// Lines that end with CR LF, sent with every request.
    headers: String,
    exchanges: Vec<Exchange>,
}

/// One request and how it was answered.
#[derive(Clone, Copy, Debug)]
pub struct Exchange {
    /// The status.
    pub status: u16,
    /// What it is when the shop had no time.
    pub refusal: Option<Refusal>,
    /// When the request was sent.
    pub sent: Instant,
    /// From then to the last byte of the answer.
    pub took: Duration,
}

/// The shop has no time for this visitor now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// 429, 503, or a redirect to the queue.
    pub status: u16,
    /// It says when to come again, or gives a place in the queue.
    pub told: bool,
    /// It is a queue's: a place in it comes first, or one's turn.
    pub queue: bool,
    /// Seconds after which to come again; one where it does not say.
    pub after: u32,
}

/// How a problem document says that a queue comes first.
const QUEUE: &[u8] = b"\"queue_required\"";

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let told = if self.told { "says when to come again" } else { "without a word on when to come again" };
        write!(f, "refused with {}, {told}", self.status)
    }
}

impl std::error::Error for Refusal {}

/// What came back.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The status.
    pub status: u16,
    /// Seconds of `Retry-After`.
    pub retry_after: Option<u32>,
    /// It leads to a place in a queue.
    pub to_queue: bool,
    /// The body; of one in chunks, with the chunks' own lines.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// What it is when the shop has no time now.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        let refused = self.to_queue || matches!(self.status, 429 | 503);
        refused.then(|| Refusal {
            status: self.status,
            told: self.to_queue || self.retry_after.is_some(),
            queue: self.to_queue || self.body.windows(QUEUE.len()).any(|part| part == QUEUE),
            after: self.retry_after.unwrap_or(1),
        })
    }

    /// The body for an error message.
    pub fn text(&self) -> String {
        format!("{} {}", self.status, String::from_utf8_lossy(&self.body[..self.body.len().min(300)]))
    }
}

impl Connection {
    /// Nothing is connected before the first request or [`Connection::connect`].
    pub fn to(addr: SocketAddr) -> Self {
        Self {
            addr,
            stream: None,
            request: Vec::with_capacity(1024),
            answer: Vec::with_capacity(8192),
            headers: String::new(),
            exchanges: Vec::new(),
        }
    }

    /// Sends `headers`, lines that end with CR LF, with every request from now on.
    pub fn always(&mut self, headers: String) {
        self.headers = headers;
    }

    /// The requests since this was last asked, the first ones where there were many.
    pub fn exchanges(&mut self) -> std::vec::Drain<'_, Exchange> {
        self.exchanges.drain(..)
    }

    /// Connects now.
    ///
    /// # Errors
    /// When nobody listens.
    pub async fn connect(&mut self) -> io::Result<()> {
        let stream = TcpStream::connect(self.addr).await?;
        stream.set_nodelay(true)?;
        self.stream = Some(stream);
        Ok(())
    }

    /// Gives up whatever is under way.
    pub fn hang_up(&mut self) {
        self.stream = None;
    }

    /// GET.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn get(&mut self, path: &str) -> anyhow::Result<Answer<'_>> {
        self.send("GET", path, "", "").await
    }

    /// POST of JSON. `headers` are lines that end with CR LF.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn post(&mut self, path: &str, headers: &str, body: &str) -> anyhow::Result<Answer<'_>> {
        self.send("POST", path, headers, body).await
    }

    /// PUT of JSON.
    ///
    /// # Errors
    /// When there is no answer.
    pub async fn put(&mut self, path: &str, headers: &str, body: &str) -> anyhow::Result<Answer<'_>> {
        self.send("PUT", path, headers, body).await
    }

    async fn send(&mut self, method: &str, path: &str, headers: &str, body: &str) -> anyhow::Result<Answer<'_>> {
        use std::io::Write;
        self.request.clear();
        write!(self.request, "{method} {path} HTTP/1.1\r\nhost: {}\r\n{}{headers}", self.addr, self.headers)?;
        if method != "GET" {
            write!(self.request, "content-type: application/json\r\ncontent-length: {}\r\n", body.len())?;
        }
        write!(self.request, "\r\n{body}")?;
        let sent = Instant::now();
        let exchanged = timeout(PATIENCE, self.exchange()).await;
        let Ok(Ok(head)) = exchanged else {
            self.stream = None;
            match exchanged {
                Ok(Err(error)) => return Err(error.context(format!("{method} {path}"))),
                _ => bail!("{method} {path}: no answer within {PATIENCE:?}"),
            }
        };
        if head.closes {
            self.stream = None;
        }
        let Head { status, retry_after, to_queue, .. } = head;
        let answer = Answer { status, retry_after, to_queue, body: &self.answer[head.length..] };
        if self.exchanges.len() < MOST_EXCHANGES {
            let refusal = answer.refusal();
            self.exchanges.push(Exchange { status: head.status, refusal, sent, took: sent.elapsed() });
        }
        Ok(answer)
    }

    /// Leaves the whole answer in the buffer. A server may close an idle connection at any time; the request it never read is sent
    /// again on a new one.
    async fn exchange(&mut self) -> anyhow::Result<Head> {
        if self.stream.is_some() {
            match self.ask().await {
                Ok(Some(head)) => return Ok(head),
                Err(error) if !was_idle(&error) => return Err(error),
                _ => self.stream = None,
            }
        }
        self.connect().await.context("cannot connect")?;
        self.ask().await?.context("the server hung up without an answer")
    }

    /// None when the server hung up before the answer's first byte.
    async fn ask(&mut self) -> anyhow::Result<Option<Head>> {
        let stream = self.stream.as_mut().context("not connected")?;
        stream.write_all(&self.request).await?;
        self.answer.clear();
        let mut head: Option<Head> = None;
        loop {
            if stream.read_buf(&mut self.answer).await? == 0 {
                if self.answer.is_empty() {
                    return Ok(None);
                }
                bail!("the server hung up after {} bytes of its answer", self.answer.len());
            }
            if head.is_none() {
                head = Head::read(&self.answer)?;
            }
            let Some(head) = head else { continue };
            let whole = match head.body {
                Length::Known(body) => Some(head.length + body),
                Length::Chunked => chunked(&self.answer[head.length..])?.map(|body| head.length + body),
            };
            if whole.is_some_and(|whole| self.answer.len() > whole) || self.answer.len() > LONGEST_ANSWER {
                bail!("an answer of {} bytes where {whole:?} were announced", self.answer.len());
            }
            if whole == Some(self.answer.len()) {
                return Ok(Some(head));
            }
        }
    }
}

/// The connection was closed while it was idle.
fn was_idle(error: &anyhow::Error) -> bool {
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    matches!(kind, Some(io::ErrorKind::ConnectionReset | io::ErrorKind::BrokenPipe))
}
