mod carts;
mod goods;
mod markets;
mod offline;
mod orders;
mod queues;
pub(crate) mod samples;
mod suggestions;
mod tills;
mod translated;
mod widgets;

use scraper::{ElementRef, Html, Selector};
use types::FieldError;

use super::*;

const HOSTILE: &str =
    r#"</title><script>alert(1)</script></textarea><script>alert(2)</script>"><img src=x onerror=alert(3)> '"#;

/// Every page with every optional part in it; all text in it is `text`.
fn every_page(text: &'static str) -> Vec<(&'static str, Html)> {
    let shell = || samples::shell(text);
    let notes = || Notes { notice: Some(text.into()), error: Some(text.into()) };
    let pages = [
        ("home", home(shell(), samples::home(text))),
        ("products", listing(shell(), ListedAt::Products, samples::listing(text))),
        ("collection", listing(shell(), ListedAt::Collection, samples::listing(text))),
        ("search", listing(shell(), ListedAt::Search, samples::listing(text))),
        (
            "product",
            product(
                shell(),
                samples::product(text, 5),
                samples::delivery(text, Some(150)),
                vec![samples::card(text)],
                refused(text),
                notes(),
            ),
        ),
        (
            "long product",
            product(shell(), samples::product(text, 40), Delivery::default(), Vec::new(), Choice::default(), notes()),
        ),
        ("drop", drop(shell(), queues::announced(text))),
        ("queue", queues::page(text, types::drops::PlaceState::Admitted)),
        (
            "cart",
            cart(
                shell(),
                Some(samples::cart(text)),
                Some(samples::cart_discount(text)),
                vec![samples::card(text)],
                Some(samples::survey(text)),
                notes(),
            ),
        ),
        ("checkout", checkout(shell(), samples::checkout(text))),
        ("order", order(shell(), samples::order(text), samples::order_asks(text))),
        (
            "reviews",
            reviews(
                shell(),
                &samples::product(text, 1),
                samples::reviews(text).rating,
                vec![samples::review(text); 10],
                (2, 4),
            ),
        ),
        ("feedback sent", feedback_sent(shell())),
        ("sandbox", sandbox_approve(shell(), "pay_1", samples::usd(100))),
        ("mailbox", mailbox(shell(), vec![samples::mail(text)])),
        ("mail", mail(shell(), samples::mail(text))),
        ("wishlist", wishlist(shell(), samples::wishlist(text))),
        ("back in stock", back_in_stock(shell(), "Forget it?", "Then we do.", Some("a.b".into()))),
        ("newsletter", newsletter(shell(), "News", "Thanks.", Some("a.b".into()))),
        ("newsletter again", newsletter_again(shell(), text.into(), text.into())),
        ("sign in", account::sign_in(shell(), typed(text, "email"), notes())),
        ("sign up", account::sign_up(shell(), typed(text, "password"))),
        ("ask reset", account::ask_reset(shell(), typed(text, "email"))),
        ("reset", account::reset(shell(), "a.b".into(), typed(text, "password"))),
        ("confirm", account::confirm(shell(), "a.b".into())),
        ("sent", account::sent(shell(), text)),
        ("order lookup", account::order_lookup(shell(), typed(text, "number"))),
        ("account", account::overview(shell(), samples::account(text), samples::history(text), notes())),
        ("addresses", account::addresses(shell(), vec![samples::saved_address(text)], notes())),
        ("address", account::address_form(shell(), address_form(text))),
        ("details", account::details(shell(), samples::account(text), typed(text, "new_password"), notes())),
        ("offline", offline(shell())),
        ("error", error(shell(), 500, "Error", text, Some(text.into()))),
    ];
    let locale = words::locale();
    let start = format!("<!DOCTYPE html><html lang=\"{}\" dir=\"{}\"><head>", locale.code(), locale.direction());
    let parse = |(name, html): (&'static str, String)| {
        assert!(html.starts_with(&start), "{name}: {html}");
        assert!(html.ends_with("</html>"), "{name}: {html}");
        (name, Html::parse_document(&html))
    };
    pages.into_iter().map(parse).collect()
}

/// Somebody's address was not written down.
fn refused(text: &str) -> Choice {
    Choice { asking: Asking::Refused { email: text.into(), words: text.into() }, ..Choice::default() }
}

/// What was typed into the form whose field `wrong` needs another look.
fn typed(text: &str, wrong: &str) -> account::Typed {
    let [email, name, number] = [(); 3].map(|()| text.to_owned());
    account::Typed {
        email,
        name,
        number,
        next: "/checkout".into(),
        errors: vec![FieldError::new(wrong, text)],
        problem: Some(text.into()),
    }
}

