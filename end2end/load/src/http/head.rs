//! The head of an answer, and where its body ends.

use anyhow::{Context, bail};

/// What matters of an answer's head.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub status: u16,
    /// Bytes of the head itself.
    pub length: usize,
    pub body: Length,
    pub closes: bool,
    /// Seconds; a date counts as one.
    pub retry_after: Option<u32>,
    /// It leads to a place in a queue.
    pub to_queue: bool,
}

/// Bytes of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Length {
    Known(usize),
    Chunked,
}

impl Head {
    /// None while it is not complete.
    pub fn read(bytes: &[u8]) -> anyhow::Result<Option<Self>> {
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else { return Ok(None) };
        let text = std::str::from_utf8(&bytes[..end]).context("a head that is not text")?;
        let mut lines = text.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|code| code.parse().ok());
        let status = status.context("no status")?;
        let mut head =
            Self { status, length: end + 4, body: Length::Known(0), closes: false, retry_after: None, to_queue: false };
        for (name, value) in lines.filter_map(|line| line.split_once(':')) {
            let value = value.trim();
            if name.eq_ignore_ascii_case("content-length") {
                head.body = Length::Known(value.parse().context("content-length")?);
            } else if name.eq_ignore_ascii_case("connection") {
                head.closes = value.eq_ignore_ascii_case("close");
            } else if name.eq_ignore_ascii_case("retry-after") {
                head.retry_after = Some(value.parse().unwrap_or(1));
            } else if name.eq_ignore_ascii_case("location") {
                let path = value.split(['?', '#']).next().unwrap_or_default();
                head.to_queue = (300..400).contains(&head.status) && path.ends_with("/queue");
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                head.body = Length::Chunked;
            }
        }
        Ok(Some(head))
    }
}

/// Bytes of a body in chunks, the last one and its empty trailer included; none while it is not complete.
///
/// # Errors
/// When a chunk's length is no number.
pub(super) fn chunked(body: &[u8]) -> anyhow::Result<Option<usize>> {
    let mut at = 0;
    loop {
        let Some(line) = body[at..].windows(2).position(|window| window == b"\r\n") else { return Ok(None) };
        let digits = std::str::from_utf8(&body[at..at + line]).context("a chunk without a length")?;
        let digits = digits.split(';').next().unwrap_or_default().trim();
        let Ok(length) = usize::from_str_radix(digits, 16) else { bail!("a chunk of length {digits:?}") };
        at = at.saturating_add(line + 2).saturating_add(length).saturating_add(2);
        if at > body.len() {
            return Ok(None);
        }
        if length == 0 {
            return Ok(Some(at));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_when_it_is_complete() {
        let bytes = b"HTTP/1.1 429 Too Many\r\nContent-Length: 2\r\nRetry-After: 7\r\nconnection: close\r\n\r\n{}";
        assert_eq!(Head::read(&bytes[..60]).unwrap(), None);
        let head = Head::read(bytes).unwrap();
        let length = bytes.len() - 2;
        let body = Length::Known(2);
        let expected = Head { status: 429, length, body, closes: true, retry_after: Some(7), to_queue: false };
        assert_eq!(head, Some(expected));
    }

    #[test]
    fn a_redirect_into_a_queue_is_told_from_others() {
        let leads = |status: u16, to: &str| {
            let text = format!("HTTP/1.1 {status} Moved\r\nlocation: {to}\r\n\r\n");
            Head::read(text.as_bytes()).unwrap().unwrap().to_queue
        };
        assert!(leads(303, "/drops/kettle/queue") && leads(303, "/queue?from=/cart"));
        assert!(!leads(303, "/cart") && !leads(201, "/queue"));
    }

    #[test]
    fn chunks_end_with_an_empty_one() {
        let body = b"5\r\nhello\r\n1;x=y\r\n!\r\n0\r\n\r\n";
        assert_eq!(chunked(body).unwrap(), Some(body.len()));
        for cut in 0..body.len() {
            assert_eq!(chunked(&body[..cut]).unwrap(), None, "cut at {cut}");
        }
        assert!(chunked(b"tea\r\n").is_err());
        assert_eq!(chunked(b"ffffffffffffffff\r\n").unwrap(), None);
    }
}
