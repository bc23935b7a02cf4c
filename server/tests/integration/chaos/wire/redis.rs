//! Redis' frames from the client: arrays of bulk strings.

use super::Frame;

/// One connection.
#[derive(Default)]
pub struct Redis {
    from_client: Vec<u8>,
}

impl Redis {
    pub fn client(&mut self, bytes: &[u8]) -> Vec<Frame> {
        self.from_client.extend_from_slice(bytes);
        let mut frames = Vec::new();
        while let Some((end, name)) = command(&self.from_client) {
            let rest = self.from_client.split_off(end);
            let bytes = std::mem::replace(&mut self.from_client, rest);
            frames.push(Frame { bytes, step: Some(name), wants_answer: true });
        }
        frames
    }
}

/// Where the first command ends, and its name.
fn command(bytes: &[u8]) -> Option<(usize, String)> {
    let (count, mut at) = number_after(bytes, 0, b'*')?;
    let mut name = String::new();
    for word in 0..count {
        let (length, start) = number_after(bytes, at, b'$')?;
        let text = bytes.get(start..start + length)?;
        if word == 0 {
            name = String::from_utf8_lossy(text).to_uppercase();
        }
        at = start + length + 2;
    }
    (bytes.len() >= at).then_some((at, name))
}

/// `letter`, digits, CR LF at `at`: the number, and where its line ends.
fn number_after(bytes: &[u8], at: usize, letter: u8) -> Option<(usize, usize)> {
    let line = bytes.get(at..)?;
    let end = line.windows(2).position(|pair| pair == b"\r\n")?;
    assert_eq!(line[0], letter, "not RESP: {:?}", String::from_utf8_lossy(&line[..end]));
    let number = std::str::from_utf8(&line[1..end]).ok()?.parse().ok()?;
    Some((number, at + end + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_named_however_the_bytes_arrive() {
        let talk = b"*1\r\n$4\r\nPING\r\n*3\r\n$3\r\nset\r\n$1\r\nk\r\n$2\r\n\r\n\r\n";
        let (mut wire, mut frames) = (Redis::default(), Vec::new());
        for byte in talk {
            frames.extend(wire.client(&[*byte]));
        }
        let steps: Vec<_> = frames.iter().filter_map(|frame| frame.step.as_deref()).collect();
        assert_eq!(steps, ["PING", "SET"]);
        assert_eq!(frames.iter().flat_map(|frame| frame.bytes.clone()).collect::<Vec<_>>(), talk);
    }
}
