//! What the shop says to those who speak another language: on pages, in refusals, and in mails.

use reqwest::StatusCode;
use types::admin::StockAdjustment;

use crate::shop::{Browser, Checkout, Page, TestShop};

const MUG: &str = "kittiwake-enamel-mug";
const PASSWORD: &str = "correct horse battery";

/// The only mail there is, once all jobs have run.
async fn mail(shop: &TestShop) -> Page {
    shop.run_jobs().await;
    let browser = shop.browser();
    let mails = browser.get("/dev/mailbox").await.attributes(".mailbox a", "href");
    assert_eq!(mails.len(), 1, "{mails:?}");
    browser.get(&mails[0]).await
}

/// The path of the mail's first link, which leads into the shop.
fn way(shop: &TestShop, mail: &Page) -> String {
    let link = mail.attributes(".mail pre a", "href").into_iter().next().expect("a link");
    let path = link.strip_prefix(&shop.services.settings.public_url);
    path.unwrap_or_else(|| panic!("{link} leads elsewhere")).to_owned()
}

/// Without the marks around what stands in an Arabic sentence's gaps.
fn plain(text: &str) -> String {
    text.replace(['\u{2068}', '\u{2069}'], "")
}

async fn place(browser: &Browser, prefix: &str, form: Checkout) -> Page {
    let key = browser.get(&format!("{prefix}/checkout")).await.field("idempotency_key");
    browser.post(&format!("{prefix}/checkout"), &form.fields(&key)).await
}

#[tokio::test]
async fn an_order_in_german_is_confirmed_in_german_and_its_mail_leads_back_into_the_german_shop() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    let placed = place(&browser, "/de", Checkout::paid_with("tok_ok")).await;
    assert_eq!(placed.status, StatusCode::SEE_OTHER, "{}", placed.words());
    let order = browser.get(&placed.location()).await;
    for german in ["Vielen Dank, es gehört Ihnen", "Bestellung aufgegeben", "Zahlung eingegangen", "Bezahlt"] {
        assert!(order.words().contains(german), "{german} in {}", order.words());
    }
    assert_eq!(
        order.texts(".asked-title"),
        order.texts(".order-line-title"),
        "what can be reviewed is called as it was bought"
    );
    let mail = mail(&shop).await;
    for german in ["ist bestätigt", "Ihre Zahlung ist eingegangen", "Versandart: Standard"] {
        assert!(mail.words().contains(german), "{german} in {}", mail.words());
    }
    assert!(!mail.words().contains("Thank you"), "{}", mail.words());
    assert_eq!(way(&shop, &mail), placed.location());
    assert!(placed.location().starts_with("/de/orders/"), "{}", placed.location());
    let english = placed.location().trim_start_matches("/de").to_owned();
    let english = browser.get(&english).await.words();
    assert!(english.contains("Order placed") && english.contains("Thank you, it is yours"), "{english}");
    shop.close().await;
}

#[tokio::test]
async fn what_stands_in_the_way_of_an_arabic_buyer_is_told_in_arabic() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    let declined = place(&browser, "/ar", Checkout::paid_with("tok_declined")).await;
    assert_eq!(
        (declined.status, declined.attributes("html", "dir")),
        (StatusCode::PAYMENT_REQUIRED, vec!["rtl".into()])
    );
    assert!(declined.text("#errors").starts_with("رُفضت بطاقتك."), "{}", declined.words());

    let form = Checkout::paid_with("tok_ok").with("discount_code", "NOPE");
    let code = browser.post("/ar/checkout/delivery", &form.fields("")).await;
    assert_eq!(code.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(code.text("#field-discount_code-error"), "لا نعرف هذا الرمز.");

    let lacking = Checkout::paid_with("tok_ok").with("email", "ada").with("city", "");
    let lacking = place(&browser, "/ar", lacking).await;
    assert_eq!(lacking.text("#field-email-error"), "أدخل بريدًا إلكترونيًا مثل name@example.com.");
    assert_eq!(plain(&lacking.text("#field-city-error")), "أدخل المدينة (120 حرفًا كحد أقصى).");

    shop.close().await;
}

#[tokio::test]
async fn what_has_sold_out_meanwhile_is_told_in_the_buyers_language() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    let id = browser.get("/cart").await.field("variant_id").parse().unwrap();
    let none = StockAdjustment { set: Some(0), reason: "counted".into(), ..StockAdjustment::default() };
    commerce::inventory::adjust(&shop.cx(), id, none).await.unwrap();
    for (prefix, at_the_till, in_the_cart) in [
        ("/ar", "نفدت كمية", "نفدت الكمية. أزل هذا المنتج لإتمام الشراء."),
        ("/de", "ist ausverkauft.", "Ausverkauft. Bitte entfernen, um zur Kasse zu gehen."),
    ] {
        let till = browser.get(&format!("{prefix}/checkout")).await;
        assert!(till.text("#errors li").contains(at_the_till), "{}", till.words());
        let form = Checkout::paid_with("tok_ok");
        let refused = browser.post(&format!("{prefix}/checkout"), &form.fields(&format!("key-of{prefix}"))).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{}", refused.words());
        assert!(refused.text("#errors li").contains(at_the_till), "{}", refused.words());
        assert_eq!(browser.get(&format!("{prefix}/cart")).await.text(".cart-line-short"), in_the_cart);
    }
    shop.close().await;
}

#[tokio::test]
async fn whoever_signs_up_in_arabic_is_asked_in_arabic_whether_the_address_is_theirs() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let typed = [("email", "ada@example.com"), ("name", "Ada"), ("password", PASSWORD)];
    let short = browser.post("/ar/account/sign-up", &[typed[0], typed[1], ("password", "short")]).await;
    assert_eq!(short.text("#field-password-error"), "اختر كلمة مرور من 10 إلى 200 حرف.");
    let account = browser.submit("/ar/account/sign-up", &typed).await;
    assert!(account.words().contains("أهلًا بك. هذا حسابك."), "{}", account.words());
    let mail = mail(&shop).await;
    let words = plain(&mail.words());
    assert!(words.contains("أُنشئ حساب لدى") && words.contains("هل هذا بريدك؟"), "{words}");
    let way = way(&shop, &mail);
    assert!(way.starts_with("/ar/account/confirm/"), "{way}");
    let asked = browser.get(&way).await;
    assert_eq!((asked.status, asked.text("h1")), (StatusCode::OK, "هل هذا بريدك؟".into()));
    shop.close().await;
}

#[tokio::test]
async fn a_newsletter_asked_for_in_german_is_confirmed_in_german() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let asked = browser.post("/de/newsletter", &[("email", "ada@example.com")]).await;
    assert_eq!(asked.status, StatusCode::OK, "{}", asked.words());
    let mail = mail(&shop).await;
    assert!(mail.words().contains("Wenn Sie das waren, sagen Sie hier Ja:"), "{}", mail.words());
    let way = way(&shop, &mail);
    assert!(way.starts_with("/de/newsletter/"), "{way}");
    assert_eq!(browser.get(&way).await.status, StatusCode::OK);
    shop.close().await;
}
