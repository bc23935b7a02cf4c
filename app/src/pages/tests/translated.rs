//! Pages in another language have no word of English left, other than the merchant's.

use std::collections::BTreeSet;

use types::{Locale, drops::PlaceState};

use super::*;

/// One of the files whose messages stand on pages, in all languages.
macro_rules! languages {
    ($file:literal) => {
        [
            include_str!(concat!("../../../words/locales/en/", $file)),
            include_str!(concat!("../../../words/locales/de/", $file)),
            include_str!(concat!("../../../words/locales/ar/", $file)),
        ]
    };
}

/// In the order of `Locale::ALL`.
const FILES: [[&str; 3]; 4] =
    [languages!("shop.ftl"), languages!("goods.ftl"), languages!("buying.ftl"), languages!("accounts.ftl")];
/// What the merchant writes: no language's words.
const MERCHANT: &str = "§§§";
/// Attributes that people read or hear.
const READ: [&str; 5] = ["aria-label", "placeholder", "alt", "title", "data-words"];

/// The texts between the gaps of all messages: whole words that could be forgotten on a page.
fn literals(file: &str) -> BTreeSet<String> {
    let lines = file.lines().filter(|line| !line.starts_with('#'));
    let texts = lines.flat_map(|line| {
        match line.starts_with(|first: char| first.is_ascii_lowercase()) {
            true => line.split_once('=').map_or("", |(_, text)| text),
            // A form of a plural stands behind its name.
            false => line.split_once(']').map_or(line, |(_, text)| text),
        }
        .split(['{', '}', '"', '“', '”'])
    });
    let is_code = |text: &&str| text.trim_start().starts_with('$') || text.contains("->");
    let trimmed = texts.filter(|text| !is_code(text)).map(bare).map(str::to_owned);
    trimmed.filter(|text| text.chars().filter(|letter| letter.is_alphabetic()).count() > 3).collect()
}

fn bare(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || ".,:;()".contains(letter))
}

/// English that the language at hand says otherwise.
fn english() -> Vec<String> {
    let here = Locale::ALL.iter().position(|locale| *locale == words::locale()).unwrap();
    let own = FILES.iter().flat_map(|file| literals(file[here])).collect::<Vec<_>>().join("\n").to_lowercase();
    let texts: BTreeSet<_> = FILES.iter().flat_map(|file| literals(file[0])).collect();
    texts.into_iter().filter(|text| !own.contains(&text.to_lowercase())).collect()
}

/// What people read or hear of a page, piece by piece.
fn pieces(document: &Html) -> Vec<String> {
    let of_text = all(document, "body, title").into_iter().flat_map(|element| element.text().map(str::to_owned));
    let read =
        |element: ElementRef| READ.iter().filter_map(|name| element.attr(name)).map(str::to_owned).collect::<Vec<_>>();
    of_text.chain(all(document, "*").into_iter().flat_map(read)).collect()
}

/// Sentences are looked for inside of what is said, words as all that is said: `Name` is also a part of others.
fn left_in(piece: &str, text: &str) -> bool {
    bare(piece) == text || text.contains(' ') && text.len() >= 8 && piece.contains(text)
}

fn forgotten(pages: &[(String, Html)]) -> Vec<String> {
    let english = english();
    assert!(english.len() > 250, "{} texts are looked for", english.len());
    let found = |(page, document): &(String, Html)| {
        let left: BTreeSet<_> = pieces(document)
            .iter()
            .flat_map(|piece| english.iter().filter(|text| left_in(piece, text)).cloned().collect::<Vec<_>>())
            .collect();
        (!left.is_empty()).then(|| format!("{page}: {left:?}"))
    };
    pages.iter().filter_map(found).collect()
}

#[test]
fn nothing_is_left_in_english_on_pages_in_other_languages() {
    let left = |locale: Locale| {
        let pages = every_page(MERCHANT).into_iter().map(|(name, page)| (format!("{locale}: {name}"), page));
        let place = |state: &PlaceState| {
            (format!("{locale}: queue, {state:?}"), Html::parse_document(&queues::page(MERCHANT, *state)))
        };
        forgotten(&pages.chain(PlaceState::ALL.iter().map(place)).collect::<Vec<_>>())
    };
    for locale in [Locale::De, Locale::Ar] {
        let left = words::speaking(locale, || left(locale));
        assert!(left.is_empty(), "{}", left.join("\n"));
    }
}

#[test]
fn what_is_forgotten_would_be_found() {
    let left = |html: &str| {
        let page = ("page".to_owned(), Html::parse_document(html));
        words::speaking(Locale::De, || forgotten(&[page]).len())
    };
    assert_eq!(left("<p>In den Warenkorb</p>"), 0);
    for html in [
        "<button>Add to cart</button>",
        r#"<ul aria-label="Chosen filters"></ul>"#,
        "<p>In the middle of it There is nothing on this page. Go back to the first. And on.</p>",
        "<p>Price</p>",
        "<title>Reviews of §§§</title>",
    ] {
        assert_eq!(left(html), 1, "{html}");
    }
}

#[test]
fn arabic_pages_run_from_right_to_left_and_count_as_arabic_does() {
    words::speaking(Locale::Ar, || {
        let html = home(samples::shell(MERCHANT), samples::home(MERCHANT));
        assert!(html.contains("<html lang=\"ar\" dir=\"rtl\""), "{html}");
        let plain = |text: String| text.replace(['\u{2068}', '\u{2069}'], "");
        let counted = [0, 1, 2, 3, 11, 100].map(|count| plain(count_of_products(count)));
        assert_eq!(counted, ["لا منتجات", "منتج واحد", "منتجان", "3 منتجات", "11 منتجًا", "100 منتج"]);
    });
}
