//! Every page, drawn from sample data and from hostile data.

mod content;
mod currencies;
mod customers;
mod discounts;
mod drops;
mod hostile;
mod pages;
mod sample;
mod translation;
mod voices;

use scraper::{Html, Selector};

use super::AdminPage;

/// A page as the browser sees it.
fn parsed(page: AdminPage) -> Html {
    Html::parse_document(&page.into_html("/admin.css"))
}

fn count(document: &Html, selector: &str) -> usize {
    document.select(&Selector::parse(selector).unwrap()).count()
}

/// The text of the first element that matches, its white space collapsed.
fn text(document: &Html, selector: &str) -> String {
    let element = document.select(&Selector::parse(selector).unwrap()).next();
    let element = element.unwrap_or_else(|| panic!("no {selector}"));
    element.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

/// An attribute of the first element that matches.
fn attribute(document: &Html, selector: &str, name: &str) -> Option<String> {
    document.select(&Selector::parse(selector).unwrap()).next()?.attr(name).map(str::to_owned)
}
