//! HTTP written and read by hand: no client library sends what is sent here.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// A guard against hanging, and nothing else: a busy machine is slow, but not that slow.
const PATIENCE: Duration = Duration::from_secs(60);

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A header's value, empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }

    /// A stream that stays open: its beginning was read.
    pub fn is_stream(&self) -> bool {
        self.header("content-type").starts_with("text/event-stream")
    }
}

/// The methods that an address says it takes.
pub async fn allowed(addr: std::net::SocketAddr, path: &str) -> Vec<String> {
    let request = format!("TRACE {path} HTTP/1.1\r\nhost: shop\r\nconnection: close\r\n\r\n");
    let answer = send(addr, request.as_bytes(), false).await;
    let allow = answer.map(|answer| answer.header("allow").to_owned()).unwrap_or_default();
    let methods: Vec<String> =
        allow.split(',').map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect();
    if methods.is_empty() { vec!["GET".into(), "POST".into()] } else { methods }
}

/// Sends bytes and reads the whole answer. What is wrong with it as HTTP is an error.
pub async fn send(addr: std::net::SocketAddr, request: &[u8], is_head: bool) -> Result<Answer, String> {
    send_within(addr, request, is_head, PATIENCE).await
}

/// The same with patience of one's own.
pub async fn send_within(
    addr: std::net::SocketAddr,
    request: &[u8],
    is_head: bool,
    patience: Duration,
) -> Result<Answer, String> {
    let exchange = async {
        let mut stream = TcpStream::connect(addr).await.map_err(|error| error.to_string())?;
        // A server that has refused already need not read to the end.
        let written = stream.write_all(request).await;
        let bytes = read(&mut stream).await;
        if bytes.is_empty() {
            return Err(format!("no answer (writing: {written:?})"));
        }
        parse(&bytes, is_head)
    };
    timeout(patience, exchange).await.unwrap_or_else(|_| Err("no answer in time".into()))
}

async fn read(stream: &mut TcpStream) -> Vec<u8> {
    let (mut bytes, mut chunk) = (Vec::new(), vec![0; 16 * 1024]);
    while let Ok(count @ 1..) = stream.read(&mut chunk).await {
        bytes.extend_from_slice(&chunk[..count]);
        let is_stream = || String::from_utf8_lossy(&bytes).contains("content-type: text/event-stream");
        if bytes.len() < chunk.len() && bytes.windows(4).any(|four| four == b"\r\n\r\n") && is_stream() {
            break;
        }
    }
    bytes
}

fn parse(bytes: &[u8], is_head: bool) -> Result<Answer, String> {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").ok_or("the header does not end")?;
    let head = std::str::from_utf8(&bytes[..end]).map_err(|_| "the header is no text")?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok());
    let status = status.ok_or_else(|| format!("no status line: {head}"))?;
    let header = |line: &str| line.split_once(": ").map(|(name, value)| (name.to_lowercase(), value.to_owned()));
    let headers =
        lines.map(|line| header(line).ok_or_else(|| format!("no header: {line}"))).collect::<Result<_, _>>()?;
    let mut answer = Answer { status, headers, body: bytes[end + 4..].to_vec() };
    if is_head || matches!(status, 204 | 304) || answer.is_stream() {
        return Ok(answer);
    }
    if answer.header("transfer-encoding") == "chunked" {
        answer.body = unchunked(&answer.body).ok_or("the body breaks off")?;
        return Ok(answer);
    }
    let length: usize = answer.header("content-length").parse().map_err(|_| "neither length nor chunks")?;
    if answer.body.len() == length { Ok(answer) } else { Err(format!("{} bytes of {length}", answer.body.len())) }
}

fn unchunked(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let end = bytes.windows(2).position(|two| two == b"\r\n")?;
        let size = usize::from_str_radix(std::str::from_utf8(&bytes[..end]).ok()?, 16).ok()?;
        let chunk = bytes.get(end + 2..end + 2 + size)?;
        if size == 0 {
            return Some(body);
        }
        body.extend_from_slice(chunk);
        bytes = bytes.get(end + 4 + size..)?;
    }
}
