use std::{
    fs::File,
    io::Read,
    process::{Child, Command, ExitStatus, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use super::{Place, free_addr, stderr, stdout};

/// A running `floodgate serve`. Killed at the end, however the test ends.
struct Served {
    child: Child,
    addr: String,
    ops: String,
    /// What it printed at its start.
    greeting: String,
}

impl Served {
    fn start(place: &Place) -> Self {
        let (addr, ops) = (free_addr(), free_addr());
        let mut command = place.command("serve");
        command.env("FLOODGATE_ADDR", &addr).env("FLOODGATE_OPS_ADDR", &ops);
        // Into files: nobody empties a pipe while the test looks elsewhere.
        let into = |name| Stdio::from(File::create(place.dir.path().join(name)).unwrap());
        let child = command.stdout(into("stdout")).stderr(into("stderr")).spawn().unwrap();
        let mut served = Self { child, addr, ops, greeting: String::new() };
        let ready = served.wait_until_ready(place);
        // It greets before it is ready.
        served.greeting = place.read("stdout");
        assert!(ready, "not ready; it said: {} {}", served.greeting, place.read("stderr"));
        served
    }

    fn wait_until_ready(&self, place: &Place) -> bool {
        let ready =
            || place.command("healthcheck").env("FLOODGATE_OPS_ADDR", &self.ops).output().unwrap().status.success();
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(20) {
            if ready() {
                return true;
            }
            sleep(Duration::from_millis(50));
        }
        false
    }

    /// Asks it to stop and waits for it.
    fn stop(&mut self, signal: &str) -> ExitStatus {
        let sent = Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn first_password(greeting: &str) -> Option<String> {
    let line = greeting.lines().find(|line| line.contains("Password"))?;
    line.split_whitespace().nth(1).map(str::to_owned)
}

#[test]
fn a_bare_start_makes_a_shop_and_tells_where_it_is_and_who_may_sign_in_once() {
    let place = Place::new();
    let mut first = Served::start(&place);
    for part in ["/admin", "/dev/mailbox", "First admin"] {
        assert!(first.greeting.contains(part), "{part} in {}", first.greeting);
    }
    assert!(first_password(&first.greeting).is_some_and(|password| password.len() >= 16), "{}", first.greeting);
    assert!(first.stop("-TERM").success());
    let second = Served::start(&place);
    assert_eq!(first_password(&second.greeting), None, "{}", second.greeting);
}

#[test]
fn told_to_stop_it_finishes_and_exits_with_0() {
    let place = Place::new();
    for signal in ["-TERM", "-INT"] {
        let mut served = Served::start(&place);
        let start = Instant::now();
        assert_eq!(served.stop(signal).code(), Some(0), "{signal}");
        assert!(start.elapsed() < Duration::from_secs(10), "{signal}");
        assert!(std::net::TcpStream::connect(&served.addr).is_err(), "nothing listens any more");
    }
}

#[test]
fn a_taken_address_is_said_in_one_line() {
    let place = Place::new();
    let served = Served::start(&place);
    let second =
        place.command("serve").env("FLOODGATE_ADDR", &served.addr).env("FLOODGATE_OPS_ADDR", free_addr()).output();
    let second = second.unwrap();
    assert_eq!(second.status.code(), Some(1));
    assert!(stderr(&second).contains("FLOODGATE_ADDR"), "{}", stderr(&second));
    assert_eq!(stdout(&second), "");
}

#[test]
fn a_worker_runs_beside_serve_and_stops_when_told() {
    let place = Place::new();
    let served = Served::start(&place);
    let mut worker =
        place.command("worker").env("FLOODGATE_OPS_ADDR", &served.ops).stderr(Stdio::piped()).spawn().unwrap();
    sleep(Duration::from_millis(500));
    assert!(worker.try_wait().unwrap().is_none(), "it goes on without probes of its own");
    Command::new("kill").args(["-TERM", &worker.id().to_string()]).status().unwrap();
    assert_eq!(worker.wait().unwrap().code(), Some(0));
    let mut said = String::new();
    worker.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert!(said.contains("FLOODGATE_OPS_ADDR"), "{said}");
}
