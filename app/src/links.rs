//! Leads the addresses in finished HTML into the market it was written for, so that whoever writes a page need not think of markets.

use types::needs_prefix;

/// Attributes that hold an address somebody follows, sends a form to, or fetches.
const ADDRESSES: [&str; 4] = ["href", "action", "formaction", "data-queue"];
/// What leads into another language says so, and goes where it says.
const ELSEWHERE: &str = "hreflang";
/// Elements whose content is text, whatever it looks like.
const TEXTS: [&str; 4] = ["script", "style", "textarea", "title"];

/// `html` with `prefix` before every address in it that leads to a page or form of the shop and lies in no market yet. One pass; only
/// values of attributes change. What is no tag to a browser is none here.
pub(crate) fn into_market(html: String, prefix: &str) -> String {
    if prefix.is_empty() {
        return html;
    }
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html.as_str();
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = match Tag::read(rest) {
            Some(tag) => {
                write(&mut out, rest, &tag, prefix);
                let end = tag.length + text_length(&rest[tag.length..], tag.name);
                out.push_str(&rest[tag.length..end]);
                end
            }
            None => {
                let end = other_length(rest);
                out.push_str(&rest[..end]);
                end
            }
        };
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Writes the tag that `html` begins with.
fn write(out: &mut String, html: &str, tag: &Tag<'_>, prefix: &str) {
    let mut written = 0;
    for &(from, to) in &tag.addresses {
        if needs_prefix(&html[from..to], prefix) {
            out.push_str(&html[written..from]);
            out.push_str(prefix);
            written = from;
        }
    }
    out.push_str(&html[written..tag.length]);
}

/// Bytes of a comment, a declaration or a tag without an end; a lone `<` is text.
fn other_length(html: &str) -> usize {
    let end = match html.as_bytes().get(1) {
        Some(b'!') if html.starts_with("<!--") => html.find("-->").map(|at| at + 3),
        Some(b'!' | b'/' | b'?') => html.find('>').map(|at| at + 1),
        Some(byte) if byte.is_ascii_alphabetic() => None,
        _ => Some(1),
    };
    end.unwrap_or(html.len())
}

/// Bytes up to the end of the element `name`, where that holds nothing but text.
fn text_length(html: &str, name: &str) -> usize {
    if !TEXTS.iter().any(|text| name.eq_ignore_ascii_case(text)) {
        return 0;
    }
    let is_end = |at: &usize| {
        let after = &html.as_bytes()[at + 2..];
        let is_named = after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
        is_named && after.get(name.len()).is_some_and(|byte| ends_name(*byte))
    };
    html.match_indices("</").map(|(at, _)| at).find(is_end).unwrap_or(html.len())
}

/// A start or an end tag.
struct Tag<'a> {
    /// With its slash where it is an end tag.
    name: &'a str,
    /// Bytes from `<` to `>`.
    length: usize,
    /// Where addresses in it begin and end.
    addresses: Vec<(usize, usize)>,
}

impl<'a> Tag<'a> {
    /// The tag that `html` begins with; none where it begins with something else, or the tag has no end.
    fn read(html: &'a str) -> Option<Self> {
        let bytes = html.as_bytes();
        let next =
            |from: usize, ends: fn(u8) -> bool| Some(from + bytes.get(from..)?.iter().position(|byte| ends(*byte))?);
        let ends = bytes.get(1) == Some(&b'/');
        let first = if ends { 2 } else { 1 };
        bytes.get(first).filter(|byte| byte.is_ascii_alphabetic())?;
        let mut at = next(first, ends_name)?;
        let (name, mut addresses, mut elsewhere) = (&html[1..at], Vec::new(), ends);
        loop {
            at = next(at, |byte| !byte.is_ascii_whitespace() && byte != b'/')?;
            if bytes[at] == b'>' {
                break;
            }
            // A name may begin with `=`.
            let end = next(at + 1, |byte| ends_name(byte) || byte == b'=')?;
            let attribute = &html[at..end];
            elsewhere |= attribute.eq_ignore_ascii_case(ELSEWHERE);
            at = next(end, |byte| !byte.is_ascii_whitespace())?;
            if bytes[at] != b'=' {
                continue;
            }
            at = next(at + 1, |byte| !byte.is_ascii_whitespace())?;
            let (from, to) = match bytes[at] {
                b'"' => (at + 1, next(at + 1, |byte| byte == b'"')?),
                b'\'' => (at + 1, next(at + 1, |byte| byte == b'\'')?),
                _ => (at, next(at, |byte| byte.is_ascii_whitespace() || byte == b'>')?),
            };
            at = if from > at { to + 1 } else { to };
            if ADDRESSES.iter().any(|name| attribute.eq_ignore_ascii_case(name)) {
                addresses.push((from, to));
            }
        }
        if elsewhere {
            addresses.clear();
        }
        Some(Self { name, length: at + 1, addresses })
    }
}

