//! Workers on a real database, and what they do to the world outside: each effect once, whatever happens to the worker.

mod killed;
mod mail_server;
mod speed;

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use commerce::{Services, db::sql, jobs::Worker};
use sea_orm::ConnectionTrait;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::{
    api::{Program, goods},
    shop::TestShop,
};
use mail_server::MailServer;

/// A worker that goes on until it is told to stop.
struct Working {
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Working {
    fn begin(services: &Arc<Services>) -> Self {
        let stop = CancellationToken::new();
        Self { task: tokio::spawn(Worker::new(services.clone()).run(stop.clone())), stop }
    }

    async fn end(self) {
        self.stop.cancel();
        self.task.await.unwrap();
    }
}

async fn number(services: &Services, select: &str) -> i64 {
    let db = services.db.write();
    db.query_one_raw(sql(db, select, [])).await.unwrap().unwrap().try_get_by_index(0).unwrap()
}

/// Waits for what has to come; nothing takes this long when all is well.
async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..2500 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("waited in vain: {what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn two_workers_on_one_database_send_each_mail_once() {
    let server = MailServer::open().await;
    let shop = TestShop::open_with(|config| config.shop.smtp_url = Some(server.url())).await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 30).await);
    for _ in 0..30 {
        program.buy(kettle.variant, 1).await;
    }
    let workers = [Working::begin(&shop.services), Working::begin(&shop.services)];
    let left = "SELECT count(*) FROM job WHERE kind = 'order.mail' AND state <> 'done'";
    until("all mails are sent", async || number(&shop.services, left).await == 0).await;
    for worker in workers {
        worker.end().await;
    }
    let sent = server.message_ids();
    assert_eq!(sent.len(), 30, "{sent:?}");
    assert_eq!(sent.iter().collect::<BTreeSet<_>>().len(), 30, "each order's own");
    assert_eq!(number(&shop.services, "SELECT max(attempts) FROM job WHERE kind = 'order.mail'").await, 1);
    shop.close().await;
}

#[tokio::test]
async fn a_mail_that_is_tried_again_is_recognised_as_the_same() {
    let server = MailServer::open().await;
    let shop = TestShop::open_with(|config| config.shop.smtp_url = Some(server.url())).await;
    let kettle = goods(&shop, 1).await;
    server.turn_away(2);
    Program::of(&shop).buy(kettle.variant, 1).await;
    for _ in 0..3 {
        shop.later(Duration::from_secs(60)).await;
    }
    let sent = server.message_ids();
    assert_eq!(sent.len(), 3, "twice refused after it was read, then taken: {sent:?}");
    assert_eq!(sent.iter().collect::<BTreeSet<_>>().len(), 1);
    assert!(sent[0].starts_with("<order-confirmed-") && sent[0].ends_with("@localhost>"), "{sent:?}");
    shop.close().await;
}

#[tokio::test]
async fn a_mail_server_that_is_away_costs_the_mails_no_tries_and_nobody_waits_for_it() {
    let server = MailServer::open().await;
    let shop = TestShop::open_with(|config| config.shop.smtp_url = Some(server.url())).await;
    let (program, kettle) = (Program::of(&shop), goods(&shop, 30).await);
    server.turn_away(usize::MAX);
    for _ in 0..30 {
        program.buy(kettle.variant, 1).await;
    }
    shop.run_jobs().await;
    let mail = |state: &types::admin::ProviderStanding| (state.name.clone(), state.breaker.clone());
    let standing = async || {
        let breakers = commerce::surge::view(&shop.cx()).await.unwrap().breakers;
        breakers.iter().map(mail).find(|(name, _)| name == "mail").unwrap().1
    };
    assert_eq!(standing().await, "open");
    // As many as it took to see it, and those that were under way by then.
    let tried = server.message_ids().len();
    assert!((5..=13).contains(&tried), "{tried} of 30");
    let untried = "SELECT count(*) FROM job WHERE kind = 'order.mail' AND attempts = 0 AND state = 'ready'";
    assert_eq!(number(&shop.services, untried).await, 30 - i64::try_from(tried).unwrap(), "postponed, and no try");
    // An hour in which one mail at a time looks whether it is back.
    for _ in 0..20 {
        shop.later(Duration::from_secs(180)).await;
    }
    assert!(server.message_ids().len() < tried + 40, "{} in an hour", server.message_ids().len());
    assert_eq!(number(&shop.services, "SELECT count(*) FROM job WHERE state = 'parked'").await, 0);
    server.turn_away(0);
    for _ in 0..4 {
        shop.later(Duration::from_secs(700)).await;
    }
    assert_eq!(standing().await, "closed");
    let taken: BTreeSet<_> = server.message_ids().into_iter().collect();
    assert_eq!(taken.len(), 30);
    assert_eq!(
        number(&shop.services, "SELECT count(*) FROM job WHERE kind = 'order.mail' AND state <> 'done'").await,
        0
    );
    shop.close().await;
}

#[tokio::test]
async fn an_order_keeps_the_promise_it_was_given() {
    let shop = TestShop::open().await;
    let kettle = goods(&shop, 1).await;
    let order = Program::of(&shop).buy(kettle.variant, 1).await;
    let db = shop.services.db.write();
    // Thursday 26 November 2026, noon.
    db.execute_raw(sql(db, "UPDATE orders SET promised_by = 1795694400000", [])).await.unwrap();
    shop.run_jobs().await;
    let browser = shop.browser();
    let page = browser.get(&format!("/orders/{}", order["token"].as_str().unwrap())).await;
    assert!(page.words().contains("Leaves our warehouse by Thursday 26 November 2026"), "{}", page.words());
    let mail = browser.get("/dev/mailbox").await.attributes("a[href^='/dev/mailbox/']", "href").remove(0);
    let mail = browser.get(&mail).await;
    assert!(mail.words().contains("Leaves our warehouse by Thursday 26 November"), "{}", mail.words());
    shop.close().await;
}
