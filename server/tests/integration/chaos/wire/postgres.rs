//! PostgreSQL's frames: a letter, four bytes of length, and what belongs to it. Statements travel as `Query`, or as `Parse` (the text),
//! `Bind` (which text) and `Execute` (do it), closed by `Sync`.

use std::collections::HashMap;

use super::Frame;

/// Letters enough to tell statements apart.
const NAMED: usize = 160;

/// One connection, without TLS.
#[derive(Default)]
pub struct Postgres {
    from_client: Vec<u8>,
    from_server: Vec<u8>,
    started: bool,
    /// Prepared statements' names and texts.
    statements: HashMap<String, String>,
    /// Portals' names and their statements' texts.
    portals: HashMap<String, String>,
}

impl Postgres {
    pub fn client(&mut self, bytes: &[u8]) -> Vec<Frame> {
        self.from_client.extend_from_slice(bytes);
        let mut frames = Vec::new();
        loop {
            // The first message has no letter.
            let letters = usize::from(self.started);
            let Some(end) = end_of(&self.from_client, letters) else { return frames };
            let rest = self.from_client.split_off(end);
            let bytes = std::mem::replace(&mut self.from_client, rest);
            frames.push(if self.started {
                self.message(bytes)
            } else {
                Frame { bytes, step: None, wants_answer: true }
            });
            self.started = true;
        }
    }

    pub fn server(&mut self, bytes: &[u8]) -> usize {
        self.from_server.extend_from_slice(bytes);
        let mut answered = 0;
        while let Some(end) = end_of(&self.from_server, 1) {
            // `ReadyForQuery` ends every answer.
            answered += usize::from(self.from_server[0] == b'Z');
            self.from_server.drain(..end);
        }
        answered
    }

    fn message(&mut self, bytes: Vec<u8>) -> Frame {
        let mut words = bytes[5..].split(|byte| *byte == 0).map(|word| String::from_utf8_lossy(word).into_owned());
        let mut word = || words.next().unwrap_or_default();
        let mut step = None;
        match bytes[0] {
            b'P' => _ = self.statements.insert(word(), shortened(&word())),
            b'B' => {
                let portal = word();
                let text = self.statements.get(&word()).cloned().unwrap_or_default();
                self.portals.insert(portal, text);
            }
            b'E' => step = self.portals.get(&word()).cloned(),
            b'Q' => step = Some(shortened(&word())),
            _ => {}
        }
        let wants_answer = matches!(bytes[0], b'S' | b'Q');
        Frame { bytes, step, wants_answer }
    }
}

fn end_of(bytes: &[u8], letters: usize) -> Option<usize> {
    let length = bytes.get(letters..letters + 4)?.try_into().ok().map(u32::from_be_bytes)?;
    let end = letters + usize::try_from(length).ok()?;
    (bytes.len() >= end).then_some(end)
}

fn shortened(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(NAMED).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(letter: u8, body: &[u8]) -> Vec<u8> {
        let length = u32::try_from(body.len() + 4).unwrap().to_be_bytes();
        [&[letter], &length[..], body].concat()
    }

    #[test]
    fn a_statement_is_named_when_it_is_executed_however_the_bytes_arrive() {
        let startup = [&8_u32.to_be_bytes()[..], &196_608_u32.to_be_bytes()].concat();
        let talk = [
            startup,
            message(b'P', b"s1\0SELECT  1\n FROM t\0\0\0"),
            message(b'S', b""),
            message(b'B', b"\0s1\0\0\0\0\0\0\0"),
            message(b'E', b"\0\0\0\0\0"),
            message(b'S', b""),
            message(b'Q', b"COMMIT\0"),
        ]
        .concat();
        let (mut wire, mut frames) = (Postgres::default(), Vec::new());
        for byte in &talk {
            frames.extend(wire.client(&[*byte]));
        }
        let steps: Vec<_> = frames.iter().filter_map(|frame| frame.step.as_deref()).collect();
        assert_eq!(steps, ["SELECT 1 FROM t", "COMMIT"]);
        assert_eq!(frames.iter().filter(|frame| frame.wants_answer).count(), 4);
        assert_eq!(frames.iter().flat_map(|frame| frame.bytes.clone()).collect::<Vec<_>>(), talk);
    }

    #[test]
    fn an_answer_is_complete_when_the_server_is_ready_again() {
        let mut wire = Postgres::default();
        let answer = [message(b'C', b"COMMIT\0"), message(b'Z', b"I")].concat();
        assert_eq!(wire.server(&answer[..answer.len() - 1]), 0);
        assert_eq!(wire.server(&answer[answer.len() - 1..]), 1);
    }
}
