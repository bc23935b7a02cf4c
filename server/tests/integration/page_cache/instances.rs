//! Two instances of one shop.

use std::{sync::Arc, time::Duration};

use app::assets::Assets;
use commerce::{Cx, Services, catalog};
use server::{App, listener, routes};
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use super::{MUG, reprice, until};
use crate::shop::{Browser, TestShop};

/// A second instance on a shop's database and Redis.
struct Second {
    services: Arc<Services>,
    url: String,
    stop: CancellationToken,
    listener: JoinHandle<()>,
}

impl Second {
    async fn beside(shop: &TestShop) -> Self {
        let services = Services::connect(shop.services.settings.clone()).await.unwrap();
        let app = App::new(services.clone(), shop.app.server.clone(), Assets::from_hashes(""));
        let socket = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", socket.local_addr().unwrap());
        let stop = CancellationToken::new();
        let limits = listener::Limits::of("second", &app.server);
        let listener = tokio::spawn(listener::serve(socket, routes::router(&app), limits, stop.clone()));
        Self { services, url, stop, listener }
    }

    async fn close(self) {
        self.stop.cancel();
        self.listener.await.unwrap();
        self.services.db.clone().close().await;
    }
}

/// Needs the Redis of a test run; without one instances do not hear each other, which the next test is about.
#[tokio::test]
async fn what_changes_in_one_instance_is_on_the_pages_of_the_other() {
    let shop = TestShop::open().await;
    if shop.services.settings.redis_url.is_none() {
        return shop.close().await;
    }
    let second = Second::beside(&shop).await;
    let (address, browser) = (format!("/products/{MUG}"), Browser::new(&second.url));
    for price in [1_234_500, 2_345_600] {
        browser.get(&address).await;
        reprice(&shop, MUG, price).await;
        let shown = format!("${},{:03}.00", price / 100_000, price / 100 % 1000);
        until("the other instance shows the new price", async || browser.get(&address).await.words().contains(&shown))
            .await;
        let view =
            catalog::product(&Cx::new(second.services.clone(), commerce::Actor::Shopper, ""), MUG).await.unwrap();
        assert_eq!(view.variants[0].price.amount, price, "and so do its copies");
    }
    second.close().await;
    shop.close().await;
}

#[tokio::test]
async fn without_a_word_of_the_change_it_is_shown_when_the_page_has_grown_old() {
    let shop = TestShop::open_with(|config| config.shop.redis_url = None).await;
    let second = Second::beside(&shop).await;
    let (address, browser) = (format!("/products/{MUG}"), Browser::new(&second.url));
    let before = browser.get(&address).await.body;
    reprice(&shop, MUG, 1_234_500).await;
    assert_eq!(browser.get(&address).await.body, before, "it has heard nothing");
    second.services.clock.advance(Duration::from_secs(70));
    assert!(browser.get(&address).await.words().contains("$12,345.00"));
    second.close().await;
    shop.close().await;
}