fn address_form(text: &str) -> account::AddressForm {
    let address = samples::saved_address(text).address;
    let errors = vec![FieldError::new("shipping_address.city", text)];
    account::AddressForm { id: None, address, errors, problem: Some(text.into()) }
}

fn all<'a>(document: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    document.select(&Selector::parse(selector).unwrap()).collect()
}

fn text_of(document: &Html, selector: &str) -> String {
    all(document, selector).iter().flat_map(|element| element.text()).collect()
}

#[test]
fn no_text_becomes_an_executable_element() {
    for (page, document) in every_page(HOSTILE) {
        // Blocks of data are not run; they are still what they say they are, whatever the text.
        for data in all(&document, "script[type='application/ld+json']") {
            let text = data.text().collect::<String>();
            assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{page}: {text}");
        }
        let scripts = all(&document, "script:not([type='application/ld+json'])");
        let own = [
            "/islands.js?v=",
            "/extras.js?v=",
            "/queue.js?v=",
            "/again.js?v=",
            "/product.js?v=",
            "/drawer.js?v=",
            "/offline.js?v=",
        ];
        let sources: Vec<_> = scripts.iter().map(|script| script.attr("src").unwrap_or_default()).collect();
        assert!(sources.iter().all(|source| own.iter().any(|own| source.starts_with(own))), "{page}: {sources:?}");
        let expected = match page {
            "queue" => 1,
            "drop" | "order" => 3,
            "product" | "long product" => 4,
            _ => 2,
        };
        assert_eq!(scripts.len(), expected, "{page}: nothing but the shop's own scripts");
        assert_eq!(all(&document, "title").len(), 1, "{page}");
        assert!(text_of(&document, "title").contains("</title><script>alert(1)"), "{page}: the title is kept as text");
        for element in all(&document, "*") {
            let handler = element.value().attrs().find(|(name, _)| name.starts_with("on"));
            assert_eq!(handler, None, "{page}");
        }
    }
}

#[test]
fn nothing_needs_inline_styles() {
    for (page, document) in every_page("Skerry") {
        assert!(all(&document, "[style], style").is_empty(), "{page}");
    }
}

#[test]
fn every_field_has_a_name_to_be_read_out() {
    for (page, document) in every_page("Skerry") {
        let labelled: Vec<_> = all(&document, "label[for]").iter().map(|label| label.attr("for").unwrap()).collect();
        for field in all(&document, "input:not([type=hidden]), select, textarea") {
            let wrapped = field.ancestors().filter_map(ElementRef::wrap).any(|parent| parent.value().name() == "label");
            let named = field.attr("id").is_some_and(|id| labelled.contains(&id));
            assert!(wrapped || named, "{page}: {}", field.html());
        }
    }
}

#[test]
fn ids_are_unique_and_references_lead_somewhere() {
    for (page, document) in every_page("Skerry") {
        let ids: Vec<_> = all(&document, "[id]").iter().map(|element| element.attr("id").unwrap()).collect();
        for (index, id) in ids.iter().enumerate() {
            assert!(!ids[..index].contains(id), "{page}: two elements with id {id}");
        }
        let anchors = all(&document, "a[href^='#']").into_iter().map(|link| &link.attr("href").unwrap()[1..]);
        let described = all(&document, "[aria-describedby]").into_iter().filter_map(|e| e.attr("aria-describedby"));
        for id in anchors.chain(described.flat_map(str::split_whitespace)) {
            assert!(ids.contains(&id), "{page}: nothing has the id {id}");
        }
    }
}

#[test]
fn pages_for_one_visitor_stay_out_of_search_engines() {
    for (page, document) in every_page("T") {
        let listed = ["home", "product", "long product", "drop", "reviews"].contains(&page);
        assert_eq!(all(&document, "meta[name=robots][content=noindex]").is_empty(), listed, "{page}");
    }
}

#[test]
fn one_picture_at_most_is_loaded_before_all_others() {
    for (page, document) in every_page("T") {
        // The sample of a list has what was found, and what is shown where nothing was.
        let is_both = ["products", "collection", "search"].contains(&page);
        let first = all(&document, "img[fetchpriority=high]").len();
        assert!(first <= 1 + usize::from(is_both), "{page}: {first}");
        assert!(first == 1 || !["home", "product"].contains(&page), "{page}");
        assert_eq!(all(&document, "img.picture:not([fetchpriority])").len(), 0, "{page}");
    }
}

#[test]
fn an_excerpt_is_plain_text() {
    assert_eq!(excerpt("<p>Waxed &amp; <b>warm</b></p><p>Made to last</p>", 20), "Waxed & warm Made to");
    assert_eq!(excerpt("Plain > <br>  words\n<unfinished", 20), "Plain > words");
    assert_eq!(excerpt(&"<p>tide </p>".repeat(3), 160), "tide tide tide");
    assert_eq!(excerpt("", 20), "");
}
