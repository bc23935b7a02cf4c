use std::time::Duration;

use sea_orm::ConnectionTrait;

use super::*;
use crate::{db::sql, jobs::Worker, notifications, test_shop::TestShop};

async fn mails(shop: &TestShop) -> Vec<types::admin::DevMail> {
    Worker::new(shop.cx.services().clone()).run_due().await.unwrap();
    notifications::mailbox(&shop.cx).await.unwrap()
}

async fn confirmed(shop: &TestShop) -> i64 {
    let text = "SELECT count(*) AS n FROM subscriber WHERE confirmed_at IS NOT NULL";
    let row = shop.cx.db.read().query_one_raw(sql(shop.cx.db.read(), text, [])).await.unwrap();
    row.unwrap().try_get("", "n").unwrap()
}

fn link(mail: &types::admin::DevMail) -> String {
    let line = mail.text.lines().find(|line| line.contains("/newsletter/")).unwrap();
    line.rsplit('/').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_address_counts_when_its_owner_has_said_so() {
    let shop = TestShop::open().await;
    ask(&shop.cx, " Ada@Example.com ").await.unwrap();
    ask(&shop.cx, "ada@example.com").await.unwrap();
    let sent = mails(&shop).await;
    assert_eq!(sent.len(), 1, "however often it is asked");
    assert_eq!((sent[0].to.as_str(), confirmed(&shop).await), ("ada@example.com", 0));
    check(&shop.cx, &link(&sent[0])).unwrap();
    confirm(&shop.cx, &link(&sent[0])).await.unwrap();
    assert_eq!(confirmed(&shop).await, 1);
    shop.cx.clock.advance(Duration::from_secs(25 * 3600));
    ask(&shop.cx, "ada@example.com").await.unwrap();
    assert_eq!(mails(&shop).await.len(), 1, "who has confirmed is not asked again");
    leave(&shop.cx, &link(&sent[0])).await.unwrap();
    assert_eq!(confirmed(&shop).await, 0);
    leave(&shop.cx, &link(&sent[0])).await.unwrap();
    assert!(confirm(&shop.cx, &link(&sent[0])).await.is_err(), "it is gone");
}

#[tokio::test]
async fn a_link_that_was_made_up_opens_nothing() {
    let shop = TestShop::open().await;
    ask(&shop.cx, "ada@example.com").await.unwrap();
    let good = link(&mails(&shop).await[0]);
    let (id, signature) = good.split_once('.').unwrap();
    let other = format!("{}.{signature}", Uuid::now_v7());
    let flipped = format!("{id}.{}0", &signature[..signature.len() - 1]);
    let flipped = if flipped == good { format!("{id}.{}1", &signature[..signature.len() - 1]) } else { flipped };
    for token in [id, &other, &flipped, &format!("{id}."), &format!("{id}.{}", &signature[..2]), "x.y", ""] {
        assert!(check(&shop.cx, token).is_err() && confirm(&shop.cx, token).await.is_err(), "{token}");
    }
    assert_eq!(confirmed(&shop).await, 0);
}

#[tokio::test]
async fn what_is_no_address_is_refused() {
    let shop = TestShop::open().await;
    for email in ["", "ada", "ada@", "@example.com", "ada@example", "a da@example.com", "ada@example.com\nBcc: x@y.z"] {
        assert!(ask(&shop.cx, email).await.is_err(), "{email}");
    }
    assert!(mails(&shop).await.is_empty());
}

/// The newest mail as it is sent.
async fn message(shop: &TestShop) -> String {
    let mail = mails(shop).await.remove(0);
    let bytes = std::fs::read(shop.cx.settings.mailbox_dir().join(format!("{}.eml", mail.id))).unwrap();
    // Long headers are folded.
    String::from_utf8(bytes).unwrap().replace("\r\n ", " ")
}

#[tokio::test]
async fn a_mail_says_where_mail_programs_leave_the_list_and_press_the_button_themselves() {
    let shop = TestShop::open_as(|settings| settings.public_url = "https://tern.example".into()).await;
    ask(&shop.cx, "ada@example.com").await.unwrap();
    let message = message(&shop).await;
    let header =
        |name: &str| message.lines().find_map(|line| line.strip_prefix(name)).map(str::trim).unwrap_or_default();
    let address = header("List-Unsubscribe:");
    let token = address.strip_prefix("<https://tern.example/newsletter/").and_then(|rest| rest.strip_suffix("/leave>"));
    check(&shop.cx, token.unwrap_or_else(|| panic!("{message}"))).unwrap();
    assert_eq!(header("List-Unsubscribe-Post:"), "List-Unsubscribe=One-Click");
}

#[tokio::test]
async fn over_an_open_way_nothing_is_pressed_for_anyone() {
    let shop = TestShop::open().await;
    ask(&shop.cx, "ada@example.com").await.unwrap();
    let message = message(&shop).await;
    assert!(message.contains("List-Unsubscribe:") && !message.contains("List-Unsubscribe-Post"), "{message}");
}

#[tokio::test]
async fn what_belongs_to_an_order_cannot_be_left() {
    let shop = TestShop::open().await;
    let variant = shop.stocked("Lantern", 1).await;
    shop.buy(variant, 1, "tok_ok").await.unwrap().outcome.unwrap();
    assert!(!message(&shop).await.contains("List-Unsubscribe"));
}
