use std::{
    collections::{BTreeMap, BTreeSet, HashMap, VecDeque},
    time::Duration,
};

use commerce::bus::Note;
use reqwest::StatusCode;

use super::{MUG, get_with, made};
use crate::{
    premises::Proof,
    shop::{Browser, Page, TestShop},
};

/// Pages side by side in a folder, of which each is made a second time: no more than tell of how such a page is made.
const OF_A_KIND: usize = 8;

/// Every page that can be reached by links and is public, in two of the shop's languages, by its address.
async fn crawl(browser: &Browser) -> BTreeMap<String, Page> {
    let (mut seen, mut waiting) = (BTreeSet::new(), VecDeque::from(["/".to_owned()]));
    let mut public = BTreeMap::new();
    while let Some(address) = waiting.pop_front() {
        if !address.starts_with('/') || address.starts_with("/ar/") || !seen.insert(address.clone()) {
            continue;
        }
        let page = browser.get(&address).await;
        if page.status != StatusCode::OK || !page.header("cache-control").starts_with("public") {
            continue;
        }
        waiting.extend(page.attributes("a[href]", "href"));
        waiting.extend(page.attributes("form[action]:not([method])", "action"));
        public.insert(address, page);
    }
    public
}

/// What only a page made for one of these visitors can have in it: their names, addresses and carts.
struct Visitors(Vec<String>);

impl Visitors {
    /// Nothing on the page says who asks for it, and nothing in its head.
    fn are_unknown_to(&self, address: &str, page: &Page) -> Proof {
        let account = if address.starts_with("/de/") { "Konto" } else { "Account" };
        let policy = page.header("content-security-policy");
        let hidden = page.attributes("form[method=post] input[type=hidden]", "name");
        let head = format!("{:?}", page.headers);
        let said = self.0.iter().filter(|word| page.body.contains(*word) || head.contains(*word));
        let mut findings: Vec<_> = said.map(|word| format!("{address} says {word:?}")).collect();
        let rules = [
            (page.header("set-cookie").is_empty(), "sets a cookie"),
            (page.texts(".header-account-name") == [account], "has a name in its header"),
            (page.attributes(".cart-units", "hidden").len() == 1, "says how much is in a cart"),
            (hidden.iter().all(|name| name == "variant_id"), "has a form with something of a visitor's"),
            (!policy.contains("nonce") && page.attributes("[nonce]", "nonce").is_empty(), "has a nonce"),
        ];
        findings.extend(rules.iter().filter(|(holds, _)| !holds).map(|(_, wrong)| format!("{address} {wrong}")));
        if findings.is_empty() { Ok(()) } else { Err(findings) }
    }
}

/// Which cart an answer names to the browser.
fn cart_named_by(answer: &Page) -> String {
    let cookies = answer.headers.get_all("set-cookie");
    let mut carts = cookies.iter().filter_map(|cookie| cookie.to_str().unwrap().strip_prefix("fg_cart="));
    carts.next().unwrap().split(['.', ';']).next().unwrap().to_owned()
}

/// Two people with a cart each, of whom the first has signed in; and what is known of them.
async fn two_visitors(shop: &TestShop) -> ([Browser; 2], Visitors) {
    let (one, other) = (shop.browser_with("skerry-waxed-tote").await, shop.browser());
    let account = [("email", "ada@example.com"), ("name", "Ada Lovelace"), ("password", "correct horse battery")];
    let signed_up = one.post("/account/sign-up", &account).await;
    let variant = shop.for_sale(MUG).await.id.to_string();
    let filled = other.post("/cart/lines", &[("variant_id", &variant), ("quantity", "3")]).await;
    let carts = [cart_named_by(&signed_up), cart_named_by(&filled)];
    let known = ["Ada Lovelace", "ada@example.com"].map(str::to_owned).into_iter().chain(carts).collect();
    ([one, other], Visitors(known))
}

/// A page that nobody was shown before.
async fn made_anew(shop: &TestShop, browser: &Browser, address: &str) -> Page {
    let before = made(shop);
    shop.services.bus.publish(Note::Lost);
    // An old one is all there is for whoever finds the machine too busy.
    for _ in 0..20 {
        let page = browser.get(address).await;
        if made(shop) > before {
            return page;
        }
    }
    panic!("{address} is not made anew");
}

