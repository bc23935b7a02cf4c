//! One product page: from the shop's memory, the same bytes from nginx's file, and rendered anew for each who asks.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::Path,
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    process::{Child, Command},
};

use crate::{
    goods,
    machine::Machine,
    postgres::output,
    report::{Report, Row},
    shop::{Setup, Shop},
    stats::median,
};

const DATABASE: &str = "bench_pages";
const PAGE: &str = "/products/bench-hot";
/// Of the page, uncompressed.
const BYTES: usize = 30_000;
const CONNECTIONS: &str = "64";
/// Everything is asked of the database each time.
const FRESH: &str = "[page_cache]\nenabled = false\n[data_cache]\nmegabytes = 0\n";

/// What `wrk` saw in one round.
#[derive(Clone, Copy, Debug)]
struct Seen {
    per_second: f64,
    /// Milliseconds.
    p99: f64,
}

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    goods::fresh_database(machine, DATABASE).await?;
    let url = machine.postgres.url(DATABASE);
    lengthen(machine, &url).await?;
    let kept = Shop::open(machine, &url, false).await?;
    let fresh = Shop::open_as(machine, &url, Setup { config: FRESH, ..Setup::default() }).await?;
    let (plain, packed) = (get(kept.addr, "identity").await?, get(kept.addr, "gzip").await?);
    let nginx = Nginx::serve(&machine.work.join("nginx"), &plain, &packed).await?;
    let mut seen: [Vec<Seen>; 3] = Default::default();
    for _ in 0..machine.pace.rounds {
        for (rounds, addr) in seen.iter_mut().zip([nginx.addr, kept.addr, fresh.addr]) {
            ask(addr, machine.pace.warm_up.min(Duration::from_secs(1))).await?;
            rounds.push(ask(addr, machine.pace.short).await?);
        }
    }
    nginx.stop().await?;
    let rate = seen.each_ref().map(|rounds| median(rounds.iter().map(|round| round.per_second)));
    let p99 = seen.each_ref().map(|rounds| median(rounds.iter().map(|round| round.p99)));
    let note = format!("{} bytes, {} in gzip; 64 connections, one thread of wrk beside", plain.len(), packed.len());
    report.add(Row::new("product page, kept", rate[1], "/s").against("nginx", rate[0]).goal("≥ 0.8 ×").note(note));
    report.add(Row::new("product page, kept: p99", p99[1], "ms").against("nginx", p99[0]).goal("≤ 1.5 ×"));
    let row = Row::new("product page, rendered for each", rate[2], "/s").against("kept", rate[1]).goal("≥ 0.1 ×");
    report.add(row.note(format!("p99 {:.0} ms", p99[2])));
    fresh.close(machine, report, "pages rendered").await?;
    kept.close(machine, report, "pages kept").await?;
    machine.postgres.drop(DATABASE).await
}

/// Gives the page as many words as it takes.
async fn lengthen(machine: &Machine, url: &str) -> anyhow::Result<()> {
    let shop = Shop::open_as(machine, url, Setup { config: FRESH, ..Setup::default() }).await?;
    let missing = BYTES.saturating_sub(get(shop.addr, "identity").await?.len()) * 2 / 17;
    let words =
        "ARRAY['harbour','kettle','weathered','of','enamel','and','light','tern','the','rope','by','morning','steel',
        'folds','into','a','pocket','salt','carries','water']";
    let update = format!(
        "UPDATE product SET description_html = (SELECT '<p>' || string_agg(({words})[1 + (i * i * 7 + i / 3) % 20] || ' ' ||
            CASE WHEN i % 9 = 0 THEN substr(md5(i::text), 1, 5) || '.</p><p>' ELSE '' END, ' ') || '</p>'
            FROM generate_series(1, {missing}) AS i) WHERE slug = 'bench-hot'"
    );
    machine.postgres.ask(DATABASE, &update).await?;
    let mut shop = shop;
    shop.stop().await
}