fn ends_name(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use scraper::{ElementRef, Html};

    use super::*;

    fn german(html: &str) -> String {
        into_market(html.to_owned(), "/de")
    }

    #[test]
    fn links_and_forms_lead_into_the_market() {
        for (html, expected) in [
            (r#"<a href="/cart">"#, r#"<a href="/de/cart">"#),
            (r#"<a class=x href='/'>"#, r#"<a class=x href='/de/'>"#),
            (r#"<A HREF=/cart>"#, r#"<A HREF=/de/cart>"#),
            (
                r#"<a title="a > b" href="/search?q=1&amp;x=2#y"/>"#,
                r#"<a title="a > b" href="/de/search?q=1&amp;x=2#y"/>"#,
            ),
            (r#"<form action="/cart/lines" method="post">"#, r#"<form action="/de/cart/lines" method="post">"#),
            (
                r#"<button formaction="/checkout/delivery" disabled>"#,
                r#"<button formaction="/de/checkout/delivery" disabled>"#,
            ),
            (r#"<div data-queue="/queue/events">"#, r#"<div data-queue="/de/queue/events">"#),
            (
                r#"<link rel="manifest" href="/site.webmanifest">"#,
                r#"<link rel="manifest" href="/de/site.webmanifest">"#,
            ),
            (r#"<p>1 < 2 <a href="/cart">"#, r#"<p>1 < 2 <a href="/de/cart">"#),
            (r#"<title>a</title><a href="/">"#, r#"<title>a</title><a href="/de/">"#),
        ] {
            assert_eq!(german(html), expected);
        }
    }

    #[test]
    fn what_leads_elsewhere_or_is_no_address_stays() {
        for html in [
            r#"<link href="/pkg/a.css"><script src="/islands.js?v=1"></script><img src="/media/a.png">"#,
            r#"<a href="/de/cart"><a href="/de"><a href="/admin"><a href="/api/v1/carts">"#,
            r##"<a href="https://other.example/cart"><a href="//other.example"><a href="#top"><a href="cart"><a href="">"##,
            r#"<a hreflang="ar" href="/ar/cart"><a href="/cart" hreflang="en">"#,
            r#"<script type="application/ld+json">{"a":"<a href=\"/cart\">"}</script>"#,
            r#"<textarea><a href="/cart"></textarea><!-- <a href="/cart"> --><!DOCTYPE html>"#,
            r#"<p>href="/cart" <b title=' href="/cart" '>a</b> < a href="/cart"</p>"#,
            r#"<leptos-island data-props='{"href":"/cart"}'>"#,
            r#"<a href="/cart" title="never ends"#,
            r#"</a href="/cart" title="><a href='/cart'>">"#,
            r#"<title></titles><a href="/cart"></title>"#,
            "<",
            "<a",
            "</",
            "<!--",
            "<a href",
            "<a href=",
            "<a =",
            "<\u{e4}>",
        ] {
            assert_eq!(german(html), html);
        }
        let html = r#"<a href="/cart">"#;
        assert_eq!(into_market(html.to_owned(), ""), html);
    }

    /// An element's name and attributes.
    type Element = (String, Vec<(String, String)>);

    /// Elements, and all text.
    fn shape(html: &str) -> (Vec<Element>, String) {
        let document = Html::parse_fragment(html);
        let elements = document.tree.nodes().filter_map(ElementRef::wrap).map(|element| {
            let mut attributes: Vec<_> =
                element.value().attrs().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
            attributes.sort();
            (element.value().name().to_owned(), attributes)
        });
        (elements.collect(), document.root_element().text().collect())
    }

    fn pieces() -> impl Strategy<Value = String> {
        let fixed = prop::sample::select(vec![
            r#"<a href="/cart">"#,
            r#"<a href='/de/x?y=/z'>"#,
            r#"<form action=/search>"#,
            "</a>",
            "<p>",
            "</p>",
            "<!-- ",
            "-->",
            r#"<a hreflang=ar href="/ar/">"#,
            "<title>",
            "</title>",
            "<textarea>",
            "</textarea>",
            r#"<b title="<a href='/cart'>">"#,
            " href=\"/cart\" ",
            "<",
            ">",
            "\"",
            "'",
            "=",
            "/",
            "\u{627}\u{644}",
            "<br/>",
            r#"<i data-queue="/queue/events" x>"#,
        ]);
        let text = "[a-z <>\"'=/&]{0,8}";
        prop::collection::vec(prop_oneof![fixed.prop_map(str::to_owned), text], 0..16)
            .prop_map(|pieces| pieces.concat())
    }

    proptest! {
        /// A browser sees the same elements and the same text; addresses have the prefix at most once; a second pass changes nothing.
        #[test]
        fn nothing_but_addresses_changes_and_each_once(html in pieces()) {
            let led = german(&html);
            prop_assert_eq!(&german(&led), &led);
            let ((before, text), (after, same_text)) = (shape(&html), shape(&led));
            prop_assert_eq!(text, same_text);
            prop_assert_eq!(before.len(), after.len());
            for ((name, attributes), (same_name, led)) in before.iter().zip(&after) {
                prop_assert_eq!(name, same_name);
                for ((name, value), (same_name, led)) in attributes.iter().zip(led) {
                    prop_assert_eq!(name, same_name);
                    let is_led = ADDRESSES.contains(&name.as_str()) && format!("/de{value}") == *led;
                    prop_assert!(value == led || is_led);
                }
            }
        }
    }
}
