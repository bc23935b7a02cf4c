//! Pages of another market than the one whose paths begin with nothing.

use types::{Market, needs_prefix};

use super::{all, every_page, samples};
use crate::{layout::Shell, pages::home};

fn german() -> Market {
    "de:EUR".parse().unwrap()
}

#[test]
fn every_address_on_every_page_leads_into_its_market() {
    for (name, document) in words::speaking(german(), || every_page("T")) {
        let elements = all(&document, "[href], [action], [formaction], [data-queue]");
        assert!(!elements.is_empty(), "{name}");
        for element in elements.iter().filter(|element| element.attr("hreflang").is_none()) {
            for attribute in ["href", "action", "formaction", "data-queue"] {
                let address = element.attr(attribute).unwrap_or_default();
                assert!(!needs_prefix(address, "/de"), "{name}: {}", element.html());
            }
        }
    }
}

#[test]
fn a_page_says_which_market_it_is_of_and_where_the_others_are() {
    let shell = Shell { market: german(), here: "/?a=b".into(), ..samples::shell("T") };
    let html = words::speaking(german(), || home(shell, samples::home("T")));
    assert!(html.starts_with("<!DOCTYPE html><html lang=\"de\" dir=\"ltr\" data-prefix=\"/de\">"), "{html}");
    let document = scraper::Html::parse_document(&html);
    let told = |selector: &str, name: &str| -> Vec<String> {
        all(&document, selector).iter().filter_map(|element| element.attr(name)).map(str::to_owned).collect()
    };
    assert_eq!(told("link[rel=canonical]", "href"), ["https://shop.example/de/"]);
    let url = |prefix: &str| format!("https://shop.example{prefix}/");
    assert_eq!(told("link[rel=alternate]", "hreflang"), ["en", "de", "ar", "x-default"]);
    assert_eq!(told("link[rel=alternate]", "href"), [url(""), url("/de"), url("/ar"), url("")]);
    assert_eq!(told(".footer-languages a", "href"), ["/?a=b", "/de/?a=b", "/ar/?a=b"]);
    assert_eq!(told(".footer-languages a[aria-current]", "lang"), ["de"]);
    let alone = Shell { markets: [samples::shell("T").market].into(), ..samples::shell("T") };
    let html = home(alone, samples::home("T"));
    assert!(!html.contains("hreflang") && !html.contains("data-prefix"), "{html}");
}
