//! A product in another language, as the sample has it.

use types::{
    Locale,
    admin::{AdminChrome, CollectionPage, CollectionRow},
};

use super::{
    attribute, count, parsed,
    sample::{PLAIN, Words, id},
    text,
};
use crate::admin::*;

impl Words {
    fn texts(self) -> Vec<TranslatedText> {
        let say = |text: &str| (self.0)(text);
        let text = |name: String, label: &str, original: &str, words: &str, kind| TranslatedText {
            name,
            label: say(label),
            original: say(original),
            words: say(words),
            kind,
        };
        vec![
            text("title".into(), "Title", "Skerry waxed tote", "Skerry-Tasche", TextKind::Line),
            text(
                "description_html".into(),
                "Description",
                "<p>Waxed.</p>",
                "<p>Gewachst.</p>",
                TextKind::Html("description_html"),
            ),
            text("message_live".into(), "Said while it sells", "Now.", "Jetzt.", TextKind::Lines("message_live")),
            text(say("term.Moss"), "Moss", "Moss", "Moos", TextKind::Line),
        ]
    }

    pub fn translation(self, chrome: &AdminChrome, posted: Option<&Posted<()>>) -> AdminPage {
        let (title, seen, texts) = ((self.0)("Skerry waxed tote"), (self.0)("abc"), self.texts());
        let of = TranslationOf::Product(id(4));
        let view = Translation { of, title: &title, locale: Locale::Ar, seen: &seen, texts: &texts };
        translation(chrome, &view, posted)
    }

    pub fn collection_page(self) -> CollectionPage {
        let say = |text: &str| (self.0)(text);
        let row = CollectionRow { id: id(6), slug: say("light"), title: say("Light"), product_count: 11 };
        CollectionPage { items: vec![row], next_cursor: Some(say("cursor")) }
    }

    pub fn posted_translation(self) -> Posted<()> {
        self.posted((), &[("title", ""), ("description_html", "<p>Anders.</p>")])
    }
}

#[test]
fn every_text_stands_beside_its_original() {
    let document = parsed(PLAIN.translation(&PLAIN.chrome(), None));
    assert_eq!(text(&document, "h1"), "Arabic");
    assert_eq!(attribute(&document, "#translation-title", "value").unwrap(), "Skerry-Tasche");
    assert_eq!(text(&document, ".admin-original[lang=en]"), "Skerry waxed tote");
    assert_eq!(attribute(&document, ".admin-translation > div", "dir").unwrap(), "rtl");
    assert_eq!(attribute(&document, "input[name=seen]", "value").unwrap(), "abc");
    assert_eq!(count(&document, "a[href$='/translations/de']"), 1, "the other language is one step away");
}

#[test]
fn what_was_typed_comes_back() {
    let document = parsed(PLAIN.translation(&PLAIN.chrome(), Some(&PLAIN.posted_translation())));
    assert_eq!(text(&document, "textarea#translation-description_html"), "<p>Anders.</p>");
    assert_eq!(attribute(&document, "#translation-title", "value").unwrap(), "");
}

#[test]
fn what_is_said_of_a_drop_is_text_in_several_lines() {
    let document = parsed(PLAIN.translation(&PLAIN.chrome(), None));
    assert_eq!(text(&document, "textarea#translation-message_live"), "Jetzt.");
    assert_eq!(count(&document, "[id^=translation-message_live-hint]"), 0, "it is no HTML");
    assert_eq!(count(&document, "[id^=translation-description_html-hint]"), 1);
}

#[test]
fn collections_lead_to_their_words_in_every_language() {
    let document = parsed(collections(&PLAIN.chrome(), &PLAIN.collection_page()));
    assert_eq!(text(&document, "tbody a"), "Light");
    assert_eq!(count(&document, "tbody a[href^='/admin/collections/'][href*='/translations/']"), 2);
    assert_eq!(attribute(&document, "a[rel=next]", "href").unwrap(), "/admin/collections?cursor=cursor");
}