/// The page's bytes as they travel.
async fn get(addr: SocketAddr, encoding: &str) -> anyhow::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(addr).await?;
    let request =
        format!("GET {PAGE} HTTP/1.1\r\nhost: {addr}\r\naccept-encoding: {encoding}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await?;
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").context("no answer")?;
    if !answer.starts_with(b"HTTP/1.1 200") {
        bail!("{PAGE}: {}", String::from_utf8_lossy(&answer[..end]));
    }
    Ok(answer.split_off(end + 4))
}

async fn ask(addr: SocketAddr, time: Duration) -> anyhow::Result<Seen> {
    let mut wrk = Command::new("wrk");
    let seconds = format!("{}s", time.as_secs().max(1));
    wrk.args(["-t", "1", "-c", CONNECTIONS, "-d", &seconds, "--latency", "-H", "Accept-Encoding: gzip"])
        .arg(format!("http://{addr}{PAGE}"));
    let text = output(wrk).await?;
    if text.contains("Non-2xx") || text.contains("Socket errors") {
        bail!("{text}");
    }
    read(&text).with_context(|| format!("what wrk says is not understood: {text}"))
}

/// `99%    1.23ms` and `Requests/sec:  12345.67`.
fn read(text: &str) -> Option<Seen> {
    let after = |name: &str| text.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    let p99 = after("99%")?;
    let unit = p99.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    let number: f64 = p99.strip_suffix(unit)?.parse().ok()?;
    let milliseconds = match unit {
        "us" => 0.001,
        "ms" => 1.0,
        "s" => 1000.0,
        _ => return None,
    };
    Some(Seen { per_second: after("Requests/sec:")?.parse().ok()?, p99: number * milliseconds })
}

/// nginx with one page, as fast as it can be told to be.
struct Nginx {
    addr: SocketAddr,
    child: Child,
}

impl Nginx {
    async fn serve(work: &Path, plain: &[u8], packed: &[u8]) -> anyhow::Result<Self> {
        let file = work.join("www").join(PAGE.trim_start_matches('/'));
        fs::create_dir_all(file.parent().context("no directory")?)?;
        fs::write(&file, plain)?;
        fs::write(format!("{}.gz", file.display()), packed)?;
        let addr = TcpListener::bind("127.0.0.1:0")?.local_addr()?;
        let place = work.display();
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .iter()
            .map(|name| format!("{name}_temp_path {place}/{name}; "))
            .collect();
        let configuration = format!(
            "daemon off; user root; worker_processes auto; pid {place}/pid; error_log {place}/log;
            events {{ worker_connections 1024; multi_accept on; }}
            http {{ access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000;
                default_type text/html; open_file_cache max=16; {temporary}
                server {{ listen {addr}; root {place}/www; gzip_static on; gzip_vary on; }} }}"
        );
        fs::write(work.join("conf"), configuration)?;
        let path = format!("{}:/usr/sbin", std::env::var("PATH").unwrap_or_default());
        let child = Command::new("nginx")
            .env("PATH", path)
            .arg("-c")
            .arg(work.join("conf"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .context("cannot start nginx")?;
        for _ in 0..200 {
            if let Ok(served) = get(addr, "gzip").await {
                if served != packed {
                    bail!("nginx serves other bytes");
                }
                return Ok(Self { addr, child });
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        bail!("nginx does not serve the page: {}", fs::read_to_string(work.join("log")).unwrap_or_default())
    }

    async fn stop(mut self) -> anyhow::Result<()> {
        let mut kill = Command::new("kill");
        kill.arg(self.child.id().context("nginx has ended")?.to_string());
        output(kill).await?;
        self.child.wait().await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_wrk_says_is_read() {
        let text = "  Latency Distribution\n     50%  612.00us\n     99%    1.84ms\n  9 requests in 1s\nRequests/sec:  61234.50\n";
        let seen = read(text).unwrap();
        assert_eq!((seen.per_second, seen.p99), (61234.5, 1.84));
        assert!((read(&text.replace("1.84ms", "840.00us")).unwrap().p99 - 0.84).abs() < 1e-9);
        assert!(read("").is_none());
    }
}