#[tokio::test]
async fn no_page_for_everyone_knows_who_asks() {
    let shop = TestShop::open().await;
    // A page is judged by what is on it, not by what a busy machine had no time for.
    shop.services.extras.allow(Duration::from_secs(60));
    let ([one, other], visitors) = two_visitors(&shop).await;
    let mut pages = crawl(&one).await;
    pages.retain(|address, _| !address.contains("/pkg/") && !address.contains('.'));
    assert!(pages.len() > 60, "home, lists, collections and products: {}", pages.len());
    for some in ["/drops/", "/de/drops/", "/de/products/"] {
        assert!(pages.keys().any(|page| page.starts_with(some)), "{some}: {:?}", pages.keys());
    }
    let mut compared: HashMap<&str, usize> = HashMap::new();
    for (address, first) in &pages {
        assert_eq!(visitors.are_unknown_to(address, first), Ok(()));
        let (kind, _) = address.rsplit_once('/').unwrap();
        let of_kind = compared.entry(kind).or_default();
        *of_kind += 1;
        if *of_kind > OF_A_KIND {
            continue;
        }
        // Made for the one, and made anew for the other: a copy would be compared with itself.
        let second = made_anew(&shop, &other, address).await;
        assert_eq!(first.body, second.body, "{address}");
        assert_eq!(visitors.are_unknown_to(address, &second), Ok(()));
    }
    assert!(compared.len() >= 10, "{compared:?}");
    shop.close().await;
}

#[tokio::test]
async fn a_page_that_knows_who_asks_is_found_to() {
    let shop = TestShop::open().await;
    let ([one, other], visitors) = two_visitors(&shop).await;
    for (browser, address, finding) in [
        (&one, "/account/details", "/account/details says \"Ada Lovelace\""),
        (&one, "/account/details", "/account/details says \"ada@example.com\""),
        (&other, "/cart", "/cart says how much is in a cart"),
        (&other, "/checkout", "/checkout has a form with something of a visitor's"),
    ] {
        let findings = visitors.are_unknown_to(address, &browser.get(address).await).unwrap_err();
        assert!(findings.iter().any(|one| one == finding), "{finding}: {findings:#?}");
    }
    // The answer that names a cart to its browser.
    let variant = shop.for_sale(MUG).await.id.to_string();
    let filled = other.post("/cart/lines", &[("variant_id", &variant), ("quantity", "1")]).await;
    let findings = visitors.are_unknown_to("/cart/lines", &filled).unwrap_err();
    let cart = format!("/cart/lines says {:?}", cart_named_by(&filled));
    for finding in [cart.as_str(), "/cart/lines sets a cookie"] {
        assert!(findings.iter().any(|one| one == finding), "{finding}: {findings:#?}");
    }
    shop.close().await;
}

#[tokio::test]
async fn a_page_made_for_a_visitor_is_made_as_if_by_nobody() {
    let shop = TestShop::open().await;
    let browser = shop.browser_with(MUG).await;
    // Made by a request that tells all it can about a visitor.
    let all = [("authorization", "Bearer secret"), ("accept-language", "de"), ("user-agent", "curious/1.0")];
    let made = get_with(&browser, "/products/lantern-no-7", &all).await;
    let shop_again = TestShop::open().await;
    let plain = shop_again.browser().get("/products/lantern-no-7").await;
    let without_ids = |body: &str, shop: &TestShop| body.replace(&shop.url, "");
    // Two databases made from one template: all is the same but the shop's own address.
    assert_eq!(without_ids(&made.body, &shop), without_ids(&plain.body, &shop_again));
    shop.close().await;
    shop_again.close().await;
}

#[tokio::test]
async fn the_browser_is_told_how_many_units_its_cart_holds() {
    let shop = TestShop::open().await;
    let browser = shop.browser();
    let told = |page: &Page| {
        let cookies = page.headers.get_all("set-cookie");
        let mut values = cookies.iter().filter_map(|one| one.to_str().unwrap().strip_prefix("fg_units="));
        values.next().map(|rest| rest.split(';').next().unwrap().to_owned())
    };
    assert_eq!(told(&browser.get("/cart").await), None, "nothing to tell");
    let variant = shop.for_sale(MUG).await.id.to_string();
    let cart = browser.submit("/cart/lines", &[("variant_id", &variant), ("quantity", "2")]).await;
    assert_eq!((told(&cart).as_deref(), cart.text(".cart-count").as_str()), (Some("2"), "2"));
    assert_eq!(told(&browser.get("/cart").await), None, "told already");
    let empty = browser
        .submit("/cart/lines/update", &[("variant_id", &variant), ("quantity", "0"), ("action", "remove")])
        .await;
    assert_eq!(told(&empty).as_deref(), Some("0"));
    shop.close().await;
}
