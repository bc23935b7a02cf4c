//! A process of the shop that can be killed and started again at the same address.

use std::{
    fs::File,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, SystemTime},
};

use tokio::{sync::Notify, time::Instant};

/// Long enough for a busy machine; nothing waits this long when all is well.
const START: Duration = Duration::from_secs(40);

/// `floodgate serve`, running or killed.
pub struct Process {
    addr: String,
    ops_addr: String,
    env: Vec<(String, String)>,
    log: PathBuf,
    child: Mutex<Option<Child>>,
    /// When it could last serve, in milliseconds of the epoch.
    opened: AtomicI64,
    killed: Notify,
}

impl Process {
    /// A process that is not started yet; what it says goes to `log`.
    pub fn new(env: Vec<(String, String)>, log: PathBuf) -> Self {
        Self {
            addr: free_addr(),
            ops_addr: free_addr(),
            env,
            log,
            child: Mutex::new(None),
            opened: AtomicI64::new(0),
            killed: Notify::new(),
        }
    }

    /// Where shoppers reach it.
    pub fn url(&self) -> String {
        format!("http://{}", self.addr)
    }

    /// Starts it, and again when it could not stay up, until it can serve.
    pub async fn start(&self) {
        let (client, deadline) = (reqwest::Client::builder().no_proxy().build().unwrap(), Instant::now() + START);
        let ready = format!("http://{}/readyz", self.ops_addr);
        let mut spawned = false;
        loop {
            if !self.is_running() {
                *self.child() = Some(self.spawn());
                spawned = true;
            }
            let answer = client.get(&ready).timeout(Duration::from_secs(1)).send().await;
            if answer.is_ok_and(|answer| answer.status().is_success()) {
                self.opened.fetch_max(if spawned { now() } else { 0 }, Ordering::Relaxed);
                return;
            }
            assert!(Instant::now() < deadline, "the shop does not open; it said: {}", self.said());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// When it came up the last time, in milliseconds of the epoch.
    pub fn opened(&self) -> i64 {
        self.opened.load(Ordering::Relaxed)
    }

    /// SIGKILL: no drain, no destructor, nothing flushed. Whether there was something to kill.
    pub fn kill(&self) -> bool {
        let Some(mut child) = self.child().take() else { return false };
        // It may have ended by itself.
        let _ = child.kill();
        let _ = child.wait();
        self.killed.notify_one();
        true
    }

    /// Waits for the next [`Process::kill`].
    pub async fn killed(&self) {
        self.killed.notified().await;
    }

    /// The end of what it said.
    pub fn said(&self) -> String {
        let log = std::fs::read_to_string(&self.log).unwrap_or_default();
        let lines: Vec<_> = log.lines().rev().take(40).collect();
        lines.into_iter().rev().collect::<Vec<_>>().join("\n")
    }

    /// How often it said something that contains `text`.
    pub fn said_of(&self, text: &str) -> usize {
        std::fs::read_to_string(&self.log).unwrap_or_default().lines().filter(|line| line.contains(text)).count()
    }

    fn is_running(&self) -> bool {
        self.child().as_mut().is_some_and(|child| child.try_wait().is_ok_and(|ended| ended.is_none()))
    }

    fn spawn(&self) -> Child {
        let log = File::options().create(true).append(true).open(&self.log).unwrap();
        floodgate("serve", &self.env)
            .env("FLOODGATE_ADDR", &self.addr)
            .env("FLOODGATE_OPS_ADDR", &self.ops_addr)
            .stdout(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap()
    }

    fn child(&self) -> MutexGuard<'_, Option<Child>> {
        self.child.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The binary with arguments and nothing of the developer's environment.
pub fn floodgate(line: &str, env: &[(String, String)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_floodgate"));
    command.args(line.split_whitespace()).env_clear().envs(env.iter().map(|(name, value)| (name, value)));
    command.current_dir(data_dir(env)).stdin(Stdio::null());
    command
}

fn data_dir(env: &[(String, String)]) -> &Path {
    let found = env.iter().find(|(name, _)| name == "FLOODGATE_DATA_DIR");
    Path::new(found.map_or(".", |(_, dir)| dir))
}

fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    i64::try_from(since.as_millis()).unwrap()
}

fn free_addr() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}
