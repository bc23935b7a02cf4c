//! What it costs the shop to say no, beside what it costs to show a page it has at hand.

use anyhow::bail;

use crate::{
    cpu::Spent,
    goods,
    http::Connection,
    machine::Machine,
    report::{Report, Row},
    shop::{Setup, Shop},
};

/// Requests of a round: seconds of work, so that the kernel's ticks of 10 ms do not show.
const REQUESTS: usize = 200_000;
/// Where whoever has to wait for the whole shop is sent.
const QUEUE: &str = "/queue";
const CACHED: &str = "a product page asked for again and again";
/// Almost everyone is refused.
const STRICT: &str = "[rate_limits]\npages = { burst = 1, per_minute = 1 }\nrest = { burst = 1, per_minute = 1 }\n";

pub async fn run(machine: &Machine, report: &mut Report) -> anyhow::Result<()> {
    let url = format!("sqlite://{}?mode=rwc", machine.work.join("refusals.db").display());
    goods::stock(machine, &url).await?;
    let (page, program) = (format!("/products/{}", goods::HOT), format!("/api/v1/products/{}", goods::HOT));
    // A page that is kept is shown to everyone, however often: it costs what a refusal does.
    let not_kept = "/cart".to_owned();
    let open = Shop::open(machine, &url, false).await?;
    let cached = microseconds(&open, &page, 200).await?;
    let measure = "CPU of a page that gives a place in the queue";
    match Connection::to(open.addr).get(QUEUE).await?.status {
        200 => {
            let row = Row::new(measure, microseconds(&open, QUEUE, 200).await?, "µs");
            report.add(row.against(CACHED, cached).goal("≤ 1 ×"));
        }
        status => report.not_available(measure, format!("{QUEUE} answers {status}")),
    }
    open.close(machine, report, "cached pages").await?;
    let strict = Shop::open_as(machine, &url, Setup { limits: true, config: STRICT, ..Setup::default() }).await?;
    for (name, path) in [("a page", &not_kept), ("a program's request", &program)] {
        let refused = microseconds(&strict, path, 429).await?;
        let row = Row::new(format!("CPU of refusing {name} with 429"), refused, "µs");
        report.add(row.against(CACHED, cached).goal("≤ 1 ×"));
    }
    strict.close(machine, report, "refusals").await
}

/// Processor time of the shop per request, over [`REQUESTS`] on one connection.
async fn microseconds(shop: &Shop, path: &str, status: u16) -> anyhow::Result<f64> {
    let mut connection = Connection::to(shop.addr);
    for _ in 0..50 {
        connection.get(path).await?;
    }
    let before = Spent::so_far(shop.pid(), None);
    let mut others = 0;
    for _ in 0..REQUESTS {
        let answer = connection.get(path).await?;
        others += usize::from(answer.status != status);
    }
    // A strict shop lets one through now and then.
    if others * 100 > REQUESTS {
        bail!("{path} was to be answered with {status}; {others} of {REQUESTS} times it was not");
    }
    Ok((Spent::so_far(shop.pid(), None).shop - before.shop) * 1e6 / REQUESTS as f64)
}
