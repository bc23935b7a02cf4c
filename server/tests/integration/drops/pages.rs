use commerce::{Challenged, limits::Quota};
use metrics_exporter_prometheus::PrometheusBuilder;
use reqwest::StatusCode;

use super::{A_MINUTE, A_MOMENT, announced};
use crate::shop::{Browser, Checkout, Page, TestShop};

/// The queue's page, and whether it will look again by itself.
async fn queue(browser: &Browser) -> Page {
    let page = browser.get("/drops/lamp/queue").await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(page.body.len() < 4_000, "a light page: {} bytes", page.body.len());
    assert!(!page.body.contains("wasm"));
    page
}

fn looks_again(page: &Page) -> bool {
    // A parser that runs scripts takes what is in <noscript> for text.
    page.body.contains("<noscript><meta http-equiv=\"refresh\"")
}

async fn join(browser: &Browser) -> Page {
    browser.submit("/drops/lamp/queue", &[]).await
}

async fn pay(browser: &Browser, token: &str) -> Page {
    let till = browser.get("/checkout").await;
    let email = format!("{}@example.com", till.field("idempotency_key"));
    let street = format!("{} Engine Way", till.field("idempotency_key"));
    let form = Checkout::paid_with(token).with("email", &email).with("line1", &street);
    browser.post("/checkout", &form.fields(&till.field("idempotency_key"))).await
}

#[tokio::test]
async fn without_scripts_people_go_from_the_draw_to_their_order_and_the_next_is_told_the_truth() {
    let shop = TestShop::open().await;
    let event = announced(&shop, 1).await;
    let (ada, bob) = (shop.browser(), shop.browser());
    let announced = ada.get("/drops/lamp").await;
    assert!(announced.words().contains("Come early & bring <friends>."), "{}", announced.words());
    let drop = commerce::drops::view(&shop.cx(), "lamp").await.unwrap();
    assert_eq!(announced.attributes("[data-countdown]", "data-countdown"), [drop.starts_at]);
    assert!(queue(&ada).await.words().contains("The queue opens at"));

    shop.later(A_MINUTE).await;
    assert_eq!(ada.get("/drops/lamp").await.text(".drop form button"), "Join the draw");
    for browser in [&ada, &bob] {
        let page = join(browser).await;
        assert!(page.words().contains("You are in the draw") && looks_again(&page), "{}", page.words());
    }
    assert!(queue(&ada).await.words().contains("2 people"), "a reload keeps the place");

    shop.later(A_MINUTE).await;
    shop.later(A_MOMENT).await;
    let (first, second) = match queue(&ada).await.words().contains("It is your turn") {
        true => (ada, bob),
        false => (bob, ada),
    };
    let waiting = queue(&second).await;
    assert!(
        waiting.words().contains("may well be gone before your turn") && looks_again(&waiting),
        "{}",
        waiting.words()
    );
    let turn = queue(&first).await;
    assert_eq!(turn.text("form button"), "Buy Galley kettle for $15.00");
    let wish = [("variant_id", event.goods.variant.to_string())];
    let wish = [(wish[0].0, wish[0].1.as_str())];
    let till = first.submit("/drops/lamp/buy", &wish).await;
    assert!(till.words().contains("We keep these for you"), "{}", till.words());

    let refused = second.post("/drops/lamp/buy", &wish).await;
    assert_eq!((refused.status, refused.location().as_str()), (StatusCode::SEE_OTHER, "/drops/lamp/queue"));
    let refused = second.post("/cart/lines", &wish).await;
    assert_eq!(refused.location(), "/drops/lamp/queue", "nor by the way around");

    let paid = pay(&first, "tok_ok").await;
    assert_eq!(paid.status, StatusCode::SEE_OTHER, "{}", paid.words());
    assert!(first.get(&paid.location()).await.words().contains("Thank you"));
    shop.later(A_MOMENT).await;
    let told = queue(&second).await;
    assert!(told.words().contains("Sold out."), "{}", told.words());
    shop.close().await;
}

#[tokio::test]
async fn a_unit_that_was_not_paid_for_goes_to_the_next_in_line() {
    let shop = TestShop::open().await;
    let event = announced(&shop, 1).await;
    shop.later(A_MINUTE * 2).await;
    let (first, second) = (shop.browser(), shop.browser());
    join(&first).await;
    join(&second).await;
    shop.later(A_MOMENT).await;
    assert!(queue(&first).await.words().contains("It is your turn"));
    let variant = event.goods.variant.to_string();
    first.submit("/drops/lamp/buy", &[("variant_id", &variant)]).await;
    let declined = pay(&first, "tok_declined").await;
    assert_eq!(declined.status, StatusCode::PAYMENT_REQUIRED, "{}", declined.words());
    assert!(declined.words().contains("declined"));
    shop.later(A_MOMENT).await;
    assert!(queue(&second).await.words().contains("It is your turn"));
    let again = first.get("/checkout").await;
    assert_eq!(again.location(), "/drops/lamp/queue", "not whoever is quickest");
    shop.close().await;
}

