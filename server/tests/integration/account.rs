//! Customers' accounts, by forms.

use std::time::Duration;

use reqwest::{Method, StatusCode};

use crate::{
    api::Program,
    shop::{Browser, Checkout, Page, TestShop},
};

const MUG: &str = "kittiwake-enamel-mug";
const EMAIL: &str = "ada@example.com";
const PASSWORD: &str = "correct horse battery";

async fn sign_up(browser: &Browser) -> Page {
    browser.submit("/account/sign-up", &[("email", EMAIL), ("name", "Ada"), ("password", PASSWORD)]).await
}

async fn sign_in(browser: &Browser, password: &str) -> Page {
    browser.post("/account/sign-in", &[("email", EMAIL), ("password", password), ("next", "/checkout")]).await
}

/// The link in the newest mail about `subject`.
async fn mailed(shop: &TestShop, subject: &str, beginning: &str) -> Option<String> {
    shop.run_jobs().await;
    let browser = shop.browser();
    let mailbox = browser.get("/dev/mailbox").await;
    for mail in mailbox.attributes(".mailbox a", "href") {
        let words = browser.get(&mail).await.words();
        if words.contains(subject)
            && let Some(at) = words.find(beginning)
        {
            return words[at..].split_whitespace().next().map(str::to_owned);
        }
    }
    None
}

#[tokio::test]
async fn a_cart_follows_its_owner_and_the_order_is_in_the_history() {
    let shop = TestShop::open().await;
    let first = shop.browser_with(MUG).await;
    let account = sign_up(&first).await;
    assert!(account.words().contains("No orders yet"), "{}", account.words());
    assert_eq!(account.header("cache-control"), "no-store");
    assert_eq!(first.post("/account/sign-out", &[]).await.location(), "/account/sign-in");
    assert_eq!(first.get("/cart").await.texts(".cart-line").len(), 0, "the cart went with its owner");
    assert_eq!(first.get("/account").await.status, StatusCode::SEE_OTHER);

    let second = shop.browser_with("skerry-waxed-tote").await;
    assert_eq!(sign_in(&second, PASSWORD).await.location(), "/checkout");
    assert_eq!(second.get("/cart").await.texts(".cart-line").len(), 2);
    let till = second.get("/checkout").await;
    assert_eq!(till.field("email"), EMAIL);
    let key = till.field("idempotency_key");
    let form = Checkout::paid_with("tok_ok").with("keep_address", "1").with("line1", "7 <b>Loop</b> Lane");
    let placed = second.post("/checkout", &form.fields(&key)).await;
    assert_eq!(placed.status, 303, "{}", placed.words());
    let history = second.get("/account").await;
    assert_eq!(history.attributes(".past-order a", "href"), [placed.location()]);
    assert!(second.get("/account/addresses").await.words().contains("7 <b>Loop</b> Lane"));

    // The next checkout begins with it, in any browser of theirs.
    let third = shop.browser_with(MUG).await;
    sign_in(&third, PASSWORD).await;
    let till = third.get("/checkout").await;
    assert_eq!((till.field("line1"), till.field("city")), ("7 <b>Loop</b> Lane".to_owned(), "Portland".to_owned()));
    let saved = till.attributes("select[name=saved_address] option", "value");
    let typed = third.post("/checkout/delivery", &[("line1", "elsewhere"), ("saved_address", &saved[0])]).await;
    assert_eq!(typed.field("line1"), "elsewhere", "what was typed stays");
    let wish = [("line1", "elsewhere"), ("saved_address", saved[0].as_str()), ("use_saved", "1")];
    assert_eq!(third.post("/checkout/delivery", &wish).await.field("line1"), "7 <b>Loop</b> Lane");
    shop.close().await;
}

