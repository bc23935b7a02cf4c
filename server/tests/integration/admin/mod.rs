//! `/admin`, as staff meet it.

mod content;
mod currencies;
mod customers;
mod flags;
mod jobs;
mod locations;
mod orders;
mod products;
mod sign_in;
mod stock;
mod surge;

use commerce::staff;
use reqwest::{RequestBuilder, StatusCode, header::ORIGIN};

use crate::shop::{Browser, Page, TestShop};

const EMAIL: &str = "mara@example.com";
const PASSWORD: &str = "correct horse battery";

/// A member of staff who has signed in.
pub async fn staff_at(shop: &TestShop) -> Browser {
    staff::create(&shop.cx(), EMAIL, PASSWORD).await.unwrap();
    let browser = shop.browser();
    let page = browser.submit("/admin/sign-in", &[("email", EMAIL), ("password", PASSWORD), ("next", "")]).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    browser
}

/// What the page says has just happened.
pub fn notice(page: &Page) -> String {
    page.text(".notice-success")
}

/// What the page says is wrong, by the ids of the fields it leads to.
pub fn wrong_fields(page: &Page) -> Vec<String> {
    page.attributes("#errors a", "href").iter().map(|href| href.trim_start_matches('#').to_owned()).collect()
}

/// Posts from the shop's own pages, as a browser does.
fn from_own_page(request: RequestBuilder, shop: &TestShop) -> RequestBuilder {
    request.header(ORIGIN, &shop.url).header("sec-fetch-site", "same-origin")
}
