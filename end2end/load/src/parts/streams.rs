//! Event streams of a product's stock, open and silent: what each takes.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    time::Duration,
};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::timeout,
};

use crate::{
    goods,
    machine::Machine,
    report::{Report, Row},
    shop::{Setup, Shop},
};

/// Kilobytes.
const GOAL: f64 = 20.0;
/// What either process needs besides.
const OTHER_FILES: usize = 300;
/// Connections from one address: far below the kernel's 28,000 ports.
const PER_ADDRESS: usize = 5_000;
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);
/// Streams send something to stay open; what a start leaves behind has been given back by then.
const AT_REST: Duration = Duration::from_secs(5);
const MANY: &str = "[server]\nmax_connections = 32768\n";

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    let url = format!("sqlite://{}?mode=rwc", machine.work.join("streams.db").display());
    goods::stock(machine, &url).await?;
    let shop = Shop::open_as(machine, &url, Setup { config: MANY, ..Setup::default() }).await?;
    let wanted = machine.pace.streams.min(open_files()?.saturating_sub(OTHER_FILES));
    let path = format!("/api/v1/products/{}/stock/events", goods::HOT);
    let measure = format!("memory of an idle event stream, {wanted} open");
    if let Err(status) = stream(shop.addr, &path, 0).await? {
        report.not_available(measure, format!("{path} answers {status}"));
    } else {
        tokio::time::sleep(AT_REST).await;
        let before = shop.memory().resident;
        let mut streams = Vec::with_capacity(wanted);
        for number in 0..wanted {
            match stream(shop.addr, &path, number).await? {
                Ok(open) => streams.push(open),
                Err(status) => bail!("stream {number} was answered with {status}"),
            }
        }
        tokio::time::sleep(AT_REST).await;
        let each = (shop.memory().resident - before) * 1000.0 / wanted.max(1) as f64;
        let alive = streams.iter().filter(|stream| is_open(stream)).count();
        let row = Row::new(measure, each, "kB").against("goal", GOAL).goal("≤ 1 ×");
        report.add(row.note(format!(
            "{alive} of {wanted} still open after {AT_REST:?}; {} were wanted, and a process may have {} files here",
            machine.pace.streams,
            open_files()?
        )));
    }
    shop.close(machine, report, "streams").await
}

/// A stream whose head has been read, or the status it was refused with.
async fn stream(shop: SocketAddr, path: &str, number: usize) -> anyhow::Result<Result<TcpStream, u16>> {
    let source = Ipv4Addr::new(127, 0, 0, 2 + u8::try_from(number / PER_ADDRESS)?);
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((source, 0)))?;
    let mut stream = socket.connect(shop).await.context("cannot connect")?;
    let request = format!("GET {path} HTTP/1.1\r\nhost: {shop}\r\naccept: text/event-stream\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = [0; 512];
    let read = timeout(ANSWERS_WITHIN, stream.read(&mut answer)).await.context("no answer")??;
    let head = String::from_utf8_lossy(&answer[..read]);
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("no status")?;
    Ok(if status == 200 { Ok(stream) } else { Err(status) })
}

fn is_open(stream: &TcpStream) -> bool {
    let mut buffer = [0; 4096];
    !matches!(stream.try_read(&mut buffer), Ok(0))
}

/// Files a process may have open: this one and the shop's, which inherits it.
fn open_files() -> anyhow::Result<usize> {
    let limits = fs::read_to_string("/proc/self/limits")?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok()).context("no limit of open files")
}
