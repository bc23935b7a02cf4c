//! One keep-alive connection and no more HTTP than the shop's REST interface speaks: the generator shares its processors with the
//! server, so it does as little as it can.

use std::{io, net::SocketAddr, time::Duration};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// Nobody waits longer for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// An answer that is longer is a mistake.
const LONGEST_ANSWER: usize = 1024 * 1024;

/// A connection that is opened again when the server has closed it.
pub struct Connection {
    addr: SocketAddr,
    stream: Option<TcpStream>,
    request: Vec<u8>,
    answer: Vec<u8>,
}

/// What came back.
#[derive(Debug)]
pub struct Answer<'a> {
    /// The status.
    pub status: u16,
    /// The body.
    pub body: &'a [u8],
}

impl Answer<'_> {
    /// The body for an error message.
    pub fn text(&self) -> String {
        format!("{} {}", self.status, String::from_utf8_lossy(&self.body[..self.body.len().min(300)]))
    }
}

impl Connection {
    /// Nothing is connected before the first request or [`Connection::connect`].
    pub fn to(addr: SocketAddr) -> Self {
        Self { addr, stream: None, request: Vec::with_capacity(1024), answer: Vec::with_capacity(8192) }
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

    async fn send(&mut self, method: &str, path: &str, headers: &str, body: &str) -> anyhow::Result<Answer<'_>> {
        use std::io::Write;
        self.request.clear();
        write!(self.request, "{method} {path} HTTP/1.1\r\nhost: {}\r\n{headers}", self.addr)?;
        if method != "GET" {
            write!(self.request, "content-type: application/json\r\ncontent-length: {}\r\n", body.len())?;
        }
        write!(self.request, "\r\n{body}")?;
        if self.stream.is_none() {
            self.connect().await.context("cannot connect")?;
        }
        let exchanged = timeout(PATIENCE, self.exchange()).await;
        let Ok(Ok((head, closes))) = exchanged else {
            self.stream = None;
            match exchanged {
                Ok(Err(error)) => return Err(error.context(format!("{method} {path}"))),
                _ => bail!("{method} {path}: no answer within {PATIENCE:?}"),
            }
        };
        if closes {
            self.stream = None;
        }
        Ok(Answer { status: head.status, body: &self.answer[head.length..] })
    }

    /// Leaves the whole answer in the buffer.
    async fn exchange(&mut self) -> anyhow::Result<(Head, bool)> {
        let stream = self.stream.as_mut().context("not connected")?;
        stream.write_all(&self.request).await?;
        self.answer.clear();
        loop {
            if stream.read_buf(&mut self.answer).await? == 0 {
                bail!("the server hung up after {} bytes of its answer", self.answer.len());
            }
            if let Some(head) = Head::read(&self.answer)? {
                let whole = head.length + head.body;
                if self.answer.len() > whole || whole > LONGEST_ANSWER {
                    bail!("an answer of {} bytes where {whole} were announced", self.answer.len());
                }
                if self.answer.len() == whole {
                    let closes = head.closes;
                    return Ok((head, closes));
                }
            }
        }
    }
}

/// What matters of an answer's head.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    /// Bytes of the head itself.
    length: usize,
    /// Bytes of the body.
    body: usize,
    closes: bool,
}

impl Head {
    /// None while it is not complete.
    fn read(bytes: &[u8]) -> anyhow::Result<Option<Self>> {
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
        let text = std::str::from_utf8(&bytes[..end]).context("a head that is not text")?;
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let mut head = Self { status: status.context("no status")?, length: end + 4, body: 0, closes: false };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            if name.eq_ignore_ascii_case("content-length") {
                head.body = value.parse().context("content-length")?;
            } else if name.eq_ignore_ascii_case("connection") {
                head.closes = value.eq_ignore_ascii_case("close");
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                bail!("an answer of unknown length");
            }
        }
        Ok(Some(head))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_when_it_is_complete() {
        let bytes = b"HTTP/1.1 409 Conflict\r\nContent-Length: 2\r\nconnection: close\r\n\r\n{}";
        assert_eq!(Head::read(&bytes[..40]).unwrap(), None);
        let head = Head::read(bytes).unwrap();
        assert_eq!(head, Some(Head { status: 409, length: bytes.len() - 2, body: 2, closes: true }));
    }

    #[test]
    fn an_answer_of_unknown_length_is_refused() {
        assert!(Head::read(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
    }
}
