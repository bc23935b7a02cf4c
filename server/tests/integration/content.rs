//! Pages of words, and the contact form.

use commerce::{Seen, content, notifications};
use reqwest::StatusCode;
use types::content::ContentInput;

use crate::shop::TestShop;

#[tokio::test]
async fn words_are_in_every_footer_and_change_at_once() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let linked = browser.get("/").await.attributes(".footer a", "href");
    assert!(linked.contains(&"/pages/imprint".to_owned()), "{linked:?}");
    let page = browser.get("/pages/imprint").await;
    assert!(page.header("cache-control").starts_with("public"), "kept for everyone");
    let id = content::list(&shop.cx()).await.unwrap().into_iter().find(|row| row.slug == "imprint").unwrap().id;
    let hostile = "<p>New words.</p><script>alert(1)</script><img src=x onerror=alert(2)>";
    let input = ContentInput { slug: "imprint".into(), title: "Imprint".into(), body_html: hostile.into() };
    content::change(&shop.cx(), id, Seen::Any, input).await.unwrap();
    let page = browser.get("/pages/imprint").await;
    assert!(page.text(".prose").contains("New words.") && !page.body.contains("alert("), "{}", page.body);
    assert_eq!(browser.get("/pages/nothing").await.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

#[tokio::test]
async fn a_message_reaches_the_shop_and_nobody_else() {
    let shop = TestShop::open_with(|config| config.shop.contact_address = "counter@example.org".into()).await;
    let browser = shop.browser();
    let fields = [
        ("name", "Ada\r\nBcc: x@example.com"),
        ("email", "ada@example.com"),
        ("message", "<b>Hello</b>"),
        ("website", ""),
    ];
    assert_eq!(browser.submit("/contact", &fields).await.text("h1"), "Thank you");
    let trapped = [("name", "Bot"), ("email", "bot@example.com"), ("message", "Buy"), ("website", "http://x")];
    let back = browser.post("/contact", &trapped).await;
    assert_eq!(
        (back.status, back.text("textarea")),
        (StatusCode::UNPROCESSABLE_ENTITY, "Buy".to_owned()),
        "nothing is lost"
    );
    assert!(back.attributes("input[name=website]", "value").is_empty(), "and the next try goes through");
    shop.run_jobs().await;
    let mails = notifications::mailbox(&shop.cx()).await.unwrap();
    assert_eq!(mails.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["counter@example.org"]);
    shop.close().await;
}

#[tokio::test]
async fn a_form_that_cannot_be_sent_comes_back_as_it_was() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let hostile = "</textarea><script>alert(1)</script>";
    for email in ["nobody", "a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", ""] {
        let page = browser.post("/contact", &[("name", "Ada"), ("email", email), ("message", hostile)]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}");
        assert!(page.text("textarea").contains(hostile) && !page.body.contains("<script>alert"), "{email}");
        assert!(page.text("#errors a").starts_with("Your e-mail address: "), "{}", page.words());
    }
    shop.close().await;
}
