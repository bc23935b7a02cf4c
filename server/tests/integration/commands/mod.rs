//! The binary itself, as a process.

mod command_line;
mod import;
mod rehearse;
mod serve;
mod switches;

use std::{
    io::Write,
    net::TcpListener,
    process::{Command, Output, Stdio},
};

use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// A directory with a shop of its own, embedded, whatever the tests around it run on.
struct Place {
    dir: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { dir: tempfile::tempdir().unwrap() }
    }

    /// The binary with arguments, in this place and with nothing of the developer's environment.
    fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_floodgate"));
        command.args(line.split_whitespace()).current_dir(self.dir.path()).env_clear().stdin(Stdio::null());
        command
    }

    fn run(&self, line: &str) -> Output {
        self.command(line).output().unwrap()
    }

    /// Runs with `input` on stdin.
    fn run_with(&self, line: &str, input: &str) -> Output {
        let piped = || Stdio::piped();
        let mut child = self.command(line).stdin(piped()).stdout(piped()).stderr(piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// Changes the shop's database behind its back.
    fn sql(&self, statement: &str) {
        let url = format!("sqlite://{}", self.dir.path().join("var/floodgate.db").display());
        let runtime = tokio::runtime::Runtime::new().unwrap();
        runtime.block_on(async {
            let database = Database::connect(url).await.unwrap();
            database.execute_unprepared(statement).await.unwrap();
            database.close().await.unwrap();
        });
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.dir.path().join(name)).unwrap()
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.dir.path().join(name), text).unwrap();
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// An address nobody listens on.
fn free_addr() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}
