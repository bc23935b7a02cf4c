//! Rich text from merchants and files: a short list of elements survives, everything else goes.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

const ELEMENTS: [&str; 34] = [
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "dl",
    "dt",
    "em",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "li",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "small",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
];
const MORE_ELEMENTS: [&str; 5] = ["thead", "tfoot", "tr", "u", "ul"];

/// No images: the shop's content policy lets pages load its own alone. No classes, ids or styles: they would reach into the
/// page's own looks.
static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = ammonia::Builder::default();
    cleaner
        .tags(ELEMENTS.into_iter().chain(MORE_ELEMENTS).collect())
        .tag_attributes(HashMap::from([
            ("a", HashSet::from(["href"])),
            ("td", HashSet::from(["colspan", "rowspan"])),
            ("th", HashSet::from(["colspan", "rowspan", "scope"])),
        ]))
        .generic_attributes(HashSet::new())
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .link_rel(Some("noopener noreferrer nofollow"));
    cleaner
});

/// The harmless part of `html`. Scripts and styles go with their content, other unknown elements leave theirs behind.
pub(crate) fn sanitise(html: &str) -> String {
    // The parser drops a byte order mark, but only the first.
    let text = html.replace(['\0', '\u{feff}'], "");
    let text = text.trim();
    // Most texts of most files are plain; they need no parser.
    if !text.contains(['<', '&', '>', '\u{a0}']) {
        return text.to_owned();
    }
    CLEANER.clean(text).to_string().trim().to_owned()
}

/// The words of sanitised `html`, for the search index.
pub(in crate::catalog) fn plain_text(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    for part in html.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_tag, rest)| rest));
        text.push(' ');
    }
    ["&amp;", "&lt;", "&gt;", "&nbsp;"].iter().fold(text, |text, entity| text.replace(entity, " "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn byte_order_marks_go_however_many_there_are() {
        assert_eq!(sanitise("\u{feff}\u{feff}a & b\u{feff}"), "a &amp; b");
    }

    #[test]
    fn harmless_markup_stays() {
        let html = "<h2>Made slowly</h2><p>18&nbsp;l, <strong>640 g</strong></p><ul><li>waxed</li></ul>";
        assert_eq!(sanitise(html), html);
        assert_eq!(sanitise("plain words"), "plain words");
        assert_eq!(sanitise("5 > 3 & 2 < 4"), "5 &gt; 3 &amp; 2 &lt; 4");
    }

    #[test]
    fn words_of_neighbouring_elements_stay_apart() {
        let words = plain_text("<p>waxed <b>cotton</b></p><ul><li>18&nbsp;l</li><li>640 g</li></ul>");
        assert_eq!(words.split_whitespace().collect::<Vec<_>>(), ["waxed", "cotton", "18", "l", "640", "g"]);
    }

    #[test]
    fn links_lose_their_power_over_us() {
        let rel = r#"rel="noopener noreferrer nofollow""#;
        assert_eq!(
            sanitise(r#"<a href="https://example.org" target="_blank" onclick="x()">there</a>"#),
            format!(r#"<a href="https://example.org" {rel}>there</a>"#)
        );
        assert_eq!(sanitise(r#"<a href="javascript:alert(1)">x</a>"#), format!("<a {rel}>x</a>"));
        assert_eq!(sanitise("<a href=\"java\nscript:alert(1)\">x</a>"), format!("<a {rel}>x</a>"));
    }

    #[test]
    fn attacks_leave_nothing_behind() {
        for attack in [
            "<script>alert(1)</script>",
            "</title><script>alert(1)</script>",
            "</textarea><script>alert(1)</script>",
            "<style>*{display:none}</style>",
            "<img src=x onerror=alert(1)>",
            "<svg/onload=alert(1)>",
            "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
            "<p style='position:fixed' class='x' id='y' onclick='z'></p>",
            "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
            "<a href='data:text/html,<script>alert(1)</script>'></a>",
            "<form action=//evil><input name=q><button>go</button></form>",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        ] {
            assert_harmless(&sanitise(attack));
        }
    }

    /// Reads every tag of `html` and compares it with what may be there.
    fn assert_harmless(html: &str) {
        for tag in html.split('<').skip(1) {
            let tag = tag.split('>').next().unwrap_or_default();
            let mut words = tag.trim_start_matches('/').split(' ');
            let name = words.next().unwrap_or_default();
            assert!(ELEMENTS.contains(&name) || MORE_ELEMENTS.contains(&name), "<{tag}> in {html}");
            let attributes = tag.split("=\"").count() - 1;
            let known = ["href=\"", "rel=\"", "colspan=\"", "rowspan=\"", "scope=\""];
            let found: usize = known.iter().map(|attribute| tag.matches(attribute).count()).sum();
            assert!(attributes <= found, "<{tag}> in {html}");
            // A scheme stands at the beginning; further on it is part of a path.
            let address = tag.split("href=\"").nth(1).unwrap_or_default().trim_start().to_ascii_lowercase();
            assert!(!address.starts_with("javascript:") && !address.starts_with("data:"), "<{tag}> in {html}");
        }
    }

    fn fragment() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "<p>",
            "</p>",
            "<b",
            ">",
            "<script>",
            "</script>",
            "<style>",
            "</style>",
            "<svg>",
            "<math>",
            "<table>",
            "<td",
            " onclick=",
            " style=",
            " class=",
            " href=",
            "\"",
            "'",
            "javascript:alert(1)",
            "<!--",
            "-->",
            "&lt;",
            "&",
            "<a",
            "<textarea>",
            "</textarea>",
            "<title>",
            "</title>",
            "<noscript>",
            "<iframe srcdoc=",
            "text",
            " ",
            "\0",
            "é",
        ]);
        prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn whatever_goes_in_harmless_markup_comes_out(html in fragment()) {
            assert_harmless(&sanitise(&html));
        }

        #[test]
        fn any_text_is_survived(html in any::<String>()) {
            let _ = sanitise(&html);
        }
    }
}
