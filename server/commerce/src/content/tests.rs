use types::{ErrorCode, content::ContactInput};

use super::*;
use crate::{jobs::Worker, notifications, test_shop::TestShop};

fn input(title: &str) -> ContentInput {
    ContentInput { title: title.into(), body_html: "<p>Words.</p>".into(), slug: String::new() }
}

#[tokio::test]
async fn a_page_is_written_read_changed_and_removed() {
    let shop = TestShop::open().await;
    let id = create(&shop.cx, input("Returns")).await.unwrap();
    assert_eq!(page(&shop.cx, "returns").await.unwrap().body_html, "<p>Words.</p>");
    assert_eq!(create(&shop.cx, input("Returns")).await.unwrap_err().problem().errors[0].field, "slug");
    let change_to = ContentInput { body_html: "<p>Other words.</p>".into(), ..input("Returns") };
    change(&shop.cx, id, Seen::Any, change_to).await.unwrap();
    assert_eq!(page(&shop.cx, "returns").await.unwrap().body_html, "<p>Other words.</p>", "at once");
    assert_eq!(links(&shop.cx).await.unwrap()[0].title, "Returns");
    delete(&shop.cx, id, Seen::Any).await.unwrap();
    assert_eq!(page(&shop.cx, "returns").await.unwrap_err().code(), ErrorCode::NotFound);
    assert_eq!(change(&shop.cx, id, Seen::Any, input("Gone")).await.unwrap_err().code(), ErrorCode::NotFound);
    assert!(links(&shop.cx).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_shop_has_so_many_pages_and_no_more() {
    let shop = TestShop::open().await;
    for number in 0..MOST_PAGES {
        create(&shop.cx, input(&format!("Page {number}"))).await.unwrap();
    }
    assert_eq!(create(&shop.cx, input("One more")).await.unwrap_err().code(), ErrorCode::Conflict);
}

#[tokio::test]
async fn the_demo_s_pages_are_written_once_and_stay_deleted() {
    let shop = TestShop::open().await;
    seeding::seed(&shop.cx).await.unwrap();
    let pages = list(&shop.cx).await.unwrap();
    assert_eq!(pages.len(), 6);
    let words = page(&shop.cx, "terms").await.unwrap().body_html;
    assert!(words.contains(r#"<a href="/pages/returns""#), "links within the shop survive: {words}");
    assert_eq!(pages[0].slug, CONTACT);
    assert_eq!(
        delete(&shop.cx, pages[0].id, Seen::Any).await.unwrap_err().code(),
        ErrorCode::Conflict,
        "its form is in use"
    );
    delete(&shop.cx, pages[1].id, Seen::Any).await.unwrap();
    seeding::seed(&shop.cx).await.unwrap();
    assert_eq!(list(&shop.cx).await.unwrap().len(), 5);
}

#[tokio::test]
async fn a_message_goes_to_the_shop_once_whoever_it_names() {
    let shop = TestShop::open().await;
    let message = ContactInput {
        name: "Ada\r\nBcc: victim@example.com".into(),
        email: "ada@example.com".into(),
        message: "Is the tote waxed?\n\nAda".into(),
    };
    write(&shop.cx, &message).await.unwrap();
    write(&shop.cx, &message).await.unwrap();
    Worker::new(shop.cx.services().clone()).run_due().await.unwrap();
    let mails = notifications::mailbox(&shop.cx).await.unwrap();
    assert_eq!(mails.len(), 1, "a form sent twice");
    assert_eq!(mails[0].to, "counter@example.org");
    let file = shop.cx.settings.mailbox_dir().join(format!("{}.eml", mails[0].id));
    let sent = std::fs::read_to_string(file).unwrap();
    let (head, _) = sent.split_once("\r\n\r\n").unwrap();
    let lines = |name: &str| head.lines().filter(|line| line.to_lowercase().starts_with(name)).count();
    assert_eq!((lines("to:"), lines("bcc:"), lines("cc:"), lines("reply-to:")), (1, 0, 0, 1), "{head}");
    assert!(head.contains("Reply-To: ada@example.com"), "{head}");
}

#[tokio::test]
async fn staff_alone_write_pages() {
    let shop = TestShop::open().await;
    let anyone = Cx::new(shop.cx.services().clone(), crate::Actor::Shopper, "test");
    assert_eq!(create(&anyone, input("Mine")).await.unwrap_err().code(), ErrorCode::Unauthorized);
    let id = create(&shop.cx, input("Theirs")).await.unwrap();
    assert_eq!(change(&anyone, id, Seen::Any, input("Mine")).await.unwrap_err().code(), ErrorCode::Unauthorized);
    assert_eq!(delete(&anyone, id, Seen::Any).await.unwrap_err().code(), ErrorCode::Unauthorized);
}
