//! A mail server: as much of SMTP as it takes to see what arrives.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicUsize, Ordering::SeqCst},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::AbortHandle,
};

pub struct MailServer {
    port: u16,
    state: Arc<State>,
    listener: AbortHandle,
}

#[derive(Default)]
struct State {
    /// `Message-ID` of every message read to its end, refused ones included.
    ids: Mutex<Vec<String>>,
    /// Messages to be refused after they were read.
    refusals: AtomicUsize,
    /// Messages to be read and never answered.
    silences: AtomicUsize,
}

impl MailServer {
    pub async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let (port, state) = (listener.local_addr().unwrap().port(), Arc::new(State::default()));
        let shared = Arc::clone(&state);
        let listener = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                tokio::spawn(serve(stream, Arc::clone(&shared)));
            }
        });
        Self { port, state, listener: listener.abort_handle() }
    }

    pub fn url(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    pub fn message_ids(&self) -> Vec<String> {
        self.state.ids.lock().unwrap().clone()
    }

    pub fn turn_away(&self, messages: usize) {
        self.state.refusals.store(messages, SeqCst);
    }

    pub fn fall_silent(&self, messages: usize) {
        self.state.silences.store(messages, SeqCst);
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        self.listener.abort();
    }
}

/// One connection; it ends when the client leaves.
async fn serve(stream: TcpStream, state: Arc<State>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    writer.write_all(b"220 ready\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let answer: &[u8] = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => b"250 welcome\r\n",
            "DATA" => {
                writer.write_all(b"354 go on\r\n").await?;
                let mut id = String::new();
                while let Some(line) = lines.next_line().await? {
                    if let Some(value) = line.strip_prefix("Message-ID: ") {
                        value.trim().clone_into(&mut id);
                    }
                    if line == "." {
                        break;
                    }
                }
                state.ids.lock().unwrap().push(id);
                if take(&state.silences) {
                    std::future::pending::<()>().await;
                }
                if take(&state.refusals) { b"451 not now\r\n" } else { b"250 taken\r\n" }
            }
            "QUIT" => return writer.write_all(b"221 bye\r\n").await,
            _ => b"250 ok\r\n",
        };
        writer.write_all(answer).await?;
    }
    Ok(())
}

/// One less, if any is left.
fn take(count: &AtomicUsize) -> bool {
    count.fetch_update(SeqCst, SeqCst, |left| left.checked_sub(1)).is_ok()
}
