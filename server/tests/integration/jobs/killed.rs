//! The worker is a process of its own and is killed in the middle of a job.

use std::{process::Stdio, time::Duration};

use commerce::verify;
use tempfile::TempDir;
use tokio::process::{Child, Command};

use super::{MailServer, number, until};
use crate::{
    api::{Program, goods},
    shop::TestShop,
};

/// `floodgate worker` on the shop's database, with leases of two seconds.
fn worker(shop: &TestShop, dir: &TempDir, smtp_url: &str) -> Child {
    let file = dir.path().join("floodgate.toml");
    std::fs::write(&file, "[worker]\nlease_seconds = 2\n").unwrap();
    Command::new(env!("CARGO_BIN_EXE_floodgate"))
        .arg("worker")
        .env_clear()
        .env("DATABASE_URL", &shop.services.settings.database_url)
        .env("FLOODGATE_CONFIG", file)
        .env("FLOODGATE_DATA_DIR", dir.path())
        .env("FLOODGATE_SECRET", "0123456789abcdef0123456789abcdef")
        .env("FLOODGATE_OPS_ADDR", "127.0.0.1:0")
        .env("SMTP_URL", smtp_url)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_killed_in_the_middle_leaves_a_job_that_another_ends_with_the_same_effect() {
    let (server, shop, dir) = (MailServer::open().await, TestShop::open().await, tempfile::tempdir().unwrap());
    let kettle = goods(&shop, 1).await;
    Program::of(&shop).buy(kettle.variant, 1).await;
    server.fall_silent(1);
    let mut first = worker(&shop, &dir, &server.url());
    until("the mail is sent and the job does not know it", async || server.message_ids().len() == 1).await;
    // Longer than its lease, which is extended: nobody may take the job yet.
    let mut second = worker(&shop, &dir, &server.url());
    tokio::time::sleep(Duration::from_secs(5)).await;
    assert_eq!(server.message_ids().len(), 1, "the first worker lives");

    first.kill().await.unwrap();
    let left = "SELECT count(*) FROM job WHERE kind = 'order.mail' AND state <> 'done'";
    until("the second worker ends the job", async || number(&shop.services, left).await == 0).await;
    let sent = server.message_ids();
    assert_eq!((sent.len(), &sent[0]), (2, &sent[1]), "the same mail for whoever reads it");
    assert_eq!(number(&shop.services, "SELECT attempts FROM job WHERE kind = 'order.mail'").await, 2);
    second.kill().await.unwrap();
    let report = verify::run(&shop.cx()).await.unwrap();
    assert!(report.ok, "{report:#?}");
    shop.abandon().await;
}
