//! A product page when the shop is calm and when it is pressed: what it costs and how heavy it is.

use std::net::SocketAddr;

use anyhow::bail;

use crate::{
    cpu::Spent,
    goods::{self, SPREAD},
    http::Connection,
    machine::Machine,
    report::{Report, Row},
    shop::{Shop, command},
};

const MEASURE: &str = "CPU of a product page at level 3, rendered fresh";

/// What pages came to.
struct Pages {
    /// Milliseconds of processor time each.
    cpu: f64,
    /// Bytes each, not compressed.
    bytes: f64,
}

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    let url = format!("sqlite://{}?mode=rwc", machine.work.join("light.db").display());
    goods::stock(machine, &url).await?;
    let key = command(machine, &url, &["apikey", "create", "bench", "--scope", "ops"]).await?;
    let key = key.lines().last().unwrap_or_default().trim().to_owned();
    let shop = Shop::open(machine, &url, false).await?;
    let measured = both(shop.addr, shop.pid(), &key).await?;
    match measured {
        Some((calm, light)) => {
            let row = Row::new(MEASURE, light.cpu, "ms").against("at level 0", calm.cpu).goal("≤ 0.5 ×");
            report.add(row.note("each of 1,000 products once at either level, so no cache has it"));
            let row = Row::new("bytes of a product page at level 3", light.bytes, "B");
            report.add(row.against("at level 0", calm.bytes).goal("≤ 0.75 ×"));
        }
        None => report.not_available(MEASURE, "PUT /api/v1/admin/pressure is not there"),
    }
    shop.close(machine, report, "light pages").await
}

/// None when the level cannot be set.
async fn both(shop: SocketAddr, pid: u32, key: &str) -> anyhow::Result<Option<(Pages, Pages)>> {
    let mut measured = Vec::new();
    for level in [0, 3] {
        let mut connection = Connection::to(shop);
        let (header, body) = (format!("authorization: Bearer {key}\r\n"), format!(r#"{{"level":{level}}}"#));
        let answer = connection.put("/api/v1/admin/pressure", &header, &body).await?;
        match answer.status {
            200..300 => {}
            404 | 405 => return Ok(None),
            _ => bail!("the level: {}", answer.text()),
        }
        measured.push(pages(shop, pid).await?);
    }
    let mut measured = measured.into_iter();
    Ok(measured.next().zip(measured.next()))
}

/// Every product once.
async fn pages(shop: SocketAddr, pid: u32) -> anyhow::Result<Pages> {
    let mut connection = Connection::to(shop);
    // Code, statements and what stands around every page are warm; the page itself is not.
    for _ in 0..20 {
        connection.get(&format!("/products/{}", goods::HOT)).await?;
    }
    let (before, mut bytes) = (Spent::so_far(pid, None), 0);
    for number in 0..SPREAD {
        let path = format!("/products/{}", goods::spread(number));
        let answer = connection.get(&path).await?;
        if answer.status != 200 {
            bail!("{path}: {}", answer.text());
        }
        bytes += answer.body.len();
    }
    let spent = Spent::so_far(pid, None).shop - before.shop;
    Ok(Pages { cpu: spent * 1000.0 / SPREAD as f64, bytes: bytes as f64 / SPREAD as f64 })
}