#[tokio::test]
async fn of_two_people_who_sign_up_with_one_cart_at_once_one_gets_it() {
    let shop = TestShop::open().await;
    for round in 0..4 {
        let guest = Program::of(&shop).cart_with(shop.for_sale(MUG).await.id, 1).await;
        let sign_up = async |name: &str| {
            let (browser, email) = (shop.browser(), format!("{name}{round}@example.com"));
            let form = [("email", email.as_str()), ("name", name), ("password", PASSWORD)];
            let request = browser.request(Method::POST, "/account/sign-up").form(&form);
            let answer = browser.send(request.header("cookie", format!("fg_cart={guest}"))).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.words());
            browser.get("/cart").await.texts(".cart-line").len()
        };
        let (ada, grace) = tokio::join!(sign_up("ada"), sign_up("grace"));
        assert_eq!(ada + grace, 1, "one has it, the other an empty one");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_wrong_password_says_nothing_and_too_many_have_to_wait() {
    let shop = TestShop::open().await;
    sign_up(&shop.browser()).await;
    let browser = shop.browser();
    for email in [EMAIL, "nobody@example.com"] {
        let mut said = Vec::new();
        for _ in 0..7 {
            let page = browser.post("/account/sign-in", &[("email", email), ("password", "wrong guess")]).await;
            assert!(!page.body.contains("wrong guess") && page.field("email") == email);
            said.push(page.status.as_u16());
            if page.status == StatusCode::TOO_MANY_REQUESTS {
                assert!(page.header("retry-after").parse::<u32>().is_ok_and(|seconds| seconds <= 6));
                assert!(page.text("#errors").contains("Too many attempts. Please wait"), "{}", page.words());
            }
        }
        assert_eq!(said, [401, 401, 401, 401, 401, 401, 429], "{email}");
    }
    shop.services.clock.advance(Duration::from_secs(6));
    assert_eq!(sign_in(&browser, PASSWORD).await.status, StatusCode::SEE_OTHER);
    shop.close().await;
}

#[tokio::test]
async fn a_lost_password_is_replaced_by_mail_once_and_all_sessions_end() {
    let shop = TestShop::open().await;
    let (owner, thief) = (shop.browser(), shop.browser());
    sign_up(&owner).await;
    sign_in(&thief, PASSWORD).await;
    let known = owner.post("/account/reset", &[("email", EMAIL)]).await;
    let unknown = owner.post("/account/reset", &[("email", "nobody@example.com")]).await;
    assert_eq!((known.status, known.text("main")), (unknown.status, unknown.text("main")));
    let link = mailed(&shop, "new password for your account", "/account/reset/").await.expect("a mail");
    let mails = shop.browser().get("/dev/mailbox").await;
    assert!(!mails.words().contains("nobody@example.com"));
    for forged in [format!("{link}0"), link.replace("reset/", "reset/0"), "/account/reset/x".to_owned()] {
        assert_eq!(owner.get(&forged).await.status, StatusCode::NOT_FOUND, "{forged}");
    }
    assert_eq!(owner.post(&link, &[("password", "short")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(owner.get(&link).await.status, StatusCode::OK, "still open");
    assert_eq!(owner.post(&link, &[("password", "another long one")]).await.status, StatusCode::SEE_OTHER);
    assert_eq!(owner.get("/account").await.status, StatusCode::OK);
    assert_eq!(thief.get("/account").await.status, StatusCode::SEE_OTHER);
    assert_eq!(owner.post(&link, &[("password", "yet another one")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(sign_in(&shop.browser(), PASSWORD).await.status, StatusCode::UNAUTHORIZED);

    shop.browser().post("/account/reset", &[("email", EMAIL)]).await;
    shop.run_jobs().await;
    shop.later(Duration::from_secs(61 * 60)).await;
    let late = mailed(&shop, "new password for your account", "/account/reset/").await.expect("a mail");
    assert_eq!(shop.browser().get(&late).await.status, StatusCode::NOT_FOUND, "it has expired");
    shop.close().await;
}

#[tokio::test]
async fn orders_of_a_guest_are_theirs_once_their_address_is_proven() {
    let shop = TestShop::open().await;
    let guest = shop.browser_with(MUG).await;
    let key = guest.get("/checkout").await.field("idempotency_key");
    let form = Checkout::paid_with("tok_ok").with("email", "Ada@Example.com");
    let placed = guest.post("/checkout", &form.fields(&key)).await;
    let owner = shop.browser();
    sign_up(&owner).await;
    shop.run_jobs().await;
    assert_eq!(owner.get("/account").await.texts(".past-order").len(), 0, "anyone can sign up with an address");
    let link = mailed(&shop, "An account was made", "/account/confirm/").await.expect("a mail");
    assert_eq!(owner.get(&link).await.status, StatusCode::OK);
    shop.run_jobs().await;
    assert_eq!(owner.get("/account").await.texts(".past-order").len(), 0, "opening the link proves nothing");
    assert_eq!(shop.browser().post(&link, &[]).await.status, StatusCode::SEE_OTHER);
    shop.run_jobs().await;
    assert_eq!(owner.get("/account").await.attributes(".past-order a", "href"), [placed.location()]);
    assert_eq!(owner.post(&link, &[]).await.status, StatusCode::NOT_FOUND);
    shop.close().await;
}

#[tokio::test]
async fn a_guest_finds_the_way_back_to_an_order_and_nobody_learns_of_it() {
    let shop = TestShop::open().await;
    let guest = shop.browser_with(MUG).await;
    let key = guest.get("/checkout").await.field("idempotency_key");
    let placed = guest.post("/checkout", &Checkout::paid_with("tok_ok").fields(&key)).await;
    let number = guest.get(&placed.location()).await.text(".eyebrow").replace("Order ", "");
    let asked = async |number: &str, email: &str| {
        let page = guest.post("/orders/lookup", &[("number", number), ("email", email)]).await;
        (page.status, page.text("main"))
    };
    let wrong = asked(&number, "grace@example.com").await;
    assert_eq!(wrong, asked("999999", EMAIL).await);
    let mails = async || {
        shop.run_jobs().await;
        shop.browser().get("/dev/mailbox").await.attributes(".mailbox a", "href").len()
    };
    let before = mails().await;
    assert_eq!(wrong, asked(&format!(" #{number}"), " ADA@example.com").await);
    assert_eq!(mails().await, before + 1);
    assert_eq!(mailed(&shop, "Here is the page of your order", "/orders/").await, Some(placed.location()));
    for _ in 0..8 {
        asked(&number, EMAIL).await;
    }
    assert_eq!(asked(&number, EMAIL).await.0, StatusCode::TOO_MANY_REQUESTS);
    for (number, email) in
        [("", EMAIL), ("-1", EMAIL), ("1001; DROP", EMAIL), ("1001", "ada"), ("99999999999999999999", EMAIL)]
    {
        assert_eq!(asked(number, email).await.0, StatusCode::UNPROCESSABLE_ENTITY, "{number} {email}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_session_is_named_anew_at_sign_in_and_kept_from_scripts() {
    let shop = TestShop::open().await;
    sign_up(&shop.browser()).await;
    let browser = shop.browser();
    let planted = "AAAAAAAAAAAAAAAAAAAAAA";
    let form = [("email", EMAIL), ("password", PASSWORD), ("next", "https://evil.example")];
    let request = browser.request(Method::POST, "/account/sign-in").header("cookie", format!("fg_customer={planted}"));
    let request = request.header("origin", &shop.url).header("sec-fetch-site", "same-origin").form(&form);
    let entered = browser.send(request).await;
    assert_eq!(entered.location(), "/account");
    let cookies: Vec<&str> = entered.headers.get_all("set-cookie").iter().map(|one| one.to_str().unwrap()).collect();
    let of = |name: &str| *cookies.iter().find(|cookie| cookie.starts_with(name)).unwrap();
    let session = of("fg_customer=");
    assert!(
        !session.contains(planted) && session.contains("HttpOnly") && session.contains("SameSite=Lax"),
        "{session}"
    );
    assert!(of("fg_cart=").contains("HttpOnly") && of("fg_browser=").contains("HttpOnly"));
    assert!(of("fg_name=Ada;").contains("SameSite=Lax") && !of("fg_name=").contains("HttpOnly"), "scripts show it");
    let cookie = session.split(';').next().unwrap().to_owned();
    browser.post("/account/sign-out", &[]).await;
    let thief = shop.browser();
    let stolen = thief.request(Method::GET, "/account").header("cookie", &cookie);
    assert_eq!(thief.send(stolen).await.status, StatusCode::SEE_OTHER, "signing out ends the session itself");
    // A session of staff is none of a customer, and the other way round.
    let admin = thief.request(Method::GET, "/admin").header("cookie", cookie.replace("fg_customer", "fg_admin"));
    assert_eq!(thief.send(admin).await.status, StatusCode::SEE_OTHER);
    shop.close().await;
}

#[tokio::test]
async fn addresses_and_details_are_changed_by_forms_and_nothing_typed_is_lost() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    sign_up(&browser).await;
    let hostile = "\"><script>alert(1)</script>";
    let mut fields = vec![
        ("name", hostile),
        ("line1", "1 Engine Way"),
        ("city", "Portland"),
        ("postal_code", "97201"),
        ("country", "US"),
    ];
    let kept = browser.submit("/account/addresses", &fields).await;
    assert!(kept.text(".saved-card").contains(hostile), "{}", kept.words());
    assert_eq!(kept.texts("main script").len(), 0);
    fields[2].1 = "";
    let again = browser.post("/account/addresses", &fields).await;
    assert_eq!((again.status, again.field("line1")), (StatusCode::UNPROCESSABLE_ENTITY, "1 Engine Way".to_owned()));
    assert_eq!(again.attributes("#errors a", "href"), ["#field-city"]);
    assert_eq!(again.attributes("#field-city", "aria-invalid"), ["true"]);
    let change = kept.attributes(".saved-card-acts a", "href").remove(0);
    let other = shop.browser();
    assert_eq!(other.get(&change).await.status, StatusCode::SEE_OTHER);
    other.submit("/account/sign-up", &[("email", "grace@example.com"), ("password", PASSWORD)]).await;
    assert_eq!(other.get(&change).await.status, StatusCode::NOT_FOUND, "somebody else's");
    let removed = browser.submit(&format!("{change}/delete"), &[]).await;
    assert_eq!(removed.texts(".saved-card").len(), 0);

    let renamed = browser.submit("/account/name", &[("name", hostile)]).await;
    assert_eq!(renamed.field("name"), hostile);
    assert_eq!(browser.post("/account/name", &[("name", "")]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    let wrong = [("current_password", "not it at all"), ("new_password", "another long one")];
    let refused = browser.post("/account/password", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text("#field-current_password-error").contains("not your current password"));
    let right = [("current_password", PASSWORD), ("new_password", "another long one")];
    assert_eq!(browser.submit("/account/password", &right).await.status, StatusCode::OK, "this browser stays in");
    assert_eq!(browser.submit("/account/sign-out-everywhere", &[]).await.text("h1"), "Sign in");
    shop.close().await;
}
