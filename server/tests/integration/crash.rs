//! The process is killed without warning between two steps of a purchase, and started again.

use std::{process::Stdio, sync::Arc, time::Duration};

use commerce::{Cx, Services, catalog, db::sql, verify};
use sea_orm::{ConnectionTrait, QueryResult};
use tempfile::TempDir;
use tokio::process::{Child, Command};

use crate::shop::{Browser, Checkout, Contents, TestDatabase, config};

/// Long enough for a busy machine; nothing waits this long when all is well.
const PATIENCE: Duration = Duration::from_secs(50);

/// A shop run by the real binary, and the test's own look at its database.
struct Crashing {
    database: TestDatabase,
    services: Arc<Services>,
    dir: TempDir,
}

impl Crashing {
    async fn new() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let database = TestDatabase::create(Contents::Seeded, dir.path()).await;
        let services = Services::connect(config(&[("DATABASE_URL", database.url())]).shop).await.unwrap();
        std::fs::write(dir.path().join("floodgate.toml"), "[checkout]\npayment_timeout_seconds = 4\n").unwrap();
        Self { database, services, dir }
    }

    /// Starts a process; `worker` is `on` or `off`.
    async fn start(&self, worker: &str) -> (Child, Browser) {
        let (addr, ops_addr) = (free_addr(), free_addr());
        let child = Command::new(env!("CARGO_BIN_EXE_floodgate"))
            .arg("serve")
            .env_clear()
            .env("DATABASE_URL", self.database.url())
            .env("FLOODGATE_CONFIG", self.dir.path().join("floodgate.toml"))
            .env("FLOODGATE_DATA_DIR", self.dir.path())
            .env("FLOODGATE_SECRET", "0123456789abcdef0123456789abcdef")
            .env("FLOODGATE_ADDR", &addr)
            .env("FLOODGATE_OPS_ADDR", &ops_addr)
            .env("FLOODGATE_WORKER", worker)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let ready = format!("http://{ops_addr}/readyz");
        until("the shop is open", async || {
            reqwest::get(&ready).await.is_ok_and(|answer| answer.status().is_success()).then_some(())
        })
        .await;
        (child, Browser::new(&format!("http://{addr}")))
    }

    /// Fills a cart and opens the checkout; answers with the key its form carries.
    async fn to_the_till(&self, browser: &Browser) -> String {
        let cx = Cx::system(self.services.clone());
        let product = catalog::product(&cx, "kittiwake-enamel-mug").await.unwrap();
        let variant = product.variants.into_iter().find(|variant| variant.available).unwrap();
        browser.submit("/cart/lines", &[("variant_id", &variant.id.to_string()), ("quantity", "2")]).await;
        browser.get("/checkout").await.field("idempotency_key")
    }

    async fn row(&self, select: &str) -> Option<QueryResult> {
        let db = self.services.db.write();
        db.query_one_raw(sql(db, select, [])).await.unwrap()
    }

    async fn status(&self) -> Option<String> {
        Some(self.row("SELECT status FROM orders").await?.try_get("", "status").unwrap())
    }

    /// Charges in the sandbox's books.
    async fn captured(&self) -> i64 {
        let row = self.row("SELECT count(*) AS n FROM sandbox_charge WHERE state = 'succeeded'").await;
        row.unwrap().try_get("", "n").unwrap()
    }

    /// Confirmations in the mailbox.
    fn mails(&self) -> usize {
        let Ok(files) = std::fs::read_dir(self.dir.path().join("mail")) else { return 0 };
        let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.starts_with("order-confirmed-") && name.ends_with(".eml")).count()
    }

    async fn close(self) {
        let report = verify::run(&Cx::system(self.services.clone())).await.unwrap();
        assert!(report.ok, "{report:#?}");
        self.services.db.clone().close().await;
        self.database.drop().await;
    }
}

fn free_addr() -> String {
    std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

async fn until<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let found = tokio::time::timeout(PATIENCE, async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    });
    found.await.unwrap_or_else(|_| panic!("waited in vain: {what}"))
}

/// SIGKILL: no drain, no destructor, nothing flushed.
async fn kill(mut child: Child) {
    child.kill().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_promised_before_a_crash_is_sent_once() {
    let shop = Crashing::new().await;
    let (child, browser) = shop.start("off").await;
    let key = shop.to_the_till(&browser).await;
    browser.submit("/checkout", &Checkout::paid_with("tok_ok").fields(&key)).await;
    assert_eq!(shop.status().await.as_deref(), Some("confirmed"));
    kill(child).await;
    assert_eq!(shop.mails(), 0, "nobody ran the job that sends it");

    let (child, _) = shop.start("on").await;
    until("the mail comes", async || (shop.mails() == 1).then_some(())).await;
    kill(child).await;

    // Perhaps killed before the job could say that it is done: once its lease is over it runs again, and the mail is still one.
    shop.services
        .db
        .write()
        .execute_unprepared("UPDATE job SET locked_until = 0 WHERE state = 'running'")
        .await
        .unwrap();
    let (child, _) = shop.start("on").await;
    until("no mail job is left", async || {
        let left = shop.row("SELECT id FROM job WHERE kind = 'order.mail' AND state <> 'done'").await;
        left.is_none().then_some(())
    })
    .await;
    assert_eq!(shop.mails(), 1);
    kill(child).await;
    shop.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_whose_payment_was_cut_off_ends_by_itself() {
    let shop = Crashing::new().await;
    let (child, browser) = shop.start("off").await;
    let key = shop.to_the_till(&browser).await;
    // The provider takes three seconds; the process does not live that long.
    let form = Checkout::paid_with("tok_slow");
    let request = browser.request(reqwest::Method::POST, "/checkout").form(&form.fields(&key));
    let placing = tokio::spawn(request.send());
    until("the order is written", async || shop.status().await).await;
    kill(child).await;
    assert!(placing.await.unwrap().is_err(), "the shopper got no answer");
    assert_eq!(shop.status().await.as_deref(), Some("pending"));

    let (child, _) = shop.start("on").await;
    let ended = until("the order ends", async || shop.status().await.filter(|status| status != "pending")).await;
    assert_eq!(ended, "confirmed", "it was asked for again, under the same key");
    assert_eq!(shop.captured().await, 1);
    let held = shop.row("SELECT CAST(sum(held) AS bigint) AS held FROM stock_item").await.unwrap();
    assert_eq!(held.try_get::<i64>("", "held").unwrap(), 0);
    let cart = units_in_carts(&shop).await;
    assert_eq!(cart, 0, "the lines are ordered");
    kill(child).await;
    shop.close().await;
}

async fn units_in_carts(shop: &Crashing) -> i64 {
    let row = shop.row("SELECT CAST(sum(quantity) AS bigint) AS units FROM cart_line").await.unwrap();
    row.try_get::<Option<i64>>("", "units").unwrap().unwrap_or_default()
}
