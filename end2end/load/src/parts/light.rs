//! A product page when the shop is calm and when it is pressed: what it costs and how heavy it is.

use anyhow::bail;
use load::visitors::Goods;

use crate::{
    cpu::Spent,
    http::Connection,
    machine::Machine,
    report::{Report, Row},
    shop::{Setup, Shop, command},
};

const MEASURE: &str = "CPU of a product page at level 3, rendered fresh";
/// Nothing is kept, so every page is made from what the database says now.
const FRESH: &str = "[page_cache]\nenabled = false\n[data_cache]\nmegabytes = 0\n";
/// Times all products are asked for at either level: seconds of work, so that the kernel's ticks of 10 ms do not show.
const TURNS: usize = 8;

/// What pages came to.
#[derive(Clone, Copy, Default)]
struct Pages {
    count: f64,
    /// Seconds of processor time.
    cpu: f64,
    /// Not compressed.
    bytes: f64,
}

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    let url = format!("sqlite://{}?mode=rwc", machine.work.join("light.db").display());
    // The demo shop alone: products with pictures, options and others like them.
    command(machine, &url, &["migrate"]).await?;
    command(machine, &url, &["seed"]).await?;
    let key = command(machine, &url, &["apikey", "create", "bench", "--scope", "ops"]).await?;
    let key = key.lines().last().unwrap_or_default().trim().to_owned();
    let fresh = Setup { config: FRESH, ..Setup::default() };
    let shop = match Shop::open_as(machine, &url, fresh).await {
        Ok(shop) => shop,
        // A build without these settings keeps nothing anyway.
        Err(_) => Shop::open(machine, &url, false).await?,
    };
    match both(&shop, &key).await? {
        Some([calm, light]) => {
            let milliseconds = |pages: Pages| pages.cpu * 1000.0 / pages.count;
            let row = Row::new(MEASURE, milliseconds(light), "ms").against("at level 0", milliseconds(calm));
            report.add(row.goal("≤ 0.5 ×").note(format!("{:.0} pages of the demo shop's products each", calm.count)));
            let row = Row::new("bytes of a product page at level 3", light.bytes / light.count, "B");
            report.add(row.against("at level 0", calm.bytes / calm.count).goal("≤ 0.75 ×"));
        }
        None => report.not_available(MEASURE, "PUT /api/v1/admin/pressure is not there"),
    }
    shop.close(machine, report, "light pages").await
}

/// At level 0 and at level 3, taking turns; none when the level cannot be set.
async fn both(shop: &Shop, key: &str) -> anyhow::Result<Option<[Pages; 2]>> {
    let slugs = Goods::of(shop.addr).await?.slugs;
    let mut measured = [Pages::default(); 2];
    if !set_level(shop, key, 0).await? {
        return Ok(None);
    }
    // Code and statements are warm; nothing else is.
    add_pages(shop, &slugs, &mut Pages::default()).await?;
    for _ in 0..TURNS {
        for (level, pages) in [0, 3].into_iter().zip(&mut measured) {
            set_level(shop, key, level).await?;
            add_pages(shop, &slugs, pages).await?;
        }
    }
    Ok(Some(measured))
}

/// Whether it can be set at all.
async fn set_level(shop: &Shop, key: &str, level: u8) -> anyhow::Result<bool> {
    let mut connection = Connection::to(shop.addr);
    let (header, body) = (format!("authorization: Bearer {key}\r\n"), format!(r#"{{"level":{level}}}"#));
    let answer = connection.put("/api/v1/admin/pressure", &header, &body).await?;
    match answer.status {
        200..300 => Ok(true),
        404 | 405 => Ok(false),
        _ => bail!("the level: {}", answer.text()),
    }
}

/// Every product once.
async fn add_pages(shop: &Shop, slugs: &[String], pages: &mut Pages) -> anyhow::Result<()> {
    let mut connection = Connection::to(shop.addr);
    let before = Spent::so_far(shop.pid(), None);
    for slug in slugs {
        let answer = connection.get(&format!("/products/{slug}")).await?;
        if answer.status != 200 {
            bail!("/products/{slug}: {}", answer.text());
        }
        pages.bytes += answer.body.len() as f64;
    }
    pages.count += slugs.len() as f64;
    pages.cpu += Spent::so_far(shop.pid(), None).shop - before.shop;
    Ok(())
}