#[tokio::test]
async fn what_is_sold_in_a_drop_is_listed_as_not_available() {
    let shop = TestShop::open().await;
    let event = announced(&shop, 3).await;
    let page = shop.browser().get(&format!("/products/{}", event.goods.slug)).await;
    assert!(page.words().contains("drop"), "{}", page.words());
    assert!(page.attributes("a", "href").contains(&"/drops/lamp".to_owned()));
    assert!(page.texts("button").iter().all(|label| label != "Add to cart"));
    shop.close().await;
}

#[tokio::test]
async fn the_whole_shops_queue_is_open_when_staff_say_so() {
    use commerce::drops;
    use types::drops::{RoomControl, RoomMode};
    let shop = TestShop::open().await;
    let (browser, variant) = (shop.browser(), shop.for_sale("limpet-key-hook").await);
    assert!(browser.get("/queue").await.words().contains("There is no queue right now"));
    drops::control_shop(&shop.cx(), RoomControl { mode: RoomMode::Open, per_minute: None }).await.unwrap();
    let wish = [("variant_id", variant.id.to_string())];
    let wish = [(wish[0].0, wish[0].1.as_str())];
    assert_eq!(browser.post("/cart/lines", &wish).await.location(), "/queue");
    browser.submit("/queue", &[]).await;
    shop.later(A_MOMENT).await;
    assert!(browser.get("/queue").await.words().contains("It is your turn"));
    assert_eq!(browser.post("/cart/lines", &wish).await.location(), "/cart");
    shop.close().await;
}

#[tokio::test]
async fn without_scripts_a_place_that_costs_work_is_had_by_waiting() {
    let shop = TestShop::open_with(|config| config.shop.waiting_room.challenge.whom = Challenged::Everyone).await;
    announced(&shop, 1).await;
    shop.later(A_MINUTE).await;
    let (ada, bob) = (shop.browser(), shop.browser());
    let sent = ada.post("/drops/lamp/queue", &[]).await;
    let asked = ada.get(&sent.location()).await;
    assert_eq!((asked.status, asked.header("cache-control")), (StatusCode::OK, "no-store"));
    assert!(asked.words().contains("a short calculation") && looks_again(&asked), "{}", asked.words());
    let challenge = asked.field("challenge");
    let early = ada.post("/drops/lamp/queue", &[("challenge", &challenge), ("solution", "")]).await;
    assert_eq!(early.location(), sent.location(), "the same page, and less to wait");
    let wrong = ada.post("/drops/lamp/queue", &[("challenge", &challenge), ("solution", "<b>")]).await;
    assert_ne!(wrong.location(), sent.location(), "a new one");

    shop.later(A_MOMENT * 30).await;
    let waited = ada.get(&sent.location()).await;
    assert_eq!(waited.text("form button"), "Take my place");
    assert!(!looks_again(&waited));
    let borrowed = bob.get(&sent.location()).await;
    assert!(borrowed.words().contains("There is a queue"), "somebody else's says nothing: {}", borrowed.words());
    let page = ada.submit("/drops/lamp/queue", &[("challenge", &challenge), ("solution", "")]).await;
    assert!(page.words().contains("You are in the draw"), "{}", page.words());
    assert_eq!(
        ada.post("/drops/lamp/queue", &[]).await.location(),
        "/drops/lamp/queue",
        "whoever has one is asked no more"
    );
    shop.close().await;
}

#[tokio::test]
async fn a_look_at_a_queue_is_the_same_page_from_memory_and_counts_all_the_same() {
    const LOOKS: u32 = 40;
    let recorder = PrometheusBuilder::new().build_recorder();
    let counted = recorder.handle();
    // The shop's tasks run in this thread.
    let _guard = metrics::set_default_local_recorder(&recorder);
    let shop = TestShop::open_with(|config| {
        config.shop.limits.enabled = true;
        config.shop.limits.queue = Quota { burst: LOOKS, per_minute: 1 };
    })
    .await;
    announced(&shop, 1).await;
    shop.later(A_MINUTE).await;
    let browser = shop.browser();
    let joined = join(&browser).await;
    assert!(joined.words().contains("You are in the draw"));
    // What nobody keeps takes the whole way.
    let made = browser.get("/drops/lamp/queue?made=anew").await;
    let told =
        ["content-type", "cache-control", "content-security-policy", "referrer-policy", "x-content-type-options"];
    for _ in 2..LOOKS {
        let look = queue(&browser).await;
        assert_eq!(look.body, made.body);
        assert_eq!(told.map(|name| look.header(name)), told.map(|name| made.header(name)));
        assert!(!look.header("x-request-id").is_empty());
    }
    let text = counted.render();
    let known = text
        .lines()
        .find(|line| line.starts_with("floodgate_http_requests_total{") && line.contains("route=\"/queue\""));
    let known: f64 = known.and_then(|line| line.rsplit(' ').next()).unwrap_or("0").parse().unwrap();
    assert!(known > 0.0, "{text}");
    assert_eq!(browser.get("/drops/lamp/queue").await.status, StatusCode::TOO_MANY_REQUESTS);
    shop.close().await;
}
