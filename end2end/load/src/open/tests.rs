//! The engine against a server that is as slow, as deaf or as busy as a test wants.

use std::{
    net::SocketAddr,
    sync::atomic::{AtomicUsize, Ordering},
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
};

use super::*;
use crate::http::Connection;

const OK: &str = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

/// Answers every request with `answer`, each `pause` after it came; connections at once are counted.
async fn server(answer: &'static str, pause: Duration) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (addr, count) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let connections = Arc::clone(&count);
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            connections.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(async move {
                let mut request = [0; 1024];
                while stream.read(&mut request).await.is_ok_and(|read| read > 0) {
                    tokio::time::sleep(pause).await;
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
            });
        }
    });
    (addr, count)
}

struct Asker(Connection);

impl Visitor for Asker {
    async fn visit(&mut self, _: usize) -> anyhow::Result<Done> {
        let answer = self.0.get("/").await?;
        match answer.refusal() {
            Some(refusal) => Err(refusal.into()),
            None if answer.status == 200 => Ok(Done::Seen),
            None => anyhow::bail!("{}", answer.text()),
        }
    }

    fn connection(&mut self) -> &mut Connection {
        &mut self.0
    }
}

async fn drive(answer: &'static str, pause: u64, rate: f64, seconds: f64, bounds: Bounds) -> (Record, usize) {
    let (addr, connections) = server(answer, Duration::from_millis(pause)).await;
    let plan = Plan::steady("only", rate, Duration::from_secs_f64(seconds));
    let record = run(&plan, bounds, || Asker(Connection::to(addr))).await;
    (record, connections.load(Ordering::Relaxed))
}

#[tokio::test]
async fn everyone_who_arrives_is_counted_once() {
    let (record, _) = drive(OK, 0, 200.0, 0.5, Bounds::default()).await;
    let tally = record.phases[0].tally;
    assert_eq!((tally.arrivals, tally.seen, tally.served()), (100, 100, 100));
    assert_eq!(record.phases[0].admitted.count(), 100);
    assert_eq!(record.seconds.iter().map(|second| second.served).sum::<u64>(), 100);
    assert_eq!(record.seconds.iter().map(|second| second.offered).sum::<u64>(), 100);
}

#[tokio::test]
async fn time_is_counted_from_the_moment_a_visitor_was_to_arrive() {
    // One connection and 50 ms each: twenty visits that arrive within 100 ms end 50, 100, … 1,000 ms after the first.
    let bounds = Bounds { in_flight: 1, patience: Duration::from_secs(10) };
    let (record, connections) = drive(OK, 50, 200.0, 0.1, bounds).await;
    let phase = &record.phases[0];
    assert_eq!((phase.tally.served(), connections), (20, 1));
    assert!(
        phase.admitted.percentile(100.0) >= 850.0,
        "a closed model would say 50: {}",
        phase.admitted.percentile(100.0)
    );
    assert!(phase.admitted.percentile(50.0) >= 400.0);
}

#[tokio::test]
async fn no_more_visits_run_at_once_than_allowed_and_the_impatient_leave() {
    let bounds = Bounds { in_flight: 4, patience: Duration::from_millis(200) };
    let (record, connections) = drive(OK, 100, 400.0, 0.5, bounds).await;
    let tally = record.phases[0].tally;
    assert!(connections >= 4, "hang-ups reconnect, at most four at once");
    assert_eq!(tally.served() + tally.left, tally.arrivals, "{tally:?}");
    assert!(tally.left > tally.served(), "{tally:?}");
}

/// Counts its own visits.
struct Regular(Asker, Arc<Mutex<Vec<usize>>>, usize);

impl Visitor for Regular {
    async fn visit(&mut self, phase: usize) -> anyhow::Result<Done> {
        self.1.lock().unwrap()[self.2] += 1;
        self.0.visit(phase).await
    }

    fn connection(&mut self) -> &mut Connection {
        self.0.connection()
    }
}

#[tokio::test]
async fn visitors_take_turns_however_quick_the_shop_is() {
    let (addr, connections) = server(OK, Duration::ZERO).await;
    let (plan, bounds) =
        (Plan::steady("only", 50.0, Duration::from_millis(400)), Bounds { in_flight: 4, ..Bounds::default() });
    let visits = Arc::new(Mutex::new(Vec::new()));
    let make = || {
        let mut counts = visits.lock().unwrap();
        counts.push(0);
        Regular(Asker(Connection::to(addr)), Arc::clone(&visits), counts.len() - 1)
    };
    run(&plan, bounds, make).await;
    assert_eq!(*visits.lock().unwrap(), [5; 4]);
    assert_eq!(connections.load(Ordering::Relaxed), 4, "connections are used again");
}

#[tokio::test]
async fn refusals_are_told_apart_by_whether_they_say_when_to_come_again() {
    let told = "HTTP/1.1 429 Too Many Requests\r\nretry-after: 3\r\ncontent-length: 0\r\n\r\n";
    let (record, _) = drive(told, 0, 100.0, 0.1, Bounds::default()).await;
    assert_eq!((record.phases[0].tally.refused, record.phases[0].tally.untold), (10, 0));
    assert_eq!((record.phases[0].refusals.count(), record.phases[0].admitted.count()), (10, 0));
    let untold = "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 0\r\n\r\n";
    let (record, _) = drive(untold, 0, 100.0, 0.1, Bounds::default()).await;
    assert_eq!((record.phases[0].tally.refused, record.phases[0].tally.untold), (10, 10));
}

#[tokio::test]
async fn to_be_sent_to_a_queue_is_no_sign_of_a_limit() {
    let limit =
        "HTTP/1.1 429 Too Many Requests\r\nretry-after: 3\r\ncontent-length: 23\r\n\r\n{\"code\":\"rate_limited\"}";
    let (record, _) = drive(limit, 0, 100.0, 0.1, Bounds::default()).await;
    assert_eq!((record.phases[0].tally.refused, record.phases[0].too_many()), (10, true));
    let queue =
        "HTTP/1.1 429 Too Many Requests\r\nretry-after: 3\r\ncontent-length: 25\r\n\r\n{\"code\":\"queue_required\"}";
    let (record, _) = drive(queue, 0, 100.0, 0.1, Bounds::default()).await;
    assert_eq!((record.phases[0].tally.refused, record.phases[0].too_many()), (10, false));
}

#[tokio::test]
async fn a_broken_server_is_no_refusal() {
    let broken = "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 0\r\n\r\n";
    let (record, _) = drive(broken, 0, 100.0, 0.1, Bounds::default()).await;
    assert_eq!((record.phases[0].tally.server_errors, record.phases[0].tally.failed), (10, 0));
    assert!(!record.words.is_empty() && record.words.len() <= 5);
    let mut nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    nobody.set_port(1);
    let plan = Plan::steady("only", 100.0, Duration::from_millis(100));
    let record = run(&plan, Bounds::default(), || Asker(Connection::to(nobody))).await;
    assert_eq!((record.phases[0].tally.server_errors, record.phases[0].tally.failed), (0, 10));
}
